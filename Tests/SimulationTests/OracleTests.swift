import CommandQueue
import PumpModel
import Simulation
import Testing
import VirtualWand
import WandProtocol

/// Each check can fail: on a history that is wrong in one place it says so, on the same one without the mistake it does
/// not.
@Suite struct OracleTests {
    static let pump = PumpSerial(checked: "P-1")
    static let other = PumpSerial(checked: "P-2")
    static let id = TransactionID(high: 1, low: 1)
    static let second = TransactionID(high: 1, low: 2)
    static let program = Program.simpleContinuous(DailyDose(checked: 120_000))
    static let base = ProgramRevision(1)
    static let next = ProgramRevision(2)

    /// One command on its way, as far as the named stage.
    struct Story {
        var oracle = Oracle(bounds: .bench, concentration: Concentration(checked: 500))
        var history: [AppliedChange] = []
        private var sequence: UInt16 = 0

        init() {
            oracle.ordered(id, pump: pump, change: PumpChange(program: program), base: base, deadline: 10_000, key: "k")
        }

        mutating func durable(_ version: UInt32, _ state: CommandState, _ id: TransactionID = id) throws {
            try oracle.durable(Fact(id: id, version: version, state: state, passages: Int(version)))
        }

        mutating func send(_ message: Message, at now: Int64 = 0, other: CommandState? = nil) throws {
            let header = FrameHeader(kind: .data, epoch: 1, sequence: sequence)
            sequence += 1
            let body = Envelope(requestID: 1, message: message).encoded()
            try oracle.sent(Frame(header: header, body: body[...]), at: now) { _ in other }
        }

        mutating func stage(_ program: Program = program, base: ProgramRevision = base) throws {
            try send(
                .stage(
                    StageRequest(
                        pump: pump, transaction: id, baseRevision: base, lifetime: TimeSpan(checked: 1),
                        program: program)))
        }

        mutating func commit(at now: Int64 = 0) throws {
            try send(.commit(CommitRequest(pump: pump, transaction: id, baseRevision: base)), at: now)
        }

        /// Confirmed, its intent durable, and sent.
        mutating func committed() throws {
            oracle.confirms(id)
            try durable(1, .queued)
            try stage()
            try durable(2, .committing)
            try commit()
        }

        mutating func apply(
            _ id: TransactionID = id, _ program: Program = program, revision: ProgramRevision = next,
            on pump: PumpSerial = pump, at now: Int64 = 0
        ) throws {
            oracle.step(to: oracle.step + 1)
            let applied = AppliedTransaction(transaction: id, revision: revision, at: Timestamp(clamping: 0))
            history.append(AppliedChange(applied: applied, program: program, changedRevision: true))
            var memory = OracleTests.memory(pump)
            memory.history = history
            try oracle.kept(memory, at: now)
        }

        mutating func read(_ program: Program = program, revision: ProgramRevision = next) {
            oracle.step(to: oracle.step + 1)
            var memory = OracleTests.memory(pump)
            memory.program = program
            memory.revision = revision
            oracle.delivered(
                VirtualPump(memory: memory, at: Moment(uptimeMilliseconds: 0, utc: memory.clock)).report)
        }
    }

    static func memory(_ serial: PumpSerial) -> PumpMemory {
        PumpMemory(
            identity: PumpIdentity(
                serial: serial, model: "VP 20", firmware: "1.0", reservoirSize: Volume(checked: 20_000_000),
                calibrationConstant: 1),
            concentration: Concentration(checked: 500), program: .minimumRate,
            reservoir: Volume(checked: 18_000_000), clock: Timestamp(clamping: 1_767_225_600_000))
    }

    /// The invariant that breaks, nil if none does.
    private func broken(_ story: (inout Story) throws -> Void) throws -> Invariant? {
        var told = Story()
        do {
            try story(&told)
            return nil
        } catch let violation as Violation {
            return violation.invariant
        }
    }

    @Test func aSoundStoryHolds() throws {
        let found = try broken { story in
            try story.committed()
            try story.apply()
            try story.durable(3, .verifying(revision: Self.next))
            story.read()
            try story.durable(4, .succeeded(revision: Self.next))
            try story.oracle.told(
                Fact(id: Self.id, version: 4, state: .succeeded(revision: Self.next), passages: 4, key: "k"))
            try story.oracle.checkEnd(unanswered: 0)
        }
        #expect(found == nil)
    }

