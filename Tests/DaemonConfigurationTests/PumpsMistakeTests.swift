import Dosing
import PumpModel
import Testing

@testable import DaemonConfiguration

@Suite("Mistaken pump catalogs: each mistake has its place, what was found and what is allowed")
struct PumpsMistakeTests {
    /// A valid catalog of one pump and one catheter, with `line` in place of the one that has its key, or else added; it is
    /// line 2, the first of the pump.
    private static func text(_ line: String, catheters: String = "[{name: c, volumePerLength: 0.0022 mL/cm}]") -> String
    {
        let lines = [
            "model: M", "leastFlow: 0.048 mL/day", "greatestFlow: 24 mL/day", "minimumRate: 0.006 mL/day",
            "reservoirs: [20 mL, 40 mL]", "residualVolume: 1.4 mL", "tubingVolume: 0.2 mL", "flowError: 2.5 %",
            "serviceReserve: 90 d", "serviceLife: 7 years", "criticalAlarmInterval: 10 min",
            "nonCriticalAlarmInterval: 1 h",
        ]
        let key = line.prefix { $0 != ":" } + ":"
        let items = ([line] + lines.filter { !$0.hasPrefix(key) }).enumerated()
        return "pumps:\n" + items.map { ($0.offset == 0 ? "- " : "  ") + $0.element + "\n" }.joined()
            + "catheters: \(catheters)\n"
    }

    private static func messages(_ yaml: String) -> [String] {
        do throws(ConfigurationErrors) {
            _ = try PumpCatalog.parse(Array(yaml.utf8), file: "f")
            return []
        } catch {
            return error.errors.map(\.description)
        }
    }

