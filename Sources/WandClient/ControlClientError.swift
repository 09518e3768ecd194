public import ControlAPI
internal import AsyncHTTPClient
internal import Glibc
internal import NIOCore

/// Why an answer did not come, or was not the one that was hoped for.
public enum ControlClientError: Error, Sendable, Hashable {
    /// No connection: the daemon does not run, or the socket may not be used. Nothing was asked.
    case unreachable(path: String, reason: String)
    /// The request may have arrived, but no whole answer came: what it asked for may have happened.
    case noAnswer(path: String, reason: String)
    /// The daemon refused, and says why.
    case problem(API.Problem)
    /// Something answered that is not this daemon's API, or not this version of it.
    case notUnderstood(String)

    package init(_ error: any Error, path: String) {
        switch error {
        case let error as IOError
        where [ENOENT, ECONNREFUSED, EACCES, EAGAIN, EPERM, ENOTSOCK, ENAMETOOLONG].contains(error.errnoCode):
            self = .unreachable(path: path, reason: Self.reason(error.errnoCode, String(describing: error)))
        case let error as HTTPClientError where error == .connectTimeout:
            self = .unreachable(path: path, reason: "the connection was not accepted in time")
        case let error as HTTPClientError where error == .invalidURL || error == .missingSocketPath:
            self = .unreachable(path: path, reason: "the path can not be one of a socket")
        case is SocketAddressError:
            self = .unreachable(path: path, reason: "the path is too long for a socket")
        case let error as HTTPClientError where error == .remoteConnectionClosed:
            self = .noAnswer(path: path, reason: "the daemon closed the connection before it had answered")
        case let error as HTTPClientError where error == .deadlineExceeded || error == .readTimeout:
            self = .noAnswer(path: path, reason: "it took too long")
        default: self = .noAnswer(path: path, reason: String(describing: error))
        }
    }

    private static func reason(_ code: CInt, _ description: String) -> String {
        switch code {
        case ENOENT: "there is no such socket: the daemon does not run, or serves another path"
        case ECONNREFUSED: "nobody listens there: the daemon was killed, or is just starting"
        case EACCES, EPERM: "this user may not connect: it needs to be in the group of the socket"
        case EAGAIN: "too many others wait there to be accepted: try again"
        default: description
        }
    }
}

extension ControlClientError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreachable(let path, let reason): "no connection to \(path): \(reason)"
        case .noAnswer(let path, let reason): "no answer from \(path): \(reason)"
        case .problem(let problem): "\(problem.title): \(problem.detail)"
        case .notUnderstood(let what): "the answer is not of this API: \(what)"
        }
    }
}
