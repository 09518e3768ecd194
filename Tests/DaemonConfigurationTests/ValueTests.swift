import Access
import AlarmDesk
import PumpModel
import Testing

@testable import DaemonConfiguration

@Suite("Values as they are meant")
struct ValueTests {
    @Test("Every key is taken, and its value is exact")
    func everyKey() throws {
        let yaml = """
            socket: {path: /run/a/b.sock, mode: "0600", group: clinic}
            access:
              observers: {groups: [ward]}
              clinicians: {users: [dr.jones, 1000, "a_b-c@clinic"], groups: [0, clinicians]}
              administrators: {users: [root]}
              secondPerson: overrides
              inactivity: 90 s
            stateDirectory: /srv/wandd
            wands:
              - {name: one, port: {path: /dev/ttyACM0}, baudRate: 9600, flowControl: rtsCts, security: unpaired}
              - {name: two, port: {usbSerial: A50285BI}, security: unpaired}
            pumps: site/pumps.yaml
            drugLibrary: {path: /srv/library.yaml, sha256: \(String(repeating: "0f", count: 32))}
            dosing: {interrogationAge: 1.5 min}
            confirmation: {lifetime: 90 s}
            card: {flowError: 3.1 %, refillMargin: 5 d, contact: "Ward 3: +00 000"}
            alarms:
              staleAfter: 2 d
              refillWarning: 21 d
              refillNear: 4 d
              clockTolerance: 90 s
              sessionAbandonedAfter: 2.5 min
              silence: 3 min
              acknowledgement: 2 h
              criticalToneEvery: 5 min
              nonCriticalToneEvery: 45 min
            log: {level: trace}
            """
        let expected = DaemonConfiguration(
            wands: [
                .init(
                    name: "one", port: .path("/dev/ttyACM0"), baudRate: 9_600, flowControl: .rtsCts, security: .unpaired
                ),
                .init(name: "two", port: .usbSerial("A50285BI"), security: .unpaired),
            ],
            socket: .init(path: "/run/a/b.sock", mode: 0o600, group: "clinic"),
            access: AccessSection(
                observers: .init(groups: [.name("ward")]),
                clinicians: .init(
                    users: [.name("dr.jones"), .id(1_000), .name("a_b-c@clinic")],
                    groups: [.id(0), .name("clinicians")]),
                administrators: .init(users: [.name("root")]), secondPerson: .overrides,
                inactivity: TimeSpan(checked: 90_000)),
            stateDirectory: "/srv/wandd",
            pumps: "site/pumps.yaml",
            drugLibrary: DrugLibraryPin(path: "/srv/library.yaml", sha256: String(repeating: "0f", count: 32)),
            interrogationAge: TimeSpan(checked: 90_000),
            confirmationLifetime: TimeSpan(checked: 90_000),
            card: RegistrationCard.Policy(flowErrorPerMille: 31, marginDays: 5),
            contact: "Ward 3: +00 000",
            alarms: AlarmPolicy(
                staleAfter: TimeSpan(checked: 2 * 86_400_000), refillWarningDays: 21, refillNearDays: 4,
                clockTolerance: TimeSpan(checked: 90_000), abandonedAfter: TimeSpan(checked: 150_000),
                silence: TimeSpan(checked: 180_000), acknowledgement: TimeSpan(checked: 7_200_000),
                criticalToneEvery: TimeSpan(checked: 300_000), nonCriticalToneEvery: TimeSpan(checked: 2_700_000)),
            logLevel: .trace)
        #expect(try parse(yaml) == expected)
    }

    @Test("Quoted and unquoted are the same", arguments: ["0660", "'0660'", "\"0660\"", "660"])
    func quoting(_ mode: String) throws {
        #expect(try parse(oneWand + "socket: {mode: \(mode)}\n").socket.mode == 0o660)
    }

