package import CommandQueue
internal import NIOCore
package import PumpModel
internal import SerialTransport
internal import WandEngine
internal import WandLink

/// A client that waits for a command to move beyond a version it knows.
struct Watcher {
    let command: TransactionID
    let version: UInt32
    let continuation: CheckedContinuation<Void, Never>
    let timeout: Scheduled<Void>
}

extension WandDesk {
    /// Puts a question to the queue and waits for its answer.
    func ask(_ question: (Ticket) -> QueueEvent) async -> QueueAnswer {
        if isShuttingDown { return .refused(.shuttingDown) }
        let ticket = takeTicket()
        return await withCheckedContinuation { continuation in
            waiting[ticket] = continuation
            handle(.queue(question(ticket)))
        }
    }

    /// Interrogates for the daemon itself: nobody waits for the answer.
    func readAgain() { handle(.queue(.interrogate(takeTicket()))) }

    package func snapshot() -> WandSnapshot {
        let counted = engine.counters
        var counters = WandSnapshot.Counters()
        counters.framesReceived = counted.link.framesReceived
        counters.framesSent = counted.link.framesSent
        counters.framesRetransmitted = counted.link.framesRetransmitted
        counters.framesCorrupt = counted.framesCorrupt
        counters.sessionsOpened = counted.link.sessionsOpened
        return WandSnapshot(
            name: name, port: port, session: session, status: status, isUnpaired: true, counters: counters,
            stoppedPumps: engine.queue.stoppedUnread.map { WandSnapshot.StoppedPump(pump: $0.pump, since: $0.since) })
    }

    private var port: WandSnapshot.Port {
        let status = keeper.status
        let elapsed = (ContinuousClock.now - status.since).components.seconds
        let since = Clocks.now().utc.advanced(byMilliseconds: -elapsed * 1_000)
        return switch status.phase {
        case .open(let path, _, _): .open(path: path)
        case .waiting(let error, _, _):
            .closed(configured: "\(settings.location)", reason: "\(error)", since: since)
        case .idle, .opening: .closed(configured: "\(settings.location)", reason: "not opened yet", since: since)
        }
    }

    package func knownPumps() -> [PumpSnapshot] {
        let now = Clocks.now().uptimeMilliseconds
        return engine.queue.pumps.map { known in
            PumpSnapshot(
                known: known, ageMilliseconds: now - known.readAt.uptimeMilliseconds, wand: name,
                session: alarms?.session(of: known.report.identity.serial))
        }
    }

    /// Why the journal took nothing when it was asked last; nil while it works.
    func journalProblem() -> String? { engine.queue.journalProblem }

    func hasOpenWork(_ pump: PumpSerial) -> Bool { engine.queue.hasOpenWork(pump) }

    func knows(key: String) -> Bool { engine.queue.knows(key: key) }

    /// Whether this stop was asked for here before, and carried out.
    func hasCarriedOut(_ pump: PumpSerial, _ origin: Command.Origin) -> Bool {
        engine.queue.carriedOut(pump, origin) != nil
    }

    /// Another desk stops the pump.
    func takeBack(_ pump: PumpSerial, by stop: TransactionID) { handle(.queue(.stoppedElsewhere(pump, by: stop))) }

    package func commands() -> [Command] { engine.queue.commands }

    package func command(_ id: TransactionID) -> Command? { engine.queue.command(id) }

    /// Returns once the command's version is above `version`, it has ended, the time is up, the task is cancelled or the
    /// daemon stops.
    package func untilMoved(_ id: TransactionID, beyond version: UInt32, milliseconds: Int64) async {
        guard let command = engine.queue.command(id), command.version <= version, !command.state.isTerminal,
            !isShuttingDown, !Task.isCancelled
        else { return }
        let ticket = takeTicket()
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let timeout = eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(milliseconds)) {
                    self.assumeIsolated { $0.release(ticket) }
                }
                watchers[ticket] = Watcher(
                    command: id, version: version, continuation: continuation, timeout: timeout)
            }
        } onCancel: {
            eventLoop.execute { self.assumeIsolated { $0.release(ticket) } }
        }
    }

    func wakeWatchers(of command: Command) {
        for (ticket, watcher) in watchers where watcher.command == command.id && command.version > watcher.version {
            release(ticket)
        }
    }

    func releaseWatchers() {
        for ticket in watchers.keys { release(ticket) }
    }

    private func release(_ ticket: Ticket) {
        guard let watcher = watchers.removeValue(forKey: ticket) else { return }
        watcher.timeout.cancel()
        watcher.continuation.resume()
    }

    private func takeTicket() -> Ticket {
        defer { nextTicket += 1 }
        return Ticket(nextTicket)
    }
}
