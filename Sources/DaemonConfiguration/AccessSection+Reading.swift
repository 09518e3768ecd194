import Access
import PumpModel

extension AccessSection {
    static let keys = Role.allCases.map(\.key) + ["secondPerson", "inactivity"]

    /// Nil when anything is wrong; `findings` then says what.
    init?(_ node: ConfigurationNode?, findings: inout Findings) {
        let reader = SectionReader(node, path: "access", keys: Self.keys, findings: &findings)
        let observers = Holders(reader.node(Role.observer.key), findings: &findings)
        let clinicians = Holders(reader.node(Role.clinician.key), findings: &findings)
        let administrators = Holders(reader.node(Role.administrator.key), findings: &findings)
        let usual = Self()
        let second = reader.value(
            "secondPerson", Formats.secondPerson, default: usual.secondPerson, findings: &findings)
        let inactivity = reader.value(
            "inactivity", Formats.inactivity, default: usual.inactivity, findings: &findings)
        guard let observers, let clinicians, let administrators, let second, let inactivity else { return nil }
        self.init(
            observers: observers, clinicians: clinicians, administrators: administrators, secondPerson: second,
            inactivity: inactivity)
    }
}

extension AccessSection.Holders {
    static let keys = ["users", "groups"]

    /// Nobody when the section is left out.
    init?(_ node: ConfigurationNode?, findings: inout Findings) {
        self.init()
        guard let node else { return }
        let reader = SectionReader(node, path: node.path, keys: Self.keys, findings: &findings)
        let users = Self.accounts("users", Formats.user, "[alice, 1000]", reader, findings: &findings)
        let groups = Self.accounts("groups", Formats.accessGroup, "[ward, 100]", reader, findings: &findings)
        guard let users, let groups else { return nil }
        self.init(users: users, groups: groups)
    }

    /// The accounts of one list; none when it is left out, nil when anything in it is wrong.
    private static func accounts(
        _ key: String, _ format: ValueFormat<AccessSection.Account>, _ example: String, _ reader: SectionReader,
        findings: inout Findings
    ) -> [AccessSection.Account]? {
        guard let node = reader.node(key) else { return [] }
        guard let items = reader.items(key, example: example, findings: &findings) else { return nil }
        guard items.count <= Limits.accessNames else {
            findings.add(
                "\(items.count) \(key)", allowed: "at most \(Limits.accessNames)",
                at: node.place, keyPath: node.path)
            return nil
        }
        var first: [AccessSection.Account: TextPlace] = [:]
        var accounts: [AccessSection.Account] = []
        for item in items {
            guard let account = format.read(item, findings: &findings) else { continue }
            if let place = first[account] {
                findings.add(
                    "'\(format.text(account))' stands here twice", allowed: "the first is in line \(place.line)",
                    at: item.place, keyPath: item.path)
                continue
            }
            first[account] = item.place
            accounts.append(account)
        }
        return accounts.count == items.count ? accounts : nil
    }
}

extension ValueFormat where Value == AccessSection.Account {
    /// A name, or a number in its one spelling. The number that the system calls nobody at all is refused.
    static func account(_ what: String, examples: (name: String, id: String)) -> ValueFormat {
        let digits = Formats.digits
        let letters = Formats.lowerCase + Formats.upperCase
        let example = examples.name
        let name = ValueFormat<String>.name(
            "\(what) name", characters: letters + digits + "_-.@", first: letters + "_", length: 64,
            rule: "letters, digits, '_', '-', '.' and '@', not beginning with a digit; or a numeric id",
            example: "\(examples.name)' or '\(examples.id)")
        return ValueFormat(example: example) { text throws(ValueProblem) in
            guard text.utf8.allSatisfy(digits.utf8.contains) else { return .name(try name.parse(text)) }
            guard text == "0" || !text.hasPrefix("0"), let id = UInt32(text), id != .max else {
                throw ValueProblem(
                    found: "'\(text)' is not a \(what) id",
                    allowed: "a whole number from 0 to \(UInt32.max - 1), without zeros before it")
            }
            return .id(id)
        } text: {
            switch $0 {
            case .name(let name): name
            case .id(let id): String(id)
            }
        }
    }
}
