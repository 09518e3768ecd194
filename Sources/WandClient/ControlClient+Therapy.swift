public import ControlAPI
internal import NIOHTTP1

/// What changes a pump, or asks for it.
extension ControlClient {
    /// Old and new side by side; nothing is submitted.
    public func propose(_ submission: API.CommandSubmission) async throws(ControlClientError) -> API.Proposal {
        try await send(.POST, "/v1/commands?dryRun=true", body: submission)
    }

    /// Hands in what a pump is to become; the answer comes once it is durable.
    /// - Parameters:
    ///   - submission: the pump as it was read, what is to change, who and why.
    ///   - idempotencyKey: the same key with the same content is the same command, however often it is sent.
    public func submit(
        _ submission: API.CommandSubmission, idempotencyKey: String?
    ) async throws(ControlClientError) -> API.Command {
        try await send(.POST, "/v1/commands", headers: Self.keyHeader(idempotencyKey), body: submission)
    }

    public func confirm(
        _ id: String, _ confirmation: API.Confirmation
    ) async throws(ControlClientError) -> API.Command {
        try await send(.POST, "/v1/commands/\(Self.encoded(id))/confirmation", body: confirmation)
    }

    public func cancel(_ id: String) async throws(ControlClientError) -> API.Command {
        try await send(.POST, "/v1/commands/\(Self.encoded(id))/cancellation")
    }

    /// Emergency stop.
    public func stop(
        _ serial: String, _ request: API.StopRequest, idempotencyKey: String?
    ) async throws(ControlClientError) -> API.Command {
        try await send(
            .POST, "/v1/pumps/\(Self.encoded(serial))/stop", headers: Self.keyHeader(idempotencyKey), body: request)
    }

    /// Neither ends the alarm's cause.
    public func acknowledge(alarm id: UInt64) async throws(ControlClientError) -> API.AlarmList {
        try await send(.POST, "/v1/alarms/\(id)/acknowledgement")
    }

    /// The pump is no longer in this site's care: it is not watched any more until it is read again.
    public func discharge(_ serial: String) async throws(ControlClientError) -> API.AlarmList {
        try await send(.POST, "/v1/pumps/\(Self.encoded(serial))/discharge")
    }

    public func silence(alarm id: UInt64) async throws(ControlClientError) -> API.AlarmList {
        try await send(.POST, "/v1/alarms/\(id)/silence")
    }

    private static func keyHeader(_ key: String?) -> [(String, String)] {
        key.map { [("Idempotency-Key", $0)] } ?? []
    }
}
