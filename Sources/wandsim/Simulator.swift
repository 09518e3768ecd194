#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif
internal import PumpModel
internal import VirtualWand
internal import WandProtocol

/// The loop around the virtual wand: waits with poll(2) for bytes, commands, signals and deadlines, and carries out
/// the wand's actions in their order. A memory that can not be persisted ends the simulator before anything is sent.
struct Simulator: ~Copyable {
    /// Between two checkpoints of a pump whose time runs faster than the wall clock, in milliseconds.
    private static let checkpointPause: Int64 = 5_000

    private var wand: VirtualWand
    private var line: VirtualLine
    private var port: WandPort
    private var control: ControlSocket?
    private let file: PumpMemoryFile?
    private let signals: SignalPipe
    private var encoder = FrameEncoder()
    private var checkpointAt: Int64?
    private var isOver = false

    init(
        wand: VirtualWand, line: VirtualLine, port: consuming WandPort, control: consuming ControlSocket?,
        file: consuming PumpMemoryFile?, hasFastTime: Bool
    ) throws {
        self.wand = wand
        self.line = line
        self.port = port
        self.control = control
        checkpointAt = hasFastTime && file != nil ? SystemClock.uptime : nil
        self.file = file
        signals = try SignalPipe()
    }

    /// Runs until it is told to end.
    mutating func run() throws {
        while !isOver {
            try workDue(at: SystemClock.uptime)
            try waitForEvents()
        }
        try carryOut(wand.checkpoint(at: SystemClock.uptime), at: SystemClock.uptime)
    }

    private mutating func workDue(at now: Int64) throws {
        port.retry(at: now)
        if let due = wand.nextDeadline, due <= now { try carryOut(wand.handle(.tick, at: now), at: now) }
        if let due = checkpointAt, due <= now {
            try carryOut(wand.checkpoint(at: now), at: now)
            checkpointAt = now + Self.checkpointPause
        }
        for (direction, bytes) in line.due(at: now) {
            switch direction {
            case .hostToWand: try carryOut(wand.handle(.received(bytes), at: now), at: now)
            case .wandToHost: port.send(bytes, at: now)
            }
        }
    }

    private mutating func waitForEvents() throws {
        let controlEntries = control?.pollEntries ?? []
        var entries = [pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0), port.pollEntry]
        entries += controlEntries
        let due = [wand.nextDeadline, line.nextDeadline, port.nextDeadline, checkpointAt].compactMap { $0 }.min()
        let timeout = due.map { Int32(clamping: max(0, $0 - SystemClock.uptime)) } ?? -1
        guard poll(&entries, nfds_t(entries.count), timeout) > 0 else { return }
        let now = SystemClock.uptime
        if entries[0].revents != 0 { isOver = true }
        if entries[1].revents & Int16(POLLOUT) != 0 { port.flush(at: now) }
        if entries[1].revents & ~Int16(POLLOUT) != 0 {
            line.enter(port.receive(at: now), .hostToWand, at: now)
        }
        for request in control?.serve(entries[2...]) ?? [] {
            request.answer(try obey(request.line, at: now))
        }
    }

    /// Carries out one line of the control channel and returns its answer.
    private mutating func obey(_ line: String, at now: Int64) throws -> String {
        let command: SimulatorCommand
        do throws(SimulatorCommand.Refusal) {
            command = try SimulatorCommand(text: line)
        } catch {
            return "error " + error.description.split(separator: "\n").joined(separator: "; ")
        }
        switch command {
        case .fault(let fault): try carryOut(wand.handle(.fault(fault), at: now), at: now)
        case .corrupt(let frames): self.line.change(.wandToHost) { $0.corruptNext = frames }
        case .show: return wand.stateJSON(at: now)
        case .quit: isOver = true
        }
        return "ok"
    }

    private mutating func carryOut(_ actions: [VirtualWand.Action], at now: Int64) throws {
        for action in actions {
            switch action {
            case .persist(let memory):
                if file != nil { try file?.save(memory) }
            case .transmit(let frame): line.enter(Array(encoder.encode(frame)), .wandToHost, at: now)
            }
        }
    }
}
