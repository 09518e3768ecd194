internal import CommandQueue
internal import ControlAPI
internal import Dosing
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import PumpModel

extension ControlRoutes {
    func addCommands(to table: inout RouteTable) {
        table.on(.get, "/v1/commands") { request, _ in try await list(request) }
        table.on(.post, "/v1/commands") { request, context in try await submit(request, context) }
        table.on(.post, "/v1/limits") { request, context in try await explain(request, context) }
        table.on(.get, "/v1/library") { request, _ in
            _ = try request.parameters()
            return try .json(API.Library(backend.rules.library, withEntries: true))
        }
        table.on(.get, "/v1/commands/:id") { request, context in try await follow(request, context) }
        table.on(.post, "/v1/commands/:id/confirmation") { request, context in try await confirm(request, context) }
        table.on(.post, "/v1/commands/:id/cancellation") { request, context in
            _ = try request.parameters()
            let id = try context.commandID()
            try await request.optionalMembers().finish()
            return try .json(API.Command(await backend.cancel(id, userID: context.peer.userID)))
        }
    }

    private func list(_ request: Request) async throws -> Response {
        let parameters = try request.parameters("pump", "limit", "after")
        let limit = Int(try parameters.integer("limit", 1...Int64(Limits.pageRows)) ?? Int64(Limits.pageRows))
        var rows = await backend.commands(pump: try parameters.pumpSerial("pump"))[...]
        if let after = try parameters.transactionID("after") {
            guard let index = rows.firstIndex(where: { $0.id == after }) else {
                throw ProblemError.parameter(
                    "after", "There is no such command in this list.", allowed: "'next' of a page before")
            }
            rows = rows[(index + 1)...]
        }
        let page = rows.prefix(limit)
        return try .json(
            API.CommandList(
                commands: page.map(API.Command.init),
                next: page.count < rows.count ? page.last?.id.description : nil))
    }

    private func submit(_ request: Request, _ context: ControlContext) async throws -> Response {
        let isDryRun = try request.parameters("dryRun").flag("dryRun")
        var members = try await request.members()
        let usesIfMatch = try request.ifMatch() != nil
        let command = try CommandRequest(
            &members, request, userID: context.peer.userID, pumps: await backend.pumps())
        do {
            return isDryRun
                ? try .json(API.Proposal(await backend.propose(command)))
                : try .accepted(await backend.submit(command))
        } catch let refusal as Refusal {
            var error = ProblemError(refusal)
            // the same fact has its own status when the client asked for it by a precondition
            if case .revisionMoved = refusal, usesIfMatch { error.problem.status = 412 }
            throw error
        }
    }

    /// What every rule says of a submission, whatever it comes to.
    private func explain(_ request: Request, _ context: ControlContext) async throws -> Response {
        _ = try request.parameters()
        var members = try await request.members()
        let asked = try CommandRequest(
            &members, request, userID: context.peer.userID, pumps: await backend.pumps())
        return try .json(
            API.LimitReport(await backend.explain(asked), pump: asked.pump, library: backend.rules.library))
    }

    private func follow(_ request: Request, _ context: ControlContext) async throws -> Response {
        let parameters = try request.parameters("afterVersion", "waitMilliseconds")
        let id = try context.commandID()
        let version = try parameters.integer("afterVersion", 0...Int64(UInt32.max))
        let wait = try parameters.integer("waitMilliseconds", 0...Limits.longPollMilliseconds)
        if wait != nil, version == nil {
            throw ProblemError.parameter(
                "waitMilliseconds", "There is nothing to wait for.", allowed: "with 'afterVersion'")
        }
        let command = try await context.presence.whileWanted {
            try await backend.command(id, after: version.map { UInt32($0) }, waitMilliseconds: wait ?? 0)
        }
        return try .json(API.Command(command))
    }

    private func confirm(_ request: Request, _ context: ControlContext) async throws -> Response {
        _ = try request.parameters()
        let id = try context.commandID()
        var members = try await request.members()
        let digest = try members.text("digest", "64 hexadecimal digits")
        let confirmer = try members.optionalOperatorText("operator")
        try members.finish()
        let isDigest = digest.utf8.count == 64 && digest.allSatisfy { $0.isHexDigit && !$0.isUppercase }
        guard isDigest else {
            throw members.wrong("digest", "This is not a digest.", allowed: "64 lower-case hexadecimal digits")
        }
        context.logger.info(
            "confirmation",
            metadata: [
                "command": "\(id)", "operator": "\(confirmer ?? "not named")", "user": "\(context.peer.userID)",
            ])
        return try .json(API.Command(await backend.confirm(id, digest: digest, userID: context.peer.userID)))
    }
}
