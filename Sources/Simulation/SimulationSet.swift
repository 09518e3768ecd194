/// Many seeds, on several threads; each run is one thread's alone.
package struct SimulationSet: Hashable, Sendable {
    package var firstSeed: UInt64
    package var seeds: Int
    package var steps: Int
    package var jobs: Int

    package init(firstSeed: UInt64, seeds: Int, steps: Int, jobs: Int) {
        self.firstSeed = firstSeed
        self.seeds = seeds
        self.steps = steps
        self.jobs = jobs
    }

    /// Runs all seeds, or until one fails.
    /// - Parameter progress: called with the number of seeds that are done, now and then, on any thread.
    /// - Returns: the sum of all runs that ended well, and the failures that were met, by seed.
    package func run(
        progress: @Sendable (Int) -> Void = { _ in }
    ) async -> (tally: Tally, failures: [SimulationFailure]) {
        var total = Tally()
        var failures: [SimulationFailure] = []
        await withTaskGroup(of: Result<Tally, SimulationFailure>.self) { group in
            var next = 0
            func addNext(_ group: inout TaskGroup<Result<Tally, SimulationFailure>>) {
                guard next < seeds, failures.isEmpty else { return }
                let (seed, steps) = (firstSeed &+ UInt64(next), steps)
                next += 1
                group.addTask {
                    Result { () throws(SimulationFailure) in try Simulation.run(seed: seed, steps: steps).tally }
                }
            }
            for _ in 0..<max(jobs, 1) { addNext(&group) }
            while let result = await group.next() {
                switch result {
                case .success(let tally): total.add(tally)
                case .failure(let failure): failures.append(failure)
                }
                progress(total.runs + failures.count)
                addNext(&group)
            }
        }
        return (total, failures.sorted { $0.seed < $1.seed })
    }
}
