package import PumpModel

/// What a client submits: the pump it means, the revision it read, what it wants changed, who and why.
package struct CommandRequest: Hashable, Sendable {
    package var pump: PumpSerial
    package var baseRevision: ProgramRevision
    package var change: PumpChange
    package var origin: Command.Origin
    /// Time from acceptance in which the change may be applied, in milliseconds.
    package var lifetimeMilliseconds: Int64

    package init(
        pump: PumpSerial, baseRevision: ProgramRevision, change: PumpChange, origin: Command.Origin,
        lifetimeMilliseconds: Int64
    ) {
        self.pump = pump
        self.baseRevision = baseRevision
        self.change = change
        self.origin = origin
        self.lifetimeMilliseconds = lifetimeMilliseconds
    }

    /// Nothing but a program.
    package init(
        pump: PumpSerial, baseRevision: ProgramRevision, program: Program, origin: Command.Origin,
        lifetimeMilliseconds: Int64
    ) {
        self.init(
            pump: pump, baseRevision: baseRevision, change: PumpChange(program: program), origin: origin,
            lifetimeMilliseconds: lifetimeMilliseconds)
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
