package import PumpModel

/// What a client submits: the pump it means, the revision it read, the program it wants, who and why.
package struct CommandRequest: Hashable, Sendable {
    package var pump: PumpSerial
    package var baseRevision: ProgramRevision
    package var program: Program
    package var origin: Command.Origin
    /// Time from acceptance in which the change may be applied, in milliseconds.
    package var lifetimeMilliseconds: Int64

    package init(
        pump: PumpSerial, baseRevision: ProgramRevision, program: Program, origin: Command.Origin,
        lifetimeMilliseconds: Int64
    ) {
        self.pump = pump
        self.baseRevision = baseRevision
        self.program = program
        self.origin = origin
        self.lifetimeMilliseconds = lifetimeMilliseconds
    }
}

/// A pump as it was last read, and when.
package struct KnownPump: Hashable, Sendable {
    package var report: PumpReport
    package var readAt: Moment

    package init(report: PumpReport, readAt: Moment) {
        self.report = report
        self.readAt = readAt
    }
}
