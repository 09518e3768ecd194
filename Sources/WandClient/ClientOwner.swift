internal import AsyncHTTPClient
internal import Dispatch

/// Shuts an HTTP client down when nobody uses it any more: one that is let go of without that ends the process.
final class ClientOwner: Sendable {
    let client: HTTPClient

    init(_ client: HTTPClient) { self.client = client }

    deinit {
        // the callback keeps the client until it is done; one that was shut down before only says so
        client.shutdown(queue: .global()) { [client] _ in withExtendedLifetime(client) {} }
    }
}
