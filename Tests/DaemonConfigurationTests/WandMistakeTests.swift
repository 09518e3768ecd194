import PumpModel
import Testing

@testable import DaemonConfiguration

@Suite("Mistaken wands")
struct WandMistakeTests {
    @Test(arguments: [
        Mistake("", "f:1:1: the file is empty: at least 'wands' is needed"),
        Mistake("# only a comment\n", "f:1:1: the file is empty: at least 'wands' is needed"),
        Mistake(
            "log: {level: info}\n", "f:1:1: wands: is missing: list 1 to 16 wands, each with name, port and security"),
        Mistake("wands: []\n", "f:1:8: wands: 0 wands: from 1 to 16"),
        Mistake("wands: w\n", "f:1:8: wands: 'w' where a list is expected: begin each wand with '- name:'"),
        Mistake(
            "wands:\n- w\n",
            "f:2:3: wands[0]: 'w' where a section is expected: its keys are name, port, baudRate, flowControl, security"
        ),
        Mistake(
            "- w\n",
            "f:1:1: a list where a section is expected: its keys are \(topKeys)"
        ),
    ])
    func list(_ mistake: Mistake) {
        #expect(messages(mistake.yaml) == mistake.messages)
    }

    private static let noSecurity =
        "is missing: this version has no pairing yet, and trusting any device must be asked for: "
        + "write 'security: unpaired', on the bench only"
    private static let choice = "write either 'path: /dev/ttyUSB0' or 'usbSerial: A50285BI' in it"

    @Test(arguments: [
        Mistake("name: w\n  port: {path: /dev/x}", "f:2:3: wands[0].security: \(noSecurity)"),
        Mistake(
            "name: w\n  port: {path: /dev/x}\n  security: paired",
            "f:4:13: wands[0].security: 'paired' is refused: this version has no pairing "
                + "yet; use unpaired, on the bench only"
        ),
        Mistake(
            "name: w\n  port: {path: /dev/x}\n  security: none",
            "f:4:13: wands[0].security: 'none' is not a security mode: use unpaired"),
        Mistake("name: w\n  security: unpaired", "f:2:3: wands[0].port: is missing: \(choice)"),
        Mistake(
            "name: w\n  port: /dev/x\n  security: unpaired",
            "f:3:9: wands[0].port: '/dev/x' where a section is expected: its keys are path, usbSerial"),
        Mistake(
            "name: w\n  port: {path: /dev/x, usbSerial: A1}\n  security: unpaired",
            "f:3:9: wands[0].port: both path and usbSerial are given: \(choice)"),
        Mistake(
            "name: w\n  port: {}\n  security: unpaired",
            "f:3:9: wands[0].port: neither path nor usbSerial is given: \(choice)"),
        Mistake(
            "name: w\n  port: {path: ttyUSB0}\n  security: unpaired",
            "f:3:16: wands[0].port.path: 'ttyUSB0' is not an absolute path: \(pathRule), like '/dev/ttyUSB0'"
        ),
        Mistake(
            "name: w\n  port: {usbSerial: A 1}\n  security: unpaired",
            "f:3:21: wands[0].port.usbSerial: 'A 1' is not a USB serial number: letters, "
                + "digits, '_', '-', '.' and ':', like 'A50285BI'"
        ),
        Mistake(
            "name: Ward 3\n  port: {path: /dev/x}\n  security: unpaired",
            "f:2:9: wands[0].name: 'Ward 3' is not a wand name: at most 32 lower-case "
                + "letters, digits and '-', like 'ward-3'"
        ),
        Mistake(
            "port: {path: /dev/x}\n  security: unpaired",
            "f:2:3: wands[0].name: is missing: each wand has a name of its own, like 'name: ward-3'"),
        Mistake(
            "name: w\n  port: {path: /dev/x}\n  security: unpaired\n  baudRate: 9600 Bd",
            "f:5:13: wands[0].baudRate: '9600 Bd' is not a baud rate: write it like '115200'"),
        Mistake(
            "name: w\n  port: {path: /dev/x}\n  security: unpaired\n  baudRate: 110",
            "f:5:13: wands[0].baudRate: '110' is out of range: from 1200 to 4000000"),
        Mistake(
            "name: w\n  port: {path: /dev/x}\n  security: unpaired\n  flowControl: xonXoff",
            "f:5:16: wands[0].flowControl: 'xonXoff' is refused: frames are binary, XON/XOFF "
                + "would eat their bytes 0x11 and 0x13; use none or rtsCts"
        ),
        Mistake(
            "name: w\n  port: {path: /dev/x}\n  security: unpaired\n  flowControl: rts-cts",
            "f:5:16: wands[0].flowControl: 'rts-cts' is not a flow control: did you mean 'rtsCts'?"),
        Mistake(
            "name: w\n  port: {path: /dev/x}\n  security: unpaired\n  baud_rate: 9600",
            "f:5:3: wands[0].baud_rate: unknown key: did you mean 'baudRate'?"),
    ])
    func oneWand(_ mistake: Mistake) {
        #expect(messages("wands:\n- " + mistake.yaml + "\n") == mistake.messages)
    }

    @Test("Two wands share neither name nor port")
    func twins() {
        let yaml = """
            wands:
            - {name: a, port: {path: /dev/x}, security: unpaired}
            - {name: b, port: {usbSerial: A1}, security: unpaired}
            - {name: a, port: {usbSerial: A1}, security: unpaired}
            """
        #expect(
            messages(yaml) == [
                "f:4:10: wands[2].name: the wand in line 2 is called 'a' too: each name once",
                "f:4:19: wands[2].port: the wand in line 3 is on the USB adapter A1 too: each port once",
            ])
    }

    @Test("As many wands as the limit, and one more")
    func count() {
        func yaml(_ count: Int) -> String {
            "wands:\n"
                + (1...count).map { "- {name: w\($0), port: {path: /dev/x\($0)}, security: unpaired}\n" }.joined()
        }
        #expect(messages(yaml(Limits.wands)) == [])
        #expect(messages(yaml(Limits.wands + 1)) == ["f:2:1: wands: 17 wands: from 1 to 16"])
    }
}
