internal import ControlAPI
internal import Dosing
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore

/// The paths of the control API over a backend. Holds no state: what is true is asked for each time.
struct ControlRoutes: Sendable {
    let backend: any ControlBackend
    let gate: AccessGate
    let hub: EventHub
    /// The daemon's version.
    let version: String

    func responder() -> RouterResponder<ControlContext> {
        let router = Router(context: ControlContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: ProblemMiddleware())
        var table = RouteTable(router: router, gate: gate)
        addDaemon(to: &table)
        addAccess(to: &table)
        addWands(to: &table)
        addPumps(to: &table)
        addCommands(to: &table)
        addAlarms(to: &table)
        addEvents(to: &table)
        addAudit(to: &table)
        // what the description tells of is served, and nothing else
        precondition(
            table.routes.sorted { $0.rawValue < $1.rawValue } == API.Route.allCases.sorted { $0.rawValue < $1.rawValue }
        )
        return router.buildResponder()
    }

    private func addDaemon(to table: inout RouteTable) {
        let description = API.describe(version: version)
        table.on(.description) { request, _ in
            _ = try request.parameters()
            return .text(description)
        }
        table.on(.health) { request, _ in
            _ = try request.parameters()
            return try .json(
                API.Health(
                    await backend.wands(), journalProblem: await backend.journalProblem(),
                    library: backend.rules.library,
                    uptimeMilliseconds: await backend.uptimeMilliseconds()))
        }
        table.on(.version) { request, _ in
            _ = try request.parameters()
            return try .json(API.Version(version: version, apiVersion: 1))
        }
    }
}
