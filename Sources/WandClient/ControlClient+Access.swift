public import ControlAPI
internal import NIOHTTP1

/// Who asks, and what the daemon goes by.
extension ControlClient {
    /// Who this process is to the daemon, and what it may do.
    public func caller() async throws(ControlClientError) -> API.Caller { try await send(.GET, "/v1/caller") }

    /// A clinician is there: from now on, and as long as something is asked for often enough, therapy may be changed.
    public func signIn() async throws(ControlClientError) -> API.Caller { try await send(.POST, "/v1/sign-in") }

    public func signOut() async throws(ControlClientError) -> API.Caller { try await send(.POST, "/v1/sign-out") }

    public func settings() async throws(ControlClientError) -> API.Settings {
        try await send(.GET, "/v1/configuration")
    }

    /// Reads the configuration again.
    public func reload() async throws(ControlClientError) -> API.Reload {
        try await send(.POST, "/v1/configuration/reload")
    }
}
