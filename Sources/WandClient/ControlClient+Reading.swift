public import ControlAPI
internal import NIOHTTP1

/// What changes nothing.
extension ControlClient {
    public func health() async throws(ControlClientError) -> API.Health { try await send(.GET, "/v1/health") }

    public func version() async throws(ControlClientError) -> API.Version { try await send(.GET, "/v1/version") }

    public func wands() async throws(ControlClientError) -> [API.Wand] {
        let list: API.WandList = try await send(.GET, "/v1/wands")
        return list.wands
    }

    public func wand(_ name: String) async throws(ControlClientError) -> API.Wand {
        try await send(.GET, "/v1/wands/\(Self.encoded(name))")
    }

    /// Reads the pump in range of a wand, now.
    public func interrogate(wand: String) async throws(ControlClientError) -> API.Pump {
        try await send(.POST, "/v1/wands/\(Self.encoded(wand))/interrogations", waitMilliseconds: 45_000)
    }

    public func pumps() async throws(ControlClientError) -> [API.Pump] {
        let list: API.PumpList = try await send(.GET, "/v1/pumps")
        return list.pumps
    }

    public func pump(_ serial: String) async throws(ControlClientError) -> API.Pump {
        try await send(.GET, "/v1/pumps/\(Self.encoded(serial))")
    }

    public func card(_ serial: String) async throws(ControlClientError) -> API.Card {
        try await send(.GET, "/v1/pumps/\(Self.encoded(serial))/card")
    }

    /// The entries of a pump's log that follow number `after`, oldest first: a page of them.
    public func log(
        _ log: API.LogName, of serial: String, after: UInt32
    ) async throws(ControlClientError) -> API.LogPage {
        try await send(
            .GET, "/v1/pumps/\(Self.encoded(serial))/log?log=\(log.rawValue)&after=\(after)", waitMilliseconds: 45_000)
    }

    public func alarms(of pump: String? = nil) async throws(ControlClientError) -> API.AlarmList {
        try await send(.GET, "/v1/alarms" + (pump.map { "?pump=\(Self.encoded($0))" } ?? ""))
    }

    public func library() async throws(ControlClientError) -> API.Library { try await send(.GET, "/v1/library") }

    /// What every rule says of a submission; nothing is submitted.
    public func explain(_ submission: API.CommandSubmission) async throws(ControlClientError) -> API.LimitReport {
        try await send(.POST, "/v1/limits", body: submission)
    }

    public func command(_ id: String) async throws(ControlClientError) -> API.Command {
        try await send(.GET, "/v1/commands/\(Self.encoded(id))")
    }

    /// The command once its version is above `version`, or as it is after `waitMilliseconds`.
    public func command(
        _ id: String, after version: UInt32, waitMilliseconds: Int64
    ) async throws(ControlClientError) -> API.Command {
        try await send(
            .GET, "/v1/commands/\(Self.encoded(id))?afterVersion=\(version)&waitMilliseconds=\(waitMilliseconds)",
            waitMilliseconds: waitMilliseconds)
    }

    /// A page of commands, newest first.
    public func commands(
        pump: String? = nil, limit: Int? = nil, after: String? = nil
    ) async throws(ControlClientError) -> API.CommandList {
        let parameters = [("pump", pump), ("limit", limit.map { String($0) }), ("after", after)]
        let query = parameters.compactMap { name, value in value.map { "\(name)=\(Self.encoded($0))" } }
        return try await send(.GET, "/v1/commands" + (query.isEmpty ? "" : "?" + query.joined(separator: "&")))
    }
}
