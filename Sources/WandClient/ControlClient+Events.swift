public import ControlAPI
internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// What happens, as it happens.
extension ControlClient {
    /// - Parameters:
    ///   - id: the `lastID` of the newest event that was heard; nil: from now on.
    ///   - wand: only what concerns this wand, or none in particular; nil for all.
    ///   - pump: only what concerns this pump, or none in particular; nil for all.
    ///   - kinds: nil for all.
    public func events(
        after id: String? = nil, wand: String? = nil, pump: String? = nil, kinds: [API.EventKind]? = nil
    ) async throws(ControlClientError) -> EventStream {
        let parameters = [
            ("wand", wand), ("pump", pump), ("kind", kinds?.map(\.rawValue).joined(separator: ",")),
        ]
        let query = parameters.compactMap { name, value in value.map { "\(name)=\(Self.encoded($0))" } }
        let path = "/v1/events" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        var request = request(.GET, path)
        request.headers.add(name: "Accept", value: "text/event-stream")
        if let id { request.headers.add(name: "Last-Event-ID", value: id) }
        do {
            // as long as it is listened to: silence is for the caller to judge, by the heartbeat of the `hello`
            let response = try await execute(request, deadline: .distantFuture)
            guard response.status == .ok else {
                let bytes = Array(try await response.body.collect(upTo: 65_536).readableBytesView)
                let problem = try JSONText.decode(API.Problem.self, from: bytes)
                throw ControlClientError.problem(problem)
            }
            return EventStream(body: response.body, path: socketPath)
        } catch let error as ControlClientError {
            throw error
        } catch {
            throw ControlClientError(error, path: socketPath)
        }
    }
}
