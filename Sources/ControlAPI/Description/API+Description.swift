extension API {
    /// The OpenAPI 3.1 description of the control API: of every route, every schema and every problem, from the types that
    /// the server itself answers with. The same version gives the same bytes.
    /// - Parameter version: the daemon's.
    package static func describe(version: String) -> [UInt8] {
        Array((description(version: version).text + "\n").utf8)
    }

    static func description(version: String) -> JSONTree {
        [
            "openapi": "3.1.0",
            "jsonSchemaDialect": "https://spec.openapis.org/oas/3.1/dialect/base",
            "info": [
                "title": "wandd control API",
                "summary": "The programmer of implanted drug pumps, over a Unix socket.",
                "version": .text(version),
                "description": .text(words),
                "license": ["name": "Apache License 2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [
                [
                    "url": "http://localhost",
                    "description": .text("Over the Unix socket \(defaultSocketPath); there is no TCP port."),
                ]
            ],
            "tags": .list(
                Route.Tag.allCases.map { ["name": .text($0.rawValue), "description": .text($0.words)] }),
            "security": [],
            "paths": paths,
            "components": [
                "schemas": .object(schemas.map { .init(name: $0.name, value: $0.schema.tree) }),
                "responses": .object(
                    [
                        .init(name: "NotFound", value: everywhere(.notFound, "No route has this path.")),
                        .init(
                            name: "MethodNotAllowed",
                            value: everywhere(
                                .methodNotAllowed,
                                "The path does not take this method; `Allow` names those that it takes.")),
                    ] + Route.refusals),
                "headers": [
                    "Retry-After": [
                        "description":
                            "Seconds after which the same request may succeed; absent where waiting does not help.",
                        "required": false, "schema": Schema.whole(from: 1).tree,
                    ],
                    "Allow": [
                        "description": "The methods that the path takes.", "required": true,
                        "schema": Schema.text().tree,
                    ],
                ],
                "examples": examples,
            ],
        ]
    }

    private static let words = """
        Reads implanted drug pumps through programmer wands and changes their therapy in two steps: a change is proposed and \
        held by the pump, and then confirmed by its digest. **This is no certified medical device: it has been through no \
        conformity assessment and must not be used on patients.**

        Who asks is the kernel's word about the process that connected; `x-wandd-role` says which role each operation asks \
        for. Unknown members, parameters and repeated members are refused. Quantities carry their unit in their name and \
        are whole numbers; those that a request gives, it gives once, as decimal text or as the whole number. A number in a \
        request is written without point and exponent. In a request null is the same as leaving an optional member out; in \
        an answer a member without a value is null, except where it is not required. Answers carry \
        `Cache-Control: no-store`.

        A path that does not stand here is answered with 404 (`#/components/responses/NotFound`), a method that does not \
        stand at its path with 405 (`#/components/responses/MethodNotAllowed`), and what is not HTTP with an empty 400.
        """

    private static var paths: JSONTree {
        var paths: [JSONTree.Member] = []
        for route in Route.allCases {
            var item = paths[route.path]?.members ?? []
            item[route.method.rawValue.lowercased()] = route.operation()
            if route.method == .get { item["head"] = route.operation(isHead: true) }
            paths[route.path] = .object(item)
        }
        return .object(paths)
    }

    private static var examples: JSONTree {
        .object(
            ProblemType.allCases.flatMap { type in
                type.statuses.map { status in
                    var problem = type.example
                    problem.status = status
                    return .init(
                        name: type.exampleName(status: status),
                        value: ["summary": .text(type.title), "value": .encoded(problem)])
                }
            })
    }

    /// An answer that any path can give, and that therefore stands at none.
    private static func everywhere(_ type: ProblemType, _ words: String) -> JSONTree {
        var response: [JSONTree.Member] = [.init(name: "description", value: .text(words))]
        if type == .methodNotAllowed { response["headers"] = ["Allow": ["$ref": "#/components/headers/Allow"]] }
        let media: JSONTree = [
            "schema": Schema.ref(type.component).tree,
            "examples": .object([
                .init(
                    name: type.rawValue,
                    value: ["$ref": .text("#/components/examples/\(type.exampleName(status: type.status))")])
            ]),
        ]
        response["content"] = .object([.init(name: problemContentType, value: media)])
        return .object(response)
    }
}

extension JSONTree {
    /// The example of a type.
    static func example<Value: Described>(of type: Value.Type) -> JSONTree { encoded(type.example) }

    /// A value of the API: all of them encode.
    static func encoded(_ value: some Encodable) -> JSONTree { (try? JSONTree(value)) ?? .null }
}
