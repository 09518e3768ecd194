internal import CommandQueue
internal import PumpModel

/// One run of the daemon's therapy path on virtual time, from one seed; a seed replays exactly.
package enum Simulation {
    /// Virtual time in which everything ends once nothing goes wrong any more, in milliseconds.
    static let settleMilliseconds: Int64 = 1_200_000
    /// Time for one pump before the other one is brought, in milliseconds.
    static let visitMilliseconds: Int64 = 40_000

    /// - Parameters:
    ///   - steps: events to be handled before all faults end.
    ///   - traceLines: lines of text to be kept.
    /// - Throws: `SimulationFailure`, with a trace, when an invariant does not hold.
    package static func run(
        seed: UInt64, steps: Int, traceLines: Int = 0
    ) throws(SimulationFailure) -> (tally: Tally, trace: [String]) {
        var world = World(seed: seed, traceLines: traceLines)
        do throws(Violation) {
            while world.tally.steps < steps { try world.step() }
            try world.settle()
        } catch {
            // the run is made again with its text: without it, it is several times as fast
            if traceLines == 0 {
                _ = try run(seed: seed, steps: steps, traceLines: 150)
            }
            throw SimulationFailure(
                invariant: error.invariant, what: error.what, seed: seed, step: world.tally.steps, steps: steps,
                atMilliseconds: world.now, trace: world.trace.lines)
        }
        world.conclude()
        return (world.tally, world.trace.lines)
    }
}

extension World {
    /// Lets everything end that was begun.
    mutating func settle() throws(Violation) {
        try calm()
        let deadline = now + Simulation.settleMilliseconds
        var swapAt = now + Simulation.visitMilliseconds
        while oracle.openCount > 0 || !questions.isEmpty || !isRunning {
            if now > deadline { return try oracle.checkEnd(unanswered: questions.count) }
            if now > swapAt {
                swapAt = now + Simulation.visitMilliseconds
                try swapPumps()
            }
            try step()
        }
        try oracle.restarted(journal.versions)
        _ = try journal.found(boot: workstation.boot)
    }

    mutating func conclude() {
        tally.outcomes = oracle.outcomes
        tally.runs = 1
        tally.virtualMilliseconds = now
        tally.traceHash = trace.hash
    }
}