    @Test(
        "Inside quotes nothing is special",
        arguments: [
            (#""/x\" : &y""#, #"/x" : &y"#), ("'/it''s: *y # z'", "/it's: *y # z"), ("'/x: |'", "/x: |"),
            (#""/x\\""#, #"/x\"#), (#"'/\t'"#, #"/\t"#),
        ])
    func insideQuotes(_ yaml: String, _ path: String) throws {
        #expect(try parse(oneWand + "stateDirectory: \(yaml)\n").stateDirectory == path)
    }

    @Test("What is left out is the default")
    func defaults() throws {
        let wand = DaemonConfiguration.Wand(name: "w", port: .path("/dev/ttyS0"), security: .unpaired)
        #expect(try parse(oneWand) == DaemonConfiguration(wands: [wand]))
    }

    @Test(
        "The effective configuration reads back to itself, and says what is a default",
        arguments: [
            oneWand,
            oneWand + "socket: {group: clinic, mode: 0600, path: \"/run/it's # here: x\"}\nlog: {level: error}\n",
            oneWand + "dosing: {interrogationAge: 12.5 s}\npumps: \"a b/it's: x.yaml\"\n",
            oneWand + "drugLibrary: {path: a/b.yaml, sha256: \(String(repeating: "9", count: 64))}\n",
            oneWand + "card: {flowError: 10 %}\nconfirmation: {lifetime: 1 h}\n",
            oneWand + "pumps: \"- a\"\n", oneWand + "pumps: \"a \"\n", oneWand + "pumps: \"%a\"\n",
            oneWand + "alarms: {staleAfter: 366 d, refillNear: 0 d, clockTolerance: 1.5 s, silence: 90 s}\n",
            oneWand + "access: {observers: {users: [a, 0, a@b], groups: [7]}, secondPerson: always}\n",
            oneWand + "access: {clinicians: {groups: [ward]}, administrators: {users: [root]}, inactivity: 1 min}\n",
            oneWand + "access: {}\n",
            oneWand + "alarms: {acknowledgement: 24 h, criticalToneEvery: 61 s, nonCriticalToneEvery: 11 min}\n",
        ])
    func describing(_ yaml: String) throws {
        let configuration = try parse(yaml)
        #expect(try parse(configuration.describe()) == configuration)
    }

    @Test("The description in full")
    func description() throws {
        let expected = """
            socket:
              path: /run/wandd/wandd.sock  # default
              mode: '0660'  # default
              # group: the daemon's own  # default
            access:
              # observers: nobody  # default
              clinicians:
                users: [alice, 1000]
              # administrators: nobody  # default
              secondPerson: never  # default
              inactivity: 3 min  # default
            stateDirectory: /var/lib/wandd  # default
            wands:
              - name: w
                port:
                  path: /dev/ttyS0
                baudRate: 115200  # default
                flowControl: none  # default
                security: unpaired
            pumps: pumps.yaml  # default
            # drugLibrary: none, no therapy is accepted  # default
            dosing:
              interrogationAge: 1 min
            confirmation:
              lifetime: 5 min  # default
            card:
              flowError: 2.5 %  # default
              refillMargin: 3 d  # default
              # contact: nobody  # default
            alarms:
              staleAfter: 7 d  # default
              refillWarning: 14 d  # default
              refillNear: 3 d  # default
              clockTolerance: 5 min  # default
              sessionAbandonedAfter: 3 min  # default
              silence: 10 min  # default
              acknowledgement: 1 h  # default
              criticalToneEvery: 10 min  # default
              nonCriticalToneEvery: 1 h  # default
            log:
              level: debug

            """
        let yaml =
            "access: {clinicians: {users: [alice, 1000]}}\ndosing: {interrogationAge: 1 min}\nlog: {level: debug}\n"
        #expect(try parse(oneWand + yaml).describe() == expected)
    }

    @Test(
        "The nearest key is suggested, and none when no key is near",
        arguments: [
            ("usbserial", "usbSerial"), ("usb-serial", "usbSerial"), ("paht", "path"), ("pat", "path"), ("speed", nil),
            ("", nil), (String(repeating: "path", count: 100), nil),
        ])
    func suggestion(_ word: String, _ expected: String?) {
        #expect(Suggestion.nearest(to: word, among: ["path", "usbSerial"]) == expected)
    }
}