    @Test("Every value is as it is written")
    func values() throws {
        let profile = PumpProfile(
            model: "Model 40", flow: Flow(checked: 48_000)...Flow(checked: 24_000_000),
            minimumFlow: Flow(checked: 6_000),
            residualVolume: Volume(checked: 1_400_000), tubingVolume: Volume(checked: 200_000),
            reservoirSizes: [Volume(checked: 20_000_000), Volume(checked: 40_000_000)], serviceReserveDays: 90,
            serviceYears: 7, criticalAlarmInterval: TimeSpan(checked: 600_000),
            nonCriticalAlarmInterval: TimeSpan(checked: 3_600_000), flowErrorPerMille: 25)
        let catheter = CatheterProfile(name: "c", volumePerLength: VolumePerLength(checked: 2_200))
        #expect(
            try PumpCatalog.parse(Array(Self.text("model: Model 40").utf8), file: "f")
                == PumpCatalog(pumps: [profile], catheters: [catheter]))
    }

    @Test(arguments: [
        Mistake(
            "leastFlow: 0.048 mL",
            "f:2:14: pumps[0].leastFlow: '0.048 mL' is not a flow: write it like '0.048 mL/day'"),
        Mistake(
            "leastFlow: 0 mL/day",
            "f:2:14: pumps[0].leastFlow: '0 mL/day' is out of range: from 0.001 mL/day to 48 mL/day"),
        Mistake(
            "greatestFlow: 48.000001 mL/day",
            "f:2:17: pumps[0].greatestFlow: '48.000001 mL/day' is out of range: from 0.001 mL/day to 48 mL/day"),
        Mistake(
            "leastFlow: 24.1 mL/day",
            "f:2:14: pumps[0].leastFlow: leastFlow (24.1 mL/day) is above greatestFlow (24 mL/day): no flow would be left"
        ),
        Mistake(
            "minimumRate: 0.048 mL/day",
            "f:2:16: pumps[0].minimumRate: 0.048 mL/day is not below leastFlow (0.048 mL/day): the minimum rate is less than any program asks for"
        ),
        Mistake(
            "reservoirs: 20 mL",
            "f:2:15: pumps[0].reservoirs: '20 mL' where a list is expected: write it like [20 mL, 40 mL]"),
        Mistake("reservoirs: []", "f:2:15: pumps[0].reservoirs: an empty list: write it like [20 mL, 40 mL]"),
        Mistake(
            "reservoirs: [20 mL, 40]", "f:2:23: pumps[0].reservoirs[1]: '40' has no unit: write it like '20 mL'"),
        Mistake("reservoirs: [20 mL, 20.0 mL]", "f:2:23: pumps[0].reservoirs[1]: 20 mL stands here twice"),
        Mistake(
            "reservoirs: [1 mL]",
            "f:7:19: pumps[0].residualVolume: 1.4 mL is not below the smallest reservoir (1 mL): nothing could be delivered"
        ),
        Mistake(
            "serviceLife: 7 a",
            "f:2:16: pumps[0].serviceLife: '7 a' is not a number of whole years: write it like '7 years'"),
        Mistake("serviceLife: 7", "f:2:16: pumps[0].serviceLife: '7' has no unit: write it like '7 years'"),
        Mistake(
            "serviceLife: 70 years",
            "f:2:16: pumps[0].serviceLife: '70 years' is out of range: from 1 years to 20 years"),
        Mistake("serviceReserve: 0 d", "f:2:19: pumps[0].serviceReserve: '0 d' is out of range: from 1 d to 365 d"),
        Mistake("flowError: 2.4 %", "f:2:14: pumps[0].flowError: '2.4 %' is out of range: from 2.5 % to 20 %"),
        Mistake(
            "criticalAlarmInterval: 59 s",
            "f:2:26: pumps[0].criticalAlarmInterval: '59 s' is out of range: from 1 min to 24 h"),
        Mistake(
            "model: \(String(repeating: "x", count: 65))",
            "f:2:10: pumps[0].model: '\(String(repeating: "x", count: 65))' is not a pump model: one line of at most 64 bytes, like 'VP-20'"
        ),
        Mistake(
            "tubing: 1 mL",
            "f:2:3: pumps[0].tubing: unknown key: known here are \(PumpProfile.keys.joined(separator: ", "))"),
    ])
    func values(_ mistake: Mistake) {
        #expect(Self.messages(Self.text(mistake.yaml)) == mistake.messages)
    }

    @Test(arguments: [
        Mistake("[]", "f:14:12: catheters: an empty list: write it like '- name: catheter-a'"),
        Mistake(
            "[{name: C, volumePerLength: 0.0022 mL/cm}]",
            "f:14:20: catheters[0].name: 'C' is not a catheter name: at most 32 lower-case letters, digits and '-', like 'catheter-a'"
        ),
        Mistake(
            "[{name: c, volumePerLength: 2.2 mL/cm}]",
            "f:14:40: catheters[0].volumePerLength: '2.2 mL/cm' is out of range: from 0.0001 mL/cm to 0.1 mL/cm"),
        Mistake(
            "[{name: c}]", "f:14:13: catheters[0]: without volumePerLength: nothing is assumed here: each must be given"
        ),
        Mistake(
            "[{name: c, volumePerLength: 0.002 mL/cm}, {name: c, volumePerLength: 0.003 mL/cm}]",
            "f:14:61: catheters[1].name: 'c' stands in line 14 too: each name once"),
    ])
    func catheters(_ mistake: Mistake) {
        #expect(Self.messages(Self.text("model: M", catheters: mistake.yaml)) == mistake.messages)
    }

    @Test("A key that is left out is named, whichever it is", arguments: PumpProfile.keys.dropFirst())
    func missing(_ key: String) {
        let lines = Self.text("model: M").split(separator: "\n", omittingEmptySubsequences: false)
        let found = Self.messages(lines.filter { !$0.hasPrefix("  \(key):") }.joined(separator: "\n"))
        #expect(found == ["f:2:3: pumps[0]: without \(key): nothing is assumed here: each must be given"], "\(found)")
    }

    @Test("Each model stands once")
    func twins() {
        let pump = Self.text("model: M").split(separator: "\n").dropLast()
        let twice = (pump + pump.dropFirst() + ["catheters: [{name: c, volumePerLength: 0.0022 mL/cm}]"])
        #expect(
            Self.messages(twice.joined(separator: "\n")) == [
                "f:14:10: pumps[1].model: 'M' stands in line 2 too: each model once"
            ])
    }
}