    @Test func atMostOnce() throws {
        #expect(
            try broken {
                try $0.committed(); try $0.commit()
            } == .atMostOnce)
        #expect(
            try broken {
                try $0.committed()
                try $0.apply()
                try $0.apply(revision: ProgramRevision(3))
            } == .atMostOnce)
        #expect(try broken { try $0.apply(Self.second) } == .atMostOnce)
        #expect(
            try broken { story in
                try story.oracle.durable(Fact(id: Self.id, version: 1, state: .queued, passages: 1, key: "k"))
                try story.oracle.durable(Fact(id: Self.second, version: 1, state: .queued, passages: 1, key: "k"))
            } == .atMostOnce)
    }

    @Test func noFalseSuccess() throws {
        let success = CommandState.succeeded(revision: Self.next)
        #expect(
            try broken {
                try $0.committed(); try $0.durable(3, success)
            } == .noFalseSuccess)
        #expect(
            try broken {
                try $0.committed(); try $0.apply(); try $0.durable(3, success)
            } == .noFalseSuccess)
        // a report from before it was applied shows nothing
        #expect(
            try broken {
                try $0.committed(); $0.read(); try $0.apply(); try $0.durable(3, success)
            } == .noFalseSuccess)
        #expect(
            try broken {
                try $0.committed()
                try $0.apply()
                $0.read(.minimumRate)
                try $0.durable(3, success)
            } == .noFalseSuccess)
    }

    @Test func noLoss() throws {
        let told = Fact(id: Self.id, version: 1, state: .queued, passages: 1)
        #expect(try broken { try $0.oracle.told(told) } == .noLoss)
        #expect(
            try broken {
                try $0.durable(1, .expired); try $0.durable(2, .queued)
            } == .noLoss)
        #expect(
            try broken {
                try $0.committed(); try $0.durable(3, .failed(.notApplied)); try $0.apply()
            } == .noLoss)
        #expect(
            try broken {
                try $0.committed(); try $0.apply(); try $0.durable(3, .failed(.notApplied))
            } == .noLoss)
        #expect(
            try broken {
                try $0.durable(1, .queued); try $0.oracle.restarted([(id: Self.id, version: UInt32(2))])
            } == .noLoss)
        #expect(
            try broken {
                try $0.durable(1, .queued); try $0.oracle.restarted([(id: TransactionID, version: UInt32)]())
            } == .noLoss)
    }

    @Test func noStaleTherapy() throws {
        #expect(
            try broken {
                try $0.committed(); try $0.apply(at: 10_001)
            } == .noStaleTherapy)
        #expect(
            try broken {
                try $0.committed(); try $0.apply(revision: ProgramRevision(5))
            } == .noStaleTherapy)
        #expect(
            try broken {
                try $0.committed(); try $0.apply(on: Self.other)
            } == .noStaleTherapy)
        #expect(
            try broken {
                try $0.committed(); try $0.apply(Self.id, .minimumRate)
            } == .noStaleTherapy)
        #expect(try broken { try $0.stage(base: ProgramRevision(9)) } == .noStaleTherapy)
    }

    @Test func limitsHold() throws {
        let tooMuch = Program.simpleContinuous(DailyDose(checked: 1_000_001))
        #expect(
            try broken { story in
                story.oracle.ordered(
                    Self.id, pump: Self.pump, change: PumpChange(program: tooMuch), base: Self.base, deadline: 10_000,
                    key: nil)
                try story.stage(tooMuch)
            } == .limitsHold)
    }

    @Test(arguments: [CommandState.committing, .inDoubt, .verifying(revision: OracleTests.next)])
    func doubtBlocks(_ state: CommandState) throws {
        let found = try broken { story in
            try story.committed()
            story.oracle.ordered(
                Self.second, pump: Self.pump, change: PumpChange(program: Self.program), base: Self.next,
                deadline: 10_000, key: nil)
            try story.send(
                .stage(
                    StageRequest(
                        pump: Self.pump, transaction: Self.second, baseRevision: Self.next,
                        lifetime: TimeSpan(checked: 1), program: Self.program)), other: state)
        }
        #expect(found == (state == .verifying(revision: Self.next) ? nil : .doubtBlocks))
    }

    @Test func stopWorks() throws {
        #expect(try broken { try $0.oracle.stopAsked(Self.pump, wasSent: false) } == .stopWorks)
        #expect(try broken { try $0.oracle.stopAsked(Self.pump, wasSent: true) } == nil)
    }

    @Test func audit() throws {
        // the commit before its intent
        #expect(
            try broken { story in
                story.oracle.confirms(Self.id)
                try story.durable(1, .queued)
                try story.commit()
            } == .audit)
        #expect(
            try broken {
                try $0.durable(2, .queued); try $0.durable(1, .staged)
            } == .audit)
    }

    @Test func confirmed() throws {
        #expect(
            try broken {
                try $0.durable(1, .committing); try $0.commit()
            } == .confirmed)
    }

    @Test func oneSession() throws {
        #expect(try broken { try $0.oracle.strayed(effects: 1) } == .oneSession)
        #expect(try broken { try $0.oracle.strayed(effects: 0) } == nil)
    }

    @Test func bounded() throws {
        let sound = Depths(questions: 3, recordsInWrite: 3, writes: 1, open: 34)
        #expect(try broken { try $0.oracle.checkBounds(sound) } == nil)
        for path in [\Depths.recordsInWrite, \.writes, \.open] {
            var full = sound
            full[keyPath: path] = 10_000
            #expect(try broken { try $0.oracle.checkBounds(full) } == .bounded)
        }
    }

    @Test func liveness() throws {
        #expect(
            try broken {
                try $0.durable(1, .queued); try $0.oracle.checkEnd(unanswered: 0)
            } == .liveness)
        #expect(try broken { try $0.oracle.checkEnd(unanswered: 1) } == .liveness)
    }
}
