extension API.Route {
    /// The operation with its method, or as HEAD: the same without contents.
    func operation(isHead: Bool = false) -> JSONTree {
        var members: [JSONTree.Member] = []
        members["operationId"] = .text(isHead ? rawValue + "-head" : rawValue)
        members["tags"] = [.text(tag.rawValue)]
        members["summary"] = .text(isHead ? "The head of: " + summary : summary)
        members["description"] = .text(isHead ? "As GET, without the content." : words)
        members["x-wandd-role"] = permission.tree
        if needsSignIn { members["x-wandd-sign-in"] = true }
        if !isHead { members["x-wandd-problems"] = .texts(problems.map(\.urn)) }
        if !parameters.isEmpty { members["parameters"] = .list(parameters.map(\.tree)) }
        members["requestBody"] = bodyTree
        members["responses"] = .object(
            answers.map { .init(name: String($0.status), value: response($0, isHead: isHead)) }
                + problemsByStatus.map {
                    .init(
                        name: String($0.status),
                        value: [
                            "$ref": .text(
                                "#/components/responses/"
                                    + API.Route.refusalName($0.status, $0.types, isHead: isHead))
                        ])
                })
        return .object(members)
    }

    private var bodyTree: JSONTree? {
        switch body {
        case .absent: nil
        case .nothing:
            [
                "description": "Nothing, or an object without members.", "required": false,
                "content": .content(API.contentType, ["schema": Schema.nothing.tree]),
            ]
        case .required(let type):
            [
                "description": .text("At most \(API.Bounds.requestBodyBytes) bytes."), "required": true,
                "content": .content(
                    API.contentType, ["schema": Schema.ref(named: type).tree, "example": .example(of: type)]),
            ]
        }
    }

    private func response(_ answer: Answer, isHead: Bool) -> JSONTree {
        var members: [JSONTree.Member] = []
        members["description"] = .text(answer.words)
        if !answer.headers.isEmpty {
            members["headers"] = .object(answer.headers.map { .init(name: $0.rawValue, value: $0.tree) })
        }
        guard !isHead else { return .object(members) }
        switch answer.content {
        case .json(let type):
            members["content"] = .content(
                API.contentType, ["schema": Schema.ref(named: type).tree, "example": .example(of: type)])
        case .events:
            members["content"] = .content(
                "text/event-stream",
                [
                    "schema": Schema.text("Server-Sent Events.").tree,
                    "x-wandd-events": .object(
                        API.eventData.map { .init(name: $0.name, value: Schema.ref($0.component).tree) }),
                ])
        case .description:
            members["content"] = .content(
                API.contentType,
                ["schema": ["type": "object", "required": ["openapi", "info", "paths", "components"]]])
        }
        let links = links(answer.status)
        if !links.isEmpty {
            members["links"] = .object(links.map { .init(name: $0.name, value: $0.tree) })
        }
        return .object(members)
    }

    /// Every answer with problems that routes share, each once.
    static var refusals: [JSONTree.Member] {
        var refusals: [JSONTree.Member] = []
        for route in allCases {
            for (status, types) in route.problemsByStatus {
                for isHead in [false, true] where !isHead || route.method == .get {
                    let name = refusalName(status, types, isHead: isHead)
                    refusals[name] = refusal(status, types, isHead: isHead)
                }
            }
        }
        return refusals
    }

    private static func refusalName(_ status: Int, _ types: [API.ProblemType], isHead: Bool) -> String {
        "\(status)-" + types.map(\.rawValue).joined(separator: ".") + (isHead ? "-head" : "")
    }

    private static func refusal(_ status: Int, _ types: [API.ProblemType], isHead: Bool) -> JSONTree {
        var members: [JSONTree.Member] = []
        members["description"] = .text(types.map(\.title).joined(separator: "; ") + ".")
        if [429, 503, 504].contains(status) {
            members["headers"] = ["Retry-After": ["$ref": "#/components/headers/Retry-After"]]
        }
        guard !isHead else { return .object(members) }
        members["content"] = .content(
            API.problemContentType,
            [
                "schema": Schema.oneOf(by: "type", types.map { ($0.urn, $0.component) }).tree,
                "examples": .object(
                    types.map {
                        .init(
                            name: $0.rawValue,
                            value: [
                                "$ref": .text("#/components/examples/\($0.exampleName(status: status))")
                            ])
                    }),
            ])
        return .object(members)
    }
}

extension API.ProblemType {
    /// The component with its example; it has another one for its second status.
    func exampleName(status: Int) -> String { status == self.status ? rawValue : "\(rawValue)-\(status)" }
}

extension API.Permission {
    fileprivate var tree: JSONTree {
        switch self {
        case .anyone: "anyone"
        case .anyRole: "any role"
        case .oneOf(let roles): .texts(roles.map(\.rawValue))
        }
    }
}

extension Link {
    fileprivate var name: String {
        parameters.first.map { "\(route.rawValue)-by-\($0.name)" } ?? "\(route.rawValue)-planned"
    }
}

extension Schema {
    fileprivate static func ref(named type: any Described.Type) -> Schema { ref(type.schemaName) }
}

extension JSONTree {
    fileprivate static func content(_ type: String, _ media: JSONTree) -> JSONTree {
        .object([Member(name: type, value: media)])
    }
}
