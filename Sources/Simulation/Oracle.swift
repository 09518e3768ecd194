internal import CommandQueue
package import PumpModel

/// Knows what was ordered, sent, applied, made durable and told, from outside, and finds what can not be.
///
/// It looks at the pump's kept history, at the frames that the host really sent, at the durable journal and at what
/// clients were told; of the daemon's inside it sees nothing but the state of a command, where a promise is about that.
/// All checks are made as things happen and cost no more than what happened.
package struct Oracle: Sendable {
    /// What somebody asked for.
    struct Order: Sendable {
        var pump: PumpSerial
        /// Nil for a stop.
        var change: PumpChange?
        var base: ProgramRevision?
        /// In true time.
        var deadline: Int64
        var key: String?
    }

    struct Applied: Sendable {
        var revision: ProgramRevision
        var change: PumpChange
        var step: Int
    }

    /// What the journal has of a command.
    struct Durable: Sendable {
        var version: UInt32
        var passages: Int
        var state: CommandState
        var hasIntent: Bool
        var isStop: Bool
    }

    /// The hard limits that it looks at, by its own arithmetic.
    package struct Bounds: Hashable, Sendable {
        package var ceiling: DailyDose
        package var flow: ClosedRange<Flow>

        package init(ceiling: DailyDose, flow: ClosedRange<Flow>) {
            self.ceiling = ceiling
            self.flow = flow
        }

        /// Those of the rules that the simulated daemon has, in numbers of their own.
        package static let bench = Bounds(
            ceiling: DailyDose(checked: 1_000_000), flow: Flow(checked: 48_000)...Flow(checked: 24_000_000))
    }

    struct ReportKey: Hashable, Sendable {
        var pump: PumpSerial
        var revision: ProgramRevision
    }

    struct Delivered: Sendable {
        var report: PumpReport
        var step: Int
    }

    let bounds: Bounds
    let concentration: Concentration
    /// Counts events: what is true of two of them is in their order.
    package private(set) var step = 0
    var orders: [TransactionID: Order] = [:]
    var foreign: Set<TransactionID> = []
    var applied: [TransactionID: Applied] = [:]
    /// Entries of each pump's history that were looked at.
    var historySeen: [PumpSerial: Int] = [:]
    var durable: [TransactionID: Durable] = [:]
    /// The ids in the journal that have not ended.
    var open: Set<TransactionID> = []
    /// Certainly not applied, by the word of the journal or to a client.
    var unapplied: [TransactionID: String] = [:]
    /// Applied, by the word to a client.
    var toldApplied: Set<TransactionID> = []
    /// Stops that the journal refused: they are answered all the same.
    var refusedByJournal: Set<TransactionID> = []
    /// Stops that were asked for and are not durable.
    var stopsUnwritten: Set<TransactionID> = []
    var keys: [String: TransactionID] = [:]
    var reports: [ReportKey: Delivered] = [:]
    /// Digests that a client confirmed.
    var confirmed: Set<TransactionID> = []
    /// Commits and stops that were sent, until the journal says how they ended.
    var inFlux: Set<TransactionID> = []
    var commitsSent: [TransactionID: Int] = [:]
    /// The host's session and the highest sequence that it sent in it.
    var epoch: UInt64 = 0
    var highestSequence = -1
    var outcomes: [String: Int] = [:]

    package init(bounds: Bounds, concentration: Concentration) {
        self.bounds = bounds
        self.concentration = concentration
    }

    /// The next event is going to be handled.
    package mutating func step(to step: Int) { self.step = step }

    /// Something is going to be asked of the daemon.
    package mutating func ordered(
        _ id: TransactionID, pump: PumpSerial, change: PumpChange?, base: ProgramRevision?, deadline: Int64,
        key: String?
    ) {
        orders[id] = Order(pump: pump, change: change, base: base, deadline: deadline, key: key)
        if change == nil { stopsUnwritten.insert(id) }
    }

    /// Somebody else is going to change the pump.
    package mutating func foreign(_ id: TransactionID) { foreign.insert(id) }

    /// A client is going to confirm what it was shown.
    package mutating func confirms(_ id: TransactionID) { confirmed.insert(id) }

    /// A frame of another session than the open one arrived.
    /// - Parameter effects: what the daemon did because of it, but for notes in its log.
    package func strayed(effects: Int) throws(Violation) {
        if effects > 0 { throw Violation(.oneSession, "a frame of another session was taken") }
    }

    /// A stop was asked for while a session was open and none was under way.
    /// - Parameter wasSent: whether its frame was among the effects of the same event.
    package func stopAsked(_ pump: PumpSerial, wasSent: Bool) throws(Violation) {
        if !wasSent { throw Violation(.stopWorks, "the stop of \(pump) did not leave at once over an open link") }
    }
}
