package import CommandQueue
package import Dosing
package import PumpModel
package import WandProtocol

/// All wands of the daemon: finds the desk that a question is for.
package struct WandDirectory: Sendable {
    package let desks: [WandDesk]
    private let reservations = Reservations()
    private let startedAt = Clocks.now().uptimeMilliseconds

    /// - Parameter desks: of different names.
    package init(desks: [WandDesk]) {
        self.desks = desks
    }

    /// Gives each desk what earlier runs of the daemon left with its wand; before `run`. What was left with a wand that
    /// is not configured any more goes to the first desk: nothing that is open is forgotten.
    package func restore(_ found: [String: [RestoredCommand]]) async {
        var all: [ObjectIdentifier: [RestoredCommand]] = [:]
        for (wand, commands) in found {
            guard let desk = desks.first(where: { $0.name == wand }) ?? desks.first else { continue }
            all[ObjectIdentifier(desk), default: []] += commands
        }
        for desk in desks {
            // what is in doubt must be known before anything of the same pump goes on
            let commands = all[ObjectIdentifier(desk)]?.sorted { $0.command.acceptedAt < $1.command.acceptedAt }
            if let commands { await desk.restore(commands) }
        }
    }

    /// Serves all wands until the task is cancelled.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            for desk in desks { group.addTask { await desk.run() } }
        }
    }

    /// Ends all sessions in order; the ports close when `run` is cancelled.
    package func sayGoodbye() async {
        for desk in desks { await desk.sayGoodbye() }
    }

    /// Why the journal took nothing when a desk asked it last; nil while it works.
    package func journalProblem() async -> String? {
        for desk in desks { if let problem = await desk.journalProblem() { return problem } }
        return nil
    }

    package func wands() async -> [WandSnapshot] {
        var snapshots: [WandSnapshot] = []
        for desk in desks { snapshots.append(await desk.snapshot()) }
        return snapshots
    }

    package func wand(_ name: String) async -> WandSnapshot? { await desks.first { $0.name == name }?.snapshot() }

    /// The youngest report of every pump.
    package func pumps() async -> [PumpSnapshot] {
        var youngest: [PumpSerial: PumpSnapshot] = [:]
        for desk in desks {
            for snapshot in await desk.knownPumps() {
                let serial = snapshot.known.report.identity.serial
                if let other = youngest[serial], other.ageMilliseconds <= snapshot.ageMilliseconds { continue }
                youngest[serial] = snapshot
            }
        }
        return youngest.values.sorted {
            $0.known.report.identity.serial.text < $1.known.report.identity.serial.text
        }
    }

    package func pump(_ serial: PumpSerial) async -> PumpSnapshot? {
        await pumps().first { $0.known.report.identity.serial == serial }
    }

    package func uptimeMilliseconds() async -> Int64 { Clocks.now().uptimeMilliseconds - startedAt }

    package func interrogate(wand: String) async throws(Refusal) -> PumpSnapshot? {
        guard let desk = desks.first(where: { $0.name == wand }) else { return nil }
        switch await desk.ask({ .interrogate($0) }) {
        case .pump(let known):
            return PumpSnapshot(
                known: known, ageMilliseconds: 0, wand: wand,
                session: desk.alarms?.session(of: known.report.identity.serial))
        case .refused(let refusal): throw refusal
        case .command, .proposal, .log, .judgement: preconditionFailure("a read was answered with a command")
        }
    }

    /// Every rule and what it says of a request; nothing is submitted.
    package func explain(_ request: CommandRequest) async throws(Refusal) -> Judgement {
        switch await (try desk(for: request.pump)).ask({ .explain(request, $0) }) {
        case .judgement(let judgement): return judgement
        case .refused(let refusal): throw refusal
        case .command, .pump, .proposal, .log: preconditionFailure("a question was answered with something else")
        }
    }

    /// A page of a pump's log, by the wand that reaches it.
    package func readLog(_ request: LogRequest) async throws(Refusal) -> LogPage {
        switch await (try desk(for: request.pump)).ask({ .readLog(request, $0) }) {
        case .log(let page): return page
        case .refused(let refusal): throw refusal
        case .command, .pump, .proposal, .judgement: preconditionFailure("a log was answered with something else")
        }
    }

    package func commands(pump: PumpSerial?) async -> [Command] {
        var all: [Command] = []
        for desk in desks { all += await desk.commands() }
        return all.filter { pump == nil || $0.pump == pump }
            .sorted { ($0.acceptedAt, $0.id.description) > ($1.acceptedAt, $1.id.description) }
    }

    package func command(
        _ id: TransactionID, after version: UInt32?, waitMilliseconds: Int64
    ) async throws(Refusal) -> Command {
        let desk = try await self.desk(of: id)
        if let version { await desk.untilMoved(id, beyond: version, milliseconds: waitMilliseconds) }
        guard let command = await desk.command(id) else { throw .unknownCommand(id) }
        return command
    }

    package func propose(_ request: CommandRequest) async throws(Refusal) -> Proposal {
        switch await (try desk(for: request.pump)).ask({ .propose(request, $0) }) {
        case .proposal(let proposal): return proposal
        case .refused(let refusal): throw refusal
        case .command, .pump, .log, .judgement: preconditionFailure("a proposal was answered with something else")
        }
    }

    /// Two submissions for one pump do not pass each other on their way to two desks.
    package func submit(_ request: CommandRequest) async throws(Refusal) -> Command {
        if let key = request.origin.idempotencyKey {
            for desk in desks where await desk.knows(key: key) {
                return try command(from: await desk.ask { .submit(request, id: .random(), $0) })
            }
        }
        let desk = try await desk(for: request.pump)
        if let holder = reservations.reserve(request.pump, desk.name) { throw .heldByOtherWand(holder) }
        defer { reservations.release(request.pump) }
        for other in desks where other !== desk {
            if await other.hasOpenWork(request.pump) { throw .heldByOtherWand(other.name) }
        }
        return try command(from: await desk.ask { .submit(request, id: .random(), $0) })
    }

    package func confirm(_ id: TransactionID, digest: String, userID: UInt32) async throws(Refusal) -> Command {
        let desk = try await desk(of: id)
        return try command(from: await desk.ask { .confirm(id, digest: digest, userID: userID, $0) })
    }

    package func cancel(_ id: TransactionID, userID: UInt32) async throws(Refusal) -> Command {
        let desk = try await desk(of: id)
        return try command(from: await desk.ask { .cancel(id, userID: userID, $0) })
    }

    /// By the desk that reaches the pump; when none is known to, by all: one of them may reach it within a stop's life.
    package func stop(_ pump: PumpSerial, origin: Command.Origin) async throws(Refusal) -> Command {
        for desk in desks where await desk.hasCarriedOut(pump, origin) {
            return try command(from: await desk.ask { .stop(pump, origin, id: .random(), $0) })
        }
        let id = TransactionID.random()
        guard let desk = try? await desk(for: pump) else {
            return try await stopByAll(pump, origin)
        }
        for other in desks where other !== desk { await other.takeBack(pump, by: id) }
        return try command(from: await desk.ask { .stop(pump, origin, id: id, $0) })
    }

    /// All at once: none of them waits for another one's journal.
    /// - Returns: the stop of the first wand that took it.
    private func stopByAll(_ pump: PumpSerial, _ origin: Command.Origin) async throws(Refusal) -> Command {
        let answers = await withTaskGroup(of: (Int, QueueAnswer).self) { tasks in
            for (index, desk) in desks.enumerated() {
                tasks.addTask { (index, await desk.ask { .stop(pump, origin, id: .random(), $0) }) }
            }
            return await tasks.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        var refusal = Refusal.unknownPump(pump)
        for (_, answer) in answers.sorted(by: { $0.key < $1.key }) {
            do throws(Refusal) { return try command(from: answer) } catch { refusal = error }
        }
        throw refusal
    }

    private func command(from answer: QueueAnswer) throws(Refusal) -> Command {
        switch answer {
        case .command(let command): return command
        case .refused(let refusal): throw refusal
        case .pump, .proposal, .log, .judgement: preconditionFailure("a command was answered with something else")
        }
    }

    /// The desk whose wand reaches the pump now, or else read it last, or else the only one.
    private func desk(for pump: PumpSerial) async throws(Refusal) -> WandDesk {
        for desk in desks where await desk.status?.pump?.serial == pump { return desk }
        if let wand = await self.pump(pump)?.wand, let desk = desks.first(where: { $0.name == wand }) { return desk }
        guard desks.count == 1 else { throw .unknownPump(pump) }
        return desks[0]
    }

    private func desk(of id: TransactionID) async throws(Refusal) -> WandDesk {
        for desk in desks where await desk.command(id) != nil { return desk }
        throw .unknownCommand(id)
    }
}

extension TransactionID {
    fileprivate static func random() -> TransactionID {
        var generator = SystemRandomNumberGenerator()
        return TransactionID(high: generator.next(), low: generator.next())
    }
}
