import PumpModel

extension DaemonConfiguration.Wand {
    static let keys = ["name", "port", "baudRate", "flowControl", "security"]

    init?(_ node: ConfigurationNode, findings: inout Findings) {
        let reader = SectionReader(node, path: node.path, keys: Self.keys, findings: &findings)
        guard case .section = node.content else { return nil }
        let name = reader.required(
            "name", Formats.wandName, why: "each wand has a name of its own, like 'name: ward-3'", findings: &findings)
        let port = Port(in: reader, findings: &findings)
        let baudRate = reader.value("baudRate", Formats.baudRate, default: Self.defaultBaudRate, findings: &findings)
        let flowControl = reader.value("flowControl", Formats.flowControl, default: .none, findings: &findings)
        let security = reader.required(
            "security", Formats.security,
            why:
                "this version has no pairing yet, and trusting any device must be asked for: "
                + "write 'security: unpaired', on the bench only",
            findings: &findings)
        guard let name, let port, let baudRate, let flowControl, let security else { return nil }
        self.init(name: name, port: port, baudRate: baudRate, flowControl: flowControl, security: security)
    }
}

extension DaemonConfiguration.Wand.Port {
    static let keys = ["path", "usbSerial"]
    private static let choice = "write either 'path: /dev/ttyUSB0' or 'usbSerial: A50285BI' in it"

    init?(in wand: SectionReader, findings: inout Findings) {
        guard let node = wand.node("port") else {
            findings.add("is missing", allowed: Self.choice, at: wand.place, keyPath: wand.path(of: "port"))
            return nil
        }
        let reader = SectionReader(node, path: node.path, keys: Self.keys, findings: &findings)
        guard case .section = node.content else { return nil }
        switch (reader.node("path"), reader.node("usbSerial")) {
        case (let path?, nil):
            guard let text = Formats.portPath.read(path, findings: &findings) else { return nil }
            self = .path(text)
        case (nil, let serial?):
            guard let text = Formats.usbSerial.read(serial, findings: &findings) else { return nil }
            self = .usbSerial(text)
        case (_?, _?):
            findings.add("both path and usbSerial are given", allowed: Self.choice, at: node.place, keyPath: node.path)
            return nil
        case (nil, nil):
            findings.add(
                "neither path nor usbSerial is given", allowed: Self.choice, at: node.place, keyPath: node.path)
            return nil
        }
    }

    /// For messages.
    var text: String {
        switch self {
        case .path(let path): path
        case .usbSerial(let serial): "the USB adapter \(serial)"
        }
    }
}

extension DaemonConfiguration {
    /// The list of wands; nil when anything in it is wrong.
    static func wands(in root: SectionReader, findings: inout Findings) -> [Wand]? {
        guard let node = root.node("wands") else {
            findings.add(
                "is missing", allowed: "list 1 to \(Limits.wands) wands, each with name, port and security",
                at: root.place, keyPath: "wands")
            return nil
        }
        guard case .list(let items) = node.content else {
            findings.add(
                "\(node.kind) where a list is expected", allowed: "begin each wand with '- name:'", at: node.place,
                keyPath: node.path)
            return nil
        }
        guard (1...Limits.wands).contains(items.count) else {
            findings.add(
                "\(items.count) wands", allowed: "from 1 to \(Limits.wands)", at: node.place, keyPath: node.path)
            return nil
        }
        var names: [String: TextPlace] = [:]
        var ports: [Wand.Port: TextPlace] = [:]
        var wands: [Wand] = []
        for item in items {
            guard let wand = Wand(item, findings: &findings) else { continue }
            let name = item.place(of: "name")
            let port = item.place(of: "port")
            if let first = names.updateValue(name, forKey: wand.name) {
                findings.add(
                    "the wand in line \(first.line) is called '\(wand.name)' too", allowed: "each name once", at: name,
                    keyPath: "\(item.path).name")
            }
            if let first = ports.updateValue(port, forKey: wand.port) {
                findings.add(
                    "the wand in line \(first.line) is on \(wand.port.text) too", allowed: "each port once", at: port,
                    keyPath: "\(item.path).port")
            }
            wands.append(wand)
        }
        return wands.count == items.count ? wands : nil
    }
}
