internal import CommandQueue
internal import ControlAPI
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOHTTP1

/// Turns everything that a route can throw into a problem document, and logs what changes anything.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = ControlContext

    @concurrent
    func handle(
        _ request: Request, context: ControlContext,
        next: @concurrent (Request, ControlContext) async throws -> Response
    ) async throws -> Response {
        let response: Response
        do {
            response = try await next(request, context)
        } catch let error as HTTPParserError {
            // the connection answers what is not HTTP, and closes
            throw error
        } catch {
            response = try .problem(problem(of: error, request, context.logger))
        }
        context.logger.log(
            level: request.method == .post ? .info : .debug, "control request",
            metadata: [
                "method": "\(request.method.rawValue)", "path": "\(request.uri.path.prefix(120))",
                "status": "\(response.status.code)", "user": "\(context.peer.userID)",
                "process": "\(context.peer.processID)",
            ])
        return response
    }

    private func problem(of error: any Error, _ request: Request, _ logger: Logger) -> ProblemError {
        switch error {
        case let error as ProblemError: return error
        case let refusal as Refusal: return ProblemError(refusal)
        case let unavailable as AuditUnavailable:
            logger.error("audit trail not read", metadata: ["error": "\(unavailable)"])
            return ProblemError(unavailable)
        case let error as HTTPError where error.status == .notFound: return noRoute(request)
        default:
            logger.error("control request failed", metadata: ["error": "\(error)"])
            return .problem(
                .internalError, "The request could not be carried out.",
                "Read the daemon's log. Ask for the state of what was requested before trying again.")
        }
    }

    private func noRoute(_ request: Request) -> ProblemError {
        guard let allowed = RouteTable.methods(at: request.uri.path) else {
            return .problem(.notFound, "There is no such path.", "See the list of paths in the documentation.")
        }
        var error = ProblemError.problem(
            .methodNotAllowed, "The path does not take \(request.method.rawValue.prefix(20)).",
            "Use \(allowed.joined(separator: " or ")).")
        error.allowedMethods = allowed
        return error
    }
}
