internal import ControlAPI
internal import HTTPTypes
internal import Hummingbird

/// The routes of the API as they are served: each is asked of the gate first, and then carried out.
///
/// The router can not say which methods a path would have taken: that is looked up among the routes themselves.
struct RouteTable {
    private let router: Router<ControlContext>
    private let gate: AccessGate
    private(set) var routes: [API.Route] = []

    init(router: Router<ControlContext>, gate: AccessGate) {
        self.router = router
        self.gate = gate
    }

    mutating func on(
        _ route: API.Route, answer: @escaping @Sendable (Request, ControlContext) async throws -> Response
    ) {
        routes.append(route)
        let path = route.path.replacing("{", with: ":").replacing("}", with: "")
        router.on(RouterPath(path), method: HTTPRequest.Method(route.method)) { [gate] request, context in
            try gate.admit(context.peer, to: route)
            return try await answer(request, context)
        }
    }

    /// The methods that the path takes; nil when there is no such path.
    static func methods(at path: String) -> [String]? {
        let methods = API.Route.allCases.filter { matches($0.path, path) }.map(\.method.rawValue)
        guard !methods.isEmpty else { return nil }
        return (methods + (methods.contains("GET") ? ["HEAD"] : [])).sorted()
    }

    /// Whether a path is of a template, in which `{name}` stands for any one part.
    static func matches(_ template: String, _ path: String) -> Bool {
        let (parts, segments) = (template.split(separator: "/"), path.split(separator: "/"))
        return parts.count == segments.count && zip(parts, segments).allSatisfy { $0.first == "{" || $0 == $1 }
    }
}

extension HTTPRequest.Method {
    fileprivate init(_ method: API.Method) {
        self =
            switch method {
            case .get: .get
            case .post: .post
            }
    }
}
