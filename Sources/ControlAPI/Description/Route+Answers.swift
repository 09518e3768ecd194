/// What a route answers when it does what it was asked for.
struct Answer: Sendable {
    /// A header of an answer.
    enum Header: String, Sendable {
        case entityTag = "ETag"
        case location = "Location"
    }

    var status = 200
    var words: String
    var content: Content
    var headers: [Header] = []

    enum Content: Sendable {
        case json(any Described.Type)
        case events
        /// This description.
        case description
    }
}

extension API.Route {
    var answers: [Answer] {
        switch self {
        case .description: [Answer(words: "This description.", content: .description)]
        case .version: one(API.Version.self)
        case .caller, .signIn, .signOut: one(API.Caller.self)
        case .health: one(API.Health.self)
        case .wands: one(API.WandList.self)
        case .wand: one(API.Wand.self)
        case .interrogate: one(API.Pump.self, [.entityTag])
        case .pump: one(API.Pump.self, [.entityTag])
        case .pumps: one(API.PumpList.self)
        case .card: one(API.Card.self)
        case .pumpLog: one(API.LogPage.self)
        case .stop:
            [
                Answer(
                    status: 202, words: "The stop is on its way; follow the command.", content: .json(API.Command.self),
                    headers: [.location])
            ]
        case .discharge, .alarms, .acknowledge, .silence: one(API.AlarmList.self)
        case .commands: one(API.CommandList.self)
        case .submit:
            [
                Answer(words: "With `dryRun`: what would be proposed.", content: .json(API.Proposal.self)),
                Answer(
                    status: 202, words: "The command was taken on; follow it.", content: .json(API.Command.self),
                    headers: [.location]),
            ]
        case .command, .confirm, .cancel: one(API.Command.self, [.entityTag])
        case .limits: one(API.LimitReport.self)
        case .library: one(API.Library.self)
        case .events: [Answer(words: "A stream that ends when the client or the daemon ends it.", content: .events)]
        case .audit: one(API.AuditPage.self)
        case .auditHead: one(API.AuditBounds.self)
        case .settings: one(API.Settings.self)
        case .reload: one(API.Reload.self)
        }
    }

    private func one(_ type: any Described.Type, _ headers: [Answer.Header] = []) -> [Answer] {
        [Answer(words: type.schema.keywords["description"]?.string ?? "", content: .json(type), headers: headers)]
    }
}

extension Answer.Header {
    var tree: JSONTree {
        switch self {
        case .entityTag:
            [
                "description": "What `If-Match` takes: the revision of a pump, the version of a command.",
                "required": true, "schema": Schema.text(pattern: Pattern.entityTag).tree,
            ]
        case .location:
            [
                "description": "Where to follow the command.", "required": true,
                "schema": Schema.text(pattern: "^/v1/commands/[0-9a-f]{32}$").tree,
            ]
        }
    }
}
