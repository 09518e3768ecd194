import ArgumentParser
import Simulation

/// Runs the therapy path of wandd against a virtual wand on virtual time, and checks what is promised after each step.
struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "faults",
        abstract: "Runs the therapy path on virtual time, with faults, and checks its invariants after every step.",
        discussion: """
            Each seed is one run and replays exactly. A run that breaks an invariant is printed with its latest events \
            and the line that shows it again.
            Exit codes: 0 all invariants held, 1 one did not (or a planted bug was not found), 64 wrong usage.
            """)

    @Option(help: "How many seeds to run.") var seeds = 1_000
    @Option(help: "The first of them.") var firstSeed: UInt64 = 1
    @Option(help: "Events in each run before its faults end.") var steps = 1_000
    @Option(help: "Run this one seed and print all that happens in it.") var seed: UInt64?
    @Option(help: "Threads.") var jobs = 2
    @Flag(help: "Print the result as JSON.") var json = false
    @Flag(
        help: """
            Plant one known bug after the other and count the seeds until it is found; needs a build with \
            --traits PlantedBugs.
            """)
    var planted = false

    func validate() throws {
        guard (1...100_000_000).contains(seeds) else { throw ValidationError("--seeds must be 1 to 100000000.") }
        guard (1...10_000_000).contains(steps) else { throw ValidationError("--steps must be 1 to 10000000.") }
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs must be 1 to 256.") }
        if planted, seed != nil { throw ValidationError("--planted runs many seeds: leave out --seed.") }
        if planted, !Simulation.canPlantBugs {
            throw ValidationError("This build has no planted bugs: build with --traits PlantedBugs.")
        }
    }

    func run() async throws {
        if planted { return try await runPlanted() }
        if let seed { return try runOne(seed) }
        let clock = ContinuousClock()
        let started = clock.now
        let line = ProgressLine(total: seeds)
        let set = SimulationSet(firstSeed: firstSeed, seeds: seeds, steps: steps, jobs: jobs)
        let (tally, failures) = await set.run { line.show($0) }
        line.clear()
        let summary = Summary(tally: tally, failures: failures, elapsed: clock.now - started)
        print(json ? summary.json : summary.text)
        if !failures.isEmpty { throw ExitCode(1) }
    }

    private func runOne(_ seed: UInt64) throws {
        let clock = ContinuousClock()
        let started = clock.now
        do throws(SimulationFailure) {
            let (tally, trace) = try Simulation.run(seed: seed, steps: steps, traceLines: json ? 1 : 1_000_000)
            let summary = Summary(tally: tally, failures: [], elapsed: clock.now - started)
            if json { return print(summary.json) }
            print(trace.joined(separator: "\n"))
            print("\n\(summary.text)")
        } catch {
            if json {
                print(Summary(tally: Tally(), failures: [error], elapsed: clock.now - started).json)
            } else {
                print(error)
            }
            throw ExitCode(1)
        }
    }

    private func runPlanted() async throws {
        var missed: [String] = []
        for bug in Simulation.plantedBugs {
            Simulation.plant(bug)
            let (tally, failures) = await SimulationSet(firstSeed: firstSeed, seeds: seeds, steps: steps, jobs: jobs)
                .run()
            if let failure = failures.first {
                print("\(bug): found at seed \(failure.seed) as \(failure.invariant.rawValue): \(failure.what)")
            } else {
                print("\(bug): NOT FOUND in \(tally.runs) seeds")
                missed.append(bug)
            }
        }
        Simulation.plant(nil)
        if !missed.isEmpty { throw ExitCode(1) }
    }
}
