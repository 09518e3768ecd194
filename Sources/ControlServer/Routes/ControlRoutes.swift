internal import ControlAPI
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore

/// The paths of the control API over a backend. Holds no state: what is true is asked for each time.
struct ControlRoutes: Sendable {
    let backend: any ControlBackend
    /// The daemon's version.
    let version: String

    func responder() -> RouterResponder<ControlContext> {
        let router = Router(context: ControlContext.self, options: [.autoGenerateHeadEndpoints])
        // the middleware must stand before the routes, and needs to know them: they are listed first, on another router
        var listing = RouteTable(router: Router(context: ControlContext.self))
        addAll(to: &listing)
        router.add(middleware: ProblemMiddleware(methods: listing.methods))
        var table = RouteTable(router: router)
        addAll(to: &table)
        return router.buildResponder()
    }

    private func addAll(to table: inout RouteTable) {
        addDaemon(to: &table)
        addWands(to: &table)
        addPumps(to: &table)
        addCommands(to: &table)
        addAudit(to: &table)
        addAlarms(to: &table)
    }

    private func addDaemon(to table: inout RouteTable) {
        table.on(.get, "/v1/health") { request, _ in
            _ = try request.parameters()
            return try .json(
                API.Health(
                    await backend.wands(), journalProblem: await backend.journalProblem(),
                    uptimeMilliseconds: await backend.uptimeMilliseconds()))
        }
        table.on(.get, "/v1/version") { request, _ in
            _ = try request.parameters()
            return try .json(API.Version(version: version, apiVersion: 1))
        }
    }
}
