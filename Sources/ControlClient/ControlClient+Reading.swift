package import ControlAPI
internal import NIOHTTP1

/// What changes nothing.
extension ControlClient {
    package func health() async throws(ControlClientError) -> API.Health { try await send(.GET, "/v1/health") }

    package func version() async throws(ControlClientError) -> API.Version { try await send(.GET, "/v1/version") }

    package func wands() async throws(ControlClientError) -> [API.Wand] {
        let list: API.WandList = try await send(.GET, "/v1/wands")
        return list.wands
    }

    package func wand(_ name: String) async throws(ControlClientError) -> API.Wand {
        try await send(.GET, "/v1/wands/\(Self.encoded(name))")
    }

    /// Reads the pump in range of a wand, now.
    package func interrogate(wand: String) async throws(ControlClientError) -> API.Pump {
        try await send(.POST, "/v1/wands/\(Self.encoded(wand))/interrogations", waitMilliseconds: 45_000)
    }

    package func pumps() async throws(ControlClientError) -> [API.Pump] {
        let list: API.PumpList = try await send(.GET, "/v1/pumps")
        return list.pumps
    }

    package func pump(_ serial: String) async throws(ControlClientError) -> API.Pump {
        try await send(.GET, "/v1/pumps/\(Self.encoded(serial))")
    }

    package func card(_ serial: String) async throws(ControlClientError) -> API.Card {
        try await send(.GET, "/v1/pumps/\(Self.encoded(serial))/card")
    }

    /// The entries of a pump's log that follow number `after`, oldest first: a page of them.
    package func log(
        _ log: API.LogName, of serial: String, after: UInt32
    ) async throws(ControlClientError) -> API.LogPage {
        try await send(
            .GET, "/v1/pumps/\(Self.encoded(serial))/log?log=\(log.rawValue)&after=\(after)", waitMilliseconds: 45_000)
    }

    package func alarms(of pump: String? = nil) async throws(ControlClientError) -> API.AlarmList {
        try await send(.GET, "/v1/alarms" + (pump.map { "?pump=\(Self.encoded($0))" } ?? ""))
    }

    package func library() async throws(ControlClientError) -> API.Library { try await send(.GET, "/v1/library") }

    /// What every rule says of a submission; nothing is submitted.
    package func explain(_ submission: API.CommandSubmission) async throws(ControlClientError) -> API.LimitReport {
        try await send(.POST, "/v1/limits", body: submission)
    }

    package func command(_ id: String) async throws(ControlClientError) -> API.Command {
        try await send(.GET, "/v1/commands/\(Self.encoded(id))")
    }

    /// The command once its version is above `version`, or as it is after `waitMilliseconds`.
    package func command(
        _ id: String, after version: UInt32, waitMilliseconds: Int64
    ) async throws(ControlClientError) -> API.Command {
        try await send(
            .GET, "/v1/commands/\(Self.encoded(id))?afterVersion=\(version)&waitMilliseconds=\(waitMilliseconds)",
            waitMilliseconds: waitMilliseconds)
    }

    /// A page of commands, newest first.
    package func commands(
        pump: String? = nil, limit: Int? = nil, after: String? = nil
    ) async throws(ControlClientError) -> API.CommandList {
        let parameters = [("pump", pump), ("limit", limit.map { String($0) }), ("after", after)]
        let query = parameters.compactMap { name, value in value.map { "\(name)=\(Self.encoded($0))" } }
        return try await send(.GET, "/v1/commands" + (query.isEmpty ? "" : "?" + query.joined(separator: "&")))
    }
}
