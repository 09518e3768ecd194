import ArgumentParser
import ControlAPI
import WandClient

struct Events: DaemonCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print what happens as it happens, a line for each event.",
        discussion: """
            Commands, alarms, sessions and foreign changes are durable: they have an id, and --after an id tells what \
            happened since, without a gap. How wands and pumps are is told at the beginning and whenever it changes. A lost \
            connection is opened again by itself, and said on standard error.

            Examples:
              wandctl events
              wandctl events --kind alarm,change --after 41077 --json
              wandctl events --wand bench --count 1
            """)
    @OptionGroup var global: GlobalOptions
    @Option(help: "Only what is about this wand.", completion: .wands) var wand: String?
    @Option(help: "Only what is about this pump.", completion: .pumps) var pump: String?
    @Option(
        help: ArgumentHelp(
            "Only these kinds, with commas between them: command, alarm, session, change, wand, pump.",
            valueName: "kinds"),
        completion: .list(API.EventKind.allCases.map(\.rawValue)))
    var kind: String?
    @Option(help: ArgumentHelp("Durable events after this id, then what happens from now on.", valueName: "id"))
    var after: String?
    @Option(help: ArgumentHelp("End after so many events.", valueName: "number")) var count: Int?
    @Flag(help: "End when the connection is lost, instead of opening it again.") var once = false

    func validate() throws {
        _ = try Self.kinds(kind)
        if let count, count < 1 { throw ValidationError("--count \(count) is not 1 or more.") }
        if let after, Int64(after).map({ $0 < 0 }) ?? true {
            throw ValidationError("'\(after)' is no id: it is the number that a durable event carries.")
        }
    }

    static func kinds(_ text: String?) throws -> [API.EventKind]? {
        try text?.split(separator: ",", omittingEmptySubsequences: false).map { name in
            guard let kind = API.EventKind(rawValue: String(name)) else {
                let all = API.EventKind.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("'\(name)' is no kind of event: give \(all).")
            }
            return kind
        }
    }

    func run(_ session: Session) async throws {
        let follower = EventFollower(
            client: session.client, wand: wand, pump: pump, kinds: try Self.kinds(kind), isPersistent: !once)
        let (isJSON, style, count) = (session.isJSON, session.style, count)
        if let pump, let known = try? await session.client.pumps(), !known.contains(where: { $0.serial == pump }) {
            Terminal.printError("wandctl: pump \(pump) was not read yet: its events come when there are any.")
        }
        do {
            try await interruptible {
                var left = count
                var told: [String: String] = [:]
                try await follower.follow(after: after) { event in
                    guard let line = isJSON ? event.jsonLine : event.line(style) else { return true }
                    // people are told of what changed; that a wand was asked again is none
                    if !isJSON, case .wand(let wand) = event.content {
                        let state = wand.line(style)
                        guard told.updateValue(state, forKey: wand.name) != state else { return true }
                    }
                    // a reader that left is the end of what was asked for
                    guard Terminal.printed(line) else { return false }
                    guard case .hello = event.content else {
                        left = left.map { $0 - 1 }
                        return left != 0
                    }
                    return true
                } say: {
                    Terminal.printError("wandctl: " + $0)
                }
            }
        } catch is Interrupted {
            // to end the listening is no failure of it
        }
    }
}
