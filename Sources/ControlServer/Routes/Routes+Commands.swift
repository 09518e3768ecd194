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
        table.on(.commands) { request, _ in try await list(request) }
        table.on(.submit) { request, context in try await submit(request, context) }
        table.on(.limits) { request, context in try await explain(request, context) }
        table.on(.library) { request, _ in
            _ = try request.parameters()
            return try .json(API.Library(backend.rules.library, withEntries: true))
        }
        table.on(.command) { request, context in try await follow(request, context) }
        table.on(.confirm) { request, context in try await confirm(request, context) }
        table.on(.cancel) { request, context in
            _ = try request.parameters()
            let id = try context.commandID()
            try await request.optionalMembers().finish()
            try await expectVersion(request, id)
            return try .command(await backend.cancel(id, userID: context.peer.userID))
        }
    }

    private func list(_ request: Request) async throws -> Response {
        let parameters = try request.parameters("pump", "state", "since", "until", "limit", "after")
        let limit = Int(try parameters.integer("limit", 1...Int64(Limits.pageRows)) ?? Int64(Limits.pageRows))
        let query = try CommandQuery(parameters)
        var rows = await backend.commands(pump: try parameters.pumpSerial("pump")).filter(query.wants)[...]
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
        // after the body, which may take its time
        if !isDryRun { try gate.requireSignIn(context.peer, for: .submit) }
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
        return try .command(command)
    }

    /// The version that the client saw, if it names one: what it did not see it does not confirm.
    private func expectVersion(_ request: Request, _ id: TransactionID) async throws {
        guard let expected = try request.ifMatchVersion() else { return }
        let found = try await backend.command(id, after: nil, waitMilliseconds: 0)
        guard found.version != expected else { return }
        var error = ProblemError.problem(
            .versionMoved, "The command has version \(found.version), not \(expected).",
            "Read the command again, and decide by what it is now.")
        error.problem.state = found.state.name
        throw error
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
        try gate.requireSignIn(context.peer, for: .confirm)
        if gate.mayAskForTwo {
            let command = try await backend.command(id, after: nil, waitMilliseconds: 0)
            try gate.requireSecondPerson(context.peer, for: command)
        }
        try await expectVersion(request, id)
        context.logger.info(
            "confirmation",
            metadata: [
                "command": "\(id)", "operator": "\(confirmer ?? "not named")", "user": "\(context.peer.userID)",
            ])
        return try .command(await backend.confirm(id, digest: digest, userID: context.peer.userID))
    }
}

extension Response {
    /// A command, with its version as the entity tag that `If-Match` takes.
    static func command(_ command: Command) throws -> Response {
        try .json(API.Command(command), headers: [.eTag: "\"\(command.version)\""])
    }
}

/// Which commands are asked for.
private struct CommandQuery {
    var states: Set<API.CommandState>?
    var since: Timestamp?
    var until: Timestamp?

    init(_ parameters: [String: String]) throws(ProblemError) {
        since = try parameters.time("since")
        until = try parameters.time("until")
        if let since, let until, until < since {
            throw .parameter("until", "It lies before 'since'.", allowed: "'since' or later")
        }
        guard let names = parameters["state"] else { return }
        var states: Set<API.CommandState> = []
        for name in names.split(separator: ",", omittingEmptySubsequences: false) {
            switch (name, API.CommandState(rawValue: String(name))) {
            case ("open", _): states.formUnion(API.CommandState.allCases.filter { !$0.isTerminal })
            case ("ended", _): states.formUnion(API.CommandState.allCases.filter(\.isTerminal))
            case (_, let state?): states.insert(state)
            case (_, nil):
                throw .parameter(
                    "state", "There is no state '\(name.prefix(40))'.",
                    allowed: "a list of open, ended, "
                        + API.CommandState.allCases.map(\.rawValue).joined(separator: ", "))
            }
        }
        self.states = states
    }

    func wants(_ command: Command) -> Bool {
        if let since, command.acceptedAt < since { return false }
        if let until, command.acceptedAt > until { return false }
        guard let states else { return true }
        return API.CommandState(rawValue: command.state.name).map(states.contains) ?? false
    }
}
