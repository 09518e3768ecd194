internal import CommandQueue
internal import ControlAPI
internal import Dosing
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import PumpModel
internal import WandProtocol
internal import WandService

extension ControlRoutes {
    func addPumps(to table: inout RouteTable) {
        table.on(.pumps) { request, _ in
            _ = try request.parameters()
            return try .json(API.PumpList(pumps: await backend.pumps().map(API.Pump.init)))
        }
        table.on(.pump) { request, context in
            _ = try request.parameters()
            return try .pump(await knownPump(context.pumpSerial()))
        }
        table.on(.card) { request, context in
            _ = try request.parameters()
            let pump = try await knownPump(context.pumpSerial())
            return try .json(card(of: pump))
        }
        table.on(.pumpLog) { request, context in
            let parameters = try request.parameters("log", "after")
            let names = API.LogName.allCases.map(\.rawValue).joined(separator: ", ")
            guard let log = API.LogName(rawValue: parameters["log"] ?? API.LogName.events.rawValue) else {
                throw ProblemError.parameter("log", "There is no such log.", allowed: names)
            }
            let after = try parameters.integer("after", 0...Int64(UInt32.max)) ?? 0
            let asked = LogRequest(pump: try context.pumpSerial(), log: log.name, after: UInt32(after))
            return try .json(
                API.LogPage(await context.presence.whileWanted { try await backend.readLog(asked) }))
        }
        table.on(.stop) { request, context in
            _ = try request.parameters()
            let serial = try context.pumpSerial()
            var members = try await request.members()
            let origin = Command.Origin(
                userID: context.peer.userID, operatorName: try members.operatorText("operator"),
                reason: try members.operatorText("reason"), idempotencyKey: try request.idempotencyKey(),
                breakGlass: gate.isBreakGlass(context.peer) ? true : nil)
            try members.finish()
            if origin.breakGlass == true {
                context.logger.critical(
                    "emergency stop by a user who may not dose",
                    metadata: ["user": "\(context.peer.userID)", "pump": "\(serial)"])
            }
            return try .accepted(await backend.stop(serial, origin: origin))
        }
    }

    private func knownPump(_ serial: PumpSerial) async throws -> PumpSnapshot {
        guard let pump = await backend.pump(serial) else { throw Refusal.unknownPump(serial) }
        return pump
    }

    private func card(of pump: PumpSnapshot) throws(ProblemError) -> API.Card {
        do {
            return API.Card(
                try RegistrationCard(
                    report: pump.known.report, readAt: pump.known.readAt.utc,
                    policy: backend.rules.catalog.policy(
                        for: pump.known.report.identity.model, atLeast: backend.cardPolicy)),
                contact: backend.contact)
        } catch {
            throw .problem(
                .hardLimit, "No card can be computed: \(error).",
                "Look at the pump's program: its 24 h total is too large.")
        }
    }
}

extension Response {
    /// A command that was taken on, and where to follow it.
    static func accepted(_ command: Command) throws -> Response {
        try .json(
            API.Command(command), status: .accepted, headers: [.location: "/v1/commands/\(command.id)"])
    }
}
