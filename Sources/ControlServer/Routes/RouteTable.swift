internal import HTTPTypes
internal import Hummingbird

/// The paths of the API and the methods that each takes: the router's own table, kept besides it because the router
/// can not say which methods a path would have taken.
struct RouteTable {
    private let router: Router<ControlContext>
    private(set) var methods: [String: [HTTPRequest.Method]] = [:]

    init(router: Router<ControlContext>) { self.router = router }

    /// Adds a route; `:name` in the path is a parameter.
    mutating func on(
        _ method: HTTPRequest.Method, _ path: String,
        answer: @escaping @Sendable (Request, ControlContext) async throws -> Response
    ) {
        methods[path, default: []].append(method)
        router.on(RouterPath(path), method: method, use: answer)
    }
}

extension [String: [HTTPRequest.Method]] {
    /// The methods that the template matching `path` takes; nil when none does.
    func methods(at path: String) -> [String]? {
        let segments = path.split(separator: "/")
        let match = first { template, _ in
            let parts = template.split(separator: "/")
            return parts.count == segments.count
                && zip(parts, segments).allSatisfy { $0.first == ":" || $0 == $1 }
        }
        guard let methods = match?.value.map(\.rawValue) else { return nil }
        return (methods + (methods.contains("GET") ? ["HEAD"] : [])).sorted()
    }
}
