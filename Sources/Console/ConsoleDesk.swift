internal import AsyncHTTPClient
internal import ControlAPI
internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import PumpModel

/// Answers the requests of one connection: in this order the door, the token, the session, the page, the papers, the API.
struct ConsoleDesk: Sendable {
    let door: Doorkeeper
    let entrance: Entrance
    let daemon: Daemon
    let papers: PaperMaker?

    init(port: Int, entrance: Entrance, daemon: Daemon, papers: PaperMaker?, isOwnUser: Bool) {
        door = Doorkeeper(port: port, isOwnUser: isOwnUser)
        self.entrance = entrance
        self.daemon = daemon
        self.papers = papers
    }

    func response(to request: Request) async -> Response {
        let target = request.head.path ?? "/"
        if let refusal = refusal(of: request.head, target) { return refusal }
        let path = target.prefix { $0 != "?" }
        switch Forwarding.route(request.method, path) {
        case .events: return await stream(request, target)
        case .some: return await forward(request, target)
        case nil: break
        }
        guard request.method == .get else { return .problem(.notFound, "The console does not take this request.") }
        if let file = Assets.files[String(path)] { return ConsoleAnswer.file(file) }
        if let (paper, serial) = PaperMaker.asked(path), let papers {
            return await make(paper, of: serial, papers)
        }
        return .problem(.notFound, "The console has nothing at this path.")
    }

    private static let tokenPrefix = "/?token="

    /// What is answered instead of what was asked for; nil when it may pass.
    private func refusal(of head: HTTPRequest, _ target: String) -> Response? {
        let isEntering = head.method == .get && target.hasPrefix(Self.tokenPrefix)
        switch door.refusal(of: head, isEntering: isEntering) {
        case .otherUser:
            return ConsoleAnswer.page(
                .forbidden, "Another user's console", "This console serves only the user who started it.")
        case .otherHost:
            return ConsoleAnswer.page(
                .misdirectedRequest, "Wrong address", "Use the address that wandctl console printed.")
        case .otherSite:
            return .problem(.notPermitted, "The request does not come from this console's own page.")
        case nil: break
        }
        if isEntering {
            if let session = entrance.enter(target.dropFirst(Self.tokenPrefix.count)) {
                return ConsoleAnswer.entered(cookie: door.cookie(session))
            }
            // the person who is in already followed the link again
            if let session = door.session(of: head), entrance.knows(session) {
                return ConsoleAnswer.entered(cookie: nil)
            }
            return ConsoleAnswer.page(
                .unauthorized, "This link opens nothing",
                "A link is good once, and this one was used or never was. Start wandctl console anew.")
        }
        guard let session = door.session(of: head), entrance.knows(session) else {
            return ConsoleAnswer.page(
                .unauthorized, "Not signed in to this console", "Follow the link that wandctl console printed.")
        }
        return nil
    }

    private func forward(_ request: Request, _ target: String) async -> Response {
        do {
            let body: ByteBuffer
            do { body = try await request.body.collect(upTo: Limits.requestBodyBytes) } catch {
                return .problem(.bodyTooLarge, "The body is larger than \(Limits.requestBodyBytes) bytes.")
            }
            let answer = try await daemon.ask(request.head, target, body: body, isStream: false)
            return Response(
                status: answer.status, headers: fenced(answer),
                body: ResponseBody(byteBuffer: try await daemon.whole(answer.body)))
        } catch let unavailable as Daemon.Unavailable {
            return ConsoleAnswer.problem(unavailable.problem)
        } catch {
            return .problem(.internalError, "The console could not carry the request to the daemon.")
        }
    }

    /// The events of the daemon, as they come, for as long as both ends listen.
    private func stream(_ request: Request, _ target: String) async -> Response {
        do {
            let answer = try await daemon.ask(request.head, target, body: ByteBuffer(), isStream: true)
            let pieces = answer.body
            return Response(
                status: answer.status, headers: fenced(answer),
                body: ResponseBody { writer in
                    for try await piece in pieces { try await writer.write(piece) }
                    try await writer.finish(nil)
                })
        } catch let unavailable as Daemon.Unavailable {
            return ConsoleAnswer.problem(unavailable.problem)
        } catch {
            return .problem(.internalError, "The console could not listen to the daemon.")
        }
    }

    private func fenced(_ answer: Daemon.Answer) -> HTTPFields {
        var headers = Fence.headers(.page)
        for field in answer.headers { headers[field.name] = field.value }
        return headers
    }

    private func make(_ paper: PaperMaker.Paper, of serial: String, _ papers: PaperMaker) async -> Response {
        do {
            return ConsoleAnswer.paper(paper, try await papers.make(paper, serial))
        } catch let failure as PaperMaker.Failure {
            return .problem(.unknownPump, failure.message)
        } catch {
            return .problem(.internalError, "The paper could not be made: \(error)")
        }
    }
}

extension Response {
    /// A refusal by the console itself.
    fileprivate static func problem(_ type: API.ProblemType, _ detail: String) -> Response {
        ConsoleAnswer.problem(
            API.Problem(
                type: type.urn, title: type.title, status: type.status, detail: detail,
                whatToDo: "Reload the page of the console."))
    }
}
