internal import PumpModel

/// An order as the journal has it. What was written when a program was all that could be changed stays readable.
extension Command.Order: Codable {
    private enum CodingKeys: CodingKey { case change, program, stop }
    private enum ChangeKeys: String, CodingKey {
        case content = "_0"
        case base
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if container.contains(.stop) {
            self = .stop
            return
        }
        let key: CodingKeys = container.contains(.change) ? .change : .program
        let change = try container.nestedContainer(keyedBy: ChangeKeys.self, forKey: key)
        self = .change(
            try change.decode(PumpChange.self, forKey: .content),
            base: try change.decode(ProgramRevision.self, forKey: .base))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .change(let change, let base):
            var nested = container.nestedContainer(keyedBy: ChangeKeys.self, forKey: .change)
            try nested.encode(change, forKey: .content)
            try nested.encode(base, forKey: .base)
        case .stop: _ = container.nestedContainer(keyedBy: ChangeKeys.self, forKey: .stop)
        }
    }
}
