/// What an answer says about the next request: OpenAPI links, which name where each value comes from.
struct Link: Sendable {
    var route: API.Route
    /// The parameters of the next request, as runtime expressions.
    var parameters: [(name: String, expression: String)] = []
    /// Members of its body, likewise.
    var body: [(name: String, expression: String)] = []

    var tree: JSONTree {
        var members: [JSONTree.Member] = [.init(name: "operationId", value: .text(route.rawValue))]
        if !parameters.isEmpty { members["parameters"] = Self.object(parameters) }
        if !body.isEmpty { members["requestBody"] = Self.object(body) }
        return .object(members)
    }

    private static func object(_ members: [(name: String, expression: String)]) -> JSONTree {
        .object(members.map { .init(name: $0.name, value: .text($0.expression)) })
    }
}

extension API.Route {
    /// - Parameter status: of the answer that the links stand in.
    func links(_ status: Int) -> [Link] {
        switch (self, status) {
        case (.wands, _): [.to(.wand, "name", "wands/0/name"), .to(.interrogate, "name", "wands/0/name")]
        case (.wand, _): [.to(.interrogate, "name", "name")]
        case (.interrogate, _), (.pump, _):
            Self.ofPump("serial") + [
                Self.planned(.submit, "serial", "revision"), Self.planned(.limits, "serial", "revision"),
            ]
        case (.pumps, _): Self.ofPump("pumps/0/serial")
        case (.pumpLog, _):
            [
                Link(
                    route: .pumpLog,
                    parameters: [
                        ("serial", "$response.body#/pumpSerial"), ("log", "$response.body#/log"),
                        ("after", "$response.body#/oldest"),
                    ])
            ]
        case (.submit, 200): [Self.planned(.submit, "pumpSerial", "baseRevision")]
        case (.submit, _), (.command, _), (.stop, _):
            [
                Link(
                    route: .command,
                    parameters: [("id", "$response.body#/id"), ("afterVersion", "$response.body#/version")]),
                Link(
                    route: .confirm, parameters: [("id", "$response.body#/id")],
                    body: [("digest", "$response.body#/proposal/digest")]),
                .to(.cancel, "id", "id"),
            ]
        case (.commands, _):
            [
                .to(.command, "id", "commands/0/id"), .to(.confirm, "id", "commands/0/id"),
                .to(.cancel, "id", "commands/0/id"), .to(.commands, "after", "next"),
            ]
        case (.alarms, _):
            [.to(.acknowledge, "id", "alarms/0/id"), .to(.silence, "id", "alarms/0/id")]
        case (.audit, _): [.to(.audit, "after", "next")]
        default: []
        }
    }

    private static func ofPump(_ pointer: String) -> [Link] {
        [
            .to(.pump, "serial", pointer), .to(.card, "serial", pointer), .to(.pumpLog, "serial", pointer),
            .to(.stop, "serial", pointer), .to(.discharge, "serial", pointer), .to(.alarms, "pump", pointer),
            .to(.commands, "pump", pointer), .to(.audit, "pump", pointer),
        ]
    }

    /// A change planned on what this answer says.
    private static func planned(_ route: API.Route, _ serial: String, _ revision: String) -> Link {
        Link(
            route: route,
            body: [
                ("pumpSerial", "$response.body#/\(serial)"), ("baseRevision", "$response.body#/\(revision)"),
            ])
    }
}

extension Link {
    fileprivate static func to(_ route: API.Route, _ parameter: String, _ pointer: String) -> Link {
        Link(route: route, parameters: [(parameter, "$response.body#/\(pointer)")])
    }
}
