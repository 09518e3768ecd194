internal import AlarmDesk
internal import CommandQueue
internal import ControlAPI
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import PumpModel

extension ControlRoutes {
    func addAlarms(to table: inout RouteTable) {
        table.on(.alarms) { request, _ in
            let pump = try request.parameters("pump").pumpSerial("pump")
            let (listed, sounding) = await backend.alarms()
            let asked = listed.filter { pump == nil || $0.pump == pump }
            // an empty list for a serial that nobody knows would be a false comfort
            if let pump, asked.isEmpty, await !backend.isWatched(pump) { throw Refusal.unknownPump(pump) }
            return try .json(API.AlarmList(asked, sounding))
        }
        table.on(.discharge) { request, context in try await forget(request, context) }
        table.on(.acknowledge) { request, context in
            try await attend(request, context) { .acknowledge($0, by: $1) }
        }
        table.on(.silence) { request, context in
            try await attend(request, context) { .silence($0, by: $1) }
        }
    }

    /// The pump is no longer in this site's care.
    private func forget(_ request: Request, _ context: ControlContext) async throws -> Response {
        _ = try request.parameters()
        try await request.optionalMembers().finish()
        let pump = try context.pumpSerial()
        guard await backend.isWatched(pump) else { throw Refusal.unknownPump(pump) }
        _ = await backend.alarm(.forget(pump, by: context.peer.userID))
        let (listed, sounding) = await backend.alarms()
        return try .json(API.AlarmList(listed, sounding))
    }

    /// Does something to one alarm; neither ends its cause, and neither asks a pump for anything.
    private func attend(
        _ request: Request, _ context: ControlContext, _ event: (AlarmID, UInt32) -> AlarmEvent
    ) async throws -> Response {
        _ = try request.parameters()
        try await request.optionalMembers().finish()
        let id = AlarmID(try context.alarmNumber())
        for action in await backend.alarm(event(id, context.peer.userID)) {
            guard case .refused(id, let refusal, _) = action else { continue }
            throw ProblemError(refusal, id)
        }
        let (listed, sounding) = await backend.alarms()
        return try .json(API.AlarmList(listed, sounding))
    }
}

extension ProblemError {
    fileprivate init(_ refusal: AlarmRefusal, _ id: AlarmID) {
        self =
            switch refusal {
            case .unknownAlarm:
                .problem(
                    .unknownAlarm, "There is no alarm \(id): it ended, or returned under another id.",
                    "List the alarms.")
            case .cleared:
                .problem(
                    .alarmQuiet, "The cause of alarm \(id) is gone, and it does not sound.",
                    "Acknowledge it to take it off the list.")
            case .acknowledged:
                .problem(
                    .alarmQuiet, "Alarm \(id) was acknowledged, and is quiet.", "Attend to its cause.")
            }
    }
}
