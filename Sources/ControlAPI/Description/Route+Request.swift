/// A parameter or a header of a request.
struct Parameter: Sendable {
    enum Place: String, Sendable {
        case path, query, header
    }

    var name: String
    var place: Place
    var words: String
    var schema: Schema
    /// A list in one value, with commas.
    var isCommaList = false

    var tree: JSONTree {
        var members: JSONTree = [
            "name": .text(name), "in": .text(place.rawValue), "required": .bool(place == .path),
            "description": .text(words), "schema": schema.tree,
        ]
        if isCommaList { members = .object(members.members + [.init(name: "explode", value: false)]) }
        return members
    }

    static func query(_ name: String, _ schema: Schema, _ words: String) -> Parameter {
        Parameter(name: name, place: .query, words: words, schema: schema)
    }

    static let ifMatchPump = Parameter(
        name: "If-Match", place: .header, words: "The `ETag` of the pump: the revision that the change was planned on.",
        schema: .text(pattern: Pattern.entityTag))
    static let ifMatchCommand = Parameter(
        name: "If-Match", place: .header, words: "The `ETag` of the command: refused when it moved on since.",
        schema: .text(pattern: Pattern.entityTag))
    static let idempotencyKey = Parameter(
        name: "Idempotency-Key", place: .header,
        words: "The same key with the same content is the same command, however often it is sent.",
        schema: .text(pattern: Pattern.idempotencyKey))
}

extension API.Route {
    enum Body {
        /// GET.
        case absent
        /// Nothing is asked for; an empty object may stand there.
        case nothing
        case required(any Described.Type)
    }

    var body: Body {
        switch self {
        case .submit, .limits: .required(API.CommandSubmission.self)
        case .confirm: .required(API.Confirmation.self)
        case .stop: .required(API.StopRequest.self)
        case .interrogate, .discharge, .cancel, .acknowledge, .silence, .signIn, .signOut, .reload: .nothing
        case .description, .version, .caller, .health, .wands, .wand, .pumps, .pump, .card, .pumpLog, .commands,
            .command, .library, .alarms, .events, .audit, .auditHead, .settings:
            .absent
        }
    }

    var parameters: [Parameter] {
        pathParameters + queryParameters + headerParameters
    }

    private var pathParameters: [Parameter] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { part in
            let name = String(part.dropFirst().dropLast())
            let (words, schema): (String, Schema) =
                switch (name, tag) {
                case ("name", _): ("The wand's name.", .wand())
                case ("serial", _): ("The pump's serial number.", .serial())
                case (_, .alarms): ("The alarm's id.", .whole(to: .max))
                default: ("The command's id.", .id())
                }
            return Parameter(name: name, place: .path, words: words, schema: schema)
        }
    }

    private var queryParameters: [Parameter] {
        switch self {
        case .pumpLog:
            [
                .query("log", .ref(API.LogName.self), "`events` when left out."),
                .query("after", .count(), "Only entries with a higher number."),
            ]
        case .commands:
            [
                .query("pump", .serial(), "Of this pump only."),
                Parameter(
                    name: "state", place: .query,
                    words: "In one of these states; `open` and `ended` are all such states.",
                    schema: .list(
                        of: .choice(API.CommandState.allCases.map(\.rawValue) + ["open", "ended"]), atLeast: 1),
                    isCommaList: true),
                .since("Accepted at this time or later."), .until("Accepted at this time or before."),
                .query("limit", .whole(in: 1...Int64(API.Bounds.pageRows)), "100 when left out."),
                .query("after", .id(), "The `next` of the page before."),
            ]
        case .submit: [.query("dryRun", .flag(), "Only what would be proposed.")]
        case .command:
            [
                .query("afterVersion", .count(), "Wait for a higher one."),
                .query(
                    "waitMilliseconds", .whole(in: 0...API.Bounds.waitMilliseconds),
                    "For so long at most; only with `afterVersion`."),
            ]
        case .alarms: [.query("pump", .serial(), "Of this pump only.")]
        case .events:
            [
                .query("wand", .wand(), "Of this wand only."), .query("pump", .serial(), "Of this pump only."),
                Parameter(
                    name: "kind", place: .query, words: "Of these kinds only.",
                    schema: .list(of: .ref(API.EventKind.self), atLeast: 1),
                    isCommaList: true),
                .query(
                    "lastEventID", .whole(to: UInt64(Int64.max - 1)),
                    "As the header `Last-Event-ID`, for clients that can not set it."),
            ]
        case .audit:
            [
                .query("after", .whole(to: UInt64(Int64.max - 1)), "Only records with a higher number."),
                .query("limit", .whole(in: 1...Int64(API.Bounds.auditPageRecords)), "100 when left out."),
                .query("pump", .serial(), "About this pump."), .query("command", .id(), "About this command."),
                .query("kind", .ref(API.AuditKind.self), "Of this kind."),
                .query("user", .count(), "Asked for by this user id."), .since("At this time or later."),
                .until("At this time or before."),
            ]
        case .description, .version, .caller, .health, .wands, .wand, .interrogate, .pumps, .pump, .card, .stop,
            .discharge, .confirm, .cancel, .limits, .library, .acknowledge, .silence, .auditHead, .signIn, .signOut,
            .settings, .reload:
            []
        }
    }

    private var headerParameters: [Parameter] {
        switch self {
        case .submit, .limits: [.ifMatchPump, .idempotencyKey]
        case .stop: [.idempotencyKey]
        case .confirm, .cancel: [.ifMatchCommand]
        case .events:
            [
                Parameter(
                    name: "Last-Event-ID", place: .header, words: "The id of the last event that was heard.",
                    schema: .whole(to: UInt64(Int64.max)))
            ]
        default: []
        }
    }
}

extension Parameter {
    fileprivate static func since(_ words: String) -> Parameter {
        .query("since", .text(pattern: Pattern.timeParameter), words)
    }

    fileprivate static func until(_ words: String) -> Parameter {
        .query("until", .text(pattern: Pattern.timeParameter), words + " Not before `since`.")
    }
}
