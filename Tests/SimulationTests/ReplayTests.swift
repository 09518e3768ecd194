import Simulation
import Testing

/// A seed is a run, and the same run each time.
@Suite struct ReplayTests {
    @Test(arguments: [1, 2, 5, 11] as [UInt64])
    func aSeedReplaysExactly(_ seed: UInt64) throws {
        let first = try Simulation.run(seed: seed, steps: 400)
        // with its text as well: reading a run does not change it
        let second = try Simulation.run(seed: seed, steps: 400, traceLines: 50)
        #expect(first.tally == second.tally)
        #expect(first.tally.traceHash != 0)
        #expect(first.trace.isEmpty && second.trace.count == 50)
    }

    @Test func seedsDiffer() throws {
        let hashes = try (UInt64(1)...8).map { try Simulation.run(seed: $0, steps: 300).tally.traceHash }
        #expect(Set(hashes).count == hashes.count)
    }

    @Test func twentySeedsHoldAndGetSomewhere() async {
        let (tally, failures) = await SimulationSet(firstSeed: 100, seeds: 20, steps: 600, jobs: 2).run()
        #expect(failures.isEmpty, "\(failures.first?.description ?? "")")
        #expect(tally.runs == 20 && tally.steps >= 20 * 600)
        // runs that get nowhere check nothing
        #expect((tally.outcomes["succeeded"] ?? 0) > 20)
        #expect(tally.faults.total > 100 && tally.incarnations > 20)
    }
}
