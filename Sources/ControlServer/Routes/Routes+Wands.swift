internal import CommandQueue
internal import ControlAPI
internal import PumpModel
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import WandService

extension ControlRoutes {
    func addWands(to table: inout RouteTable) {
        table.on(.wands) { request, _ in
            _ = try request.parameters()
            return try .json(API.WandList(wands: await backend.wands().map(API.Wand.init)))
        }
        table.on(.wand) { request, context in
            _ = try request.parameters()
            let name = context.wandName()
            guard let wand = await backend.wands().first(where: { $0.name == name }) else { throw unknownWand(name) }
            return try .json(API.Wand(wand))
        }
        table.on(.interrogate) { request, context in
            _ = try request.parameters()
            try await request.optionalMembers().finish()
            let name = context.wandName()
            let pump = try await context.presence.whileWanted { try await backend.interrogate(wand: name) }
            guard let pump else { throw unknownWand(name) }
            return try .pump(pump)
        }
    }

    func unknownWand(_ name: String) -> ProblemError {
        .problem(.unknownWand, "No wand is called '\(name.prefix(80))'.", "List the wands and use one of their names.")
    }
}

extension Response {
    /// A pump, with its revision as the entity tag that `If-Match` takes.
    static func pump(_ pump: PumpSnapshot) throws -> Response {
        try .json(API.Pump(pump), headers: [.eTag: "\"\(pump.known.report.revision)\""])
    }
}
