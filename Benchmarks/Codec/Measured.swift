import Benchmark
import CAllocations

/// A piece of work that can be repeated: does it `count` times and returns the nanoseconds that took.
typealias Work = (_ count: Int) -> Int

/// What is recorded for each piece of work. Picoseconds, because a short CRC takes only a few nanoseconds and the
/// framework keeps whole numbers.
enum Figures {
    static let swift = BenchmarkMetric.custom("Swift ps", useScalingFactor: false)
    static let c = BenchmarkMetric.custom("C ps", useScalingFactor: false)
    /// Swift's time in thousandths of C's, taken a pair at a time: both halves of a pair see the same noise.
    static let ratio = BenchmarkMetric.custom("permille of C", useScalingFactor: false)
    static let allocations = BenchmarkMetric.custom("allocations per 1000", useScalingFactor: false)
}

/// Registers a benchmark of `swift`, beside `c` where there is something to compare it with. Each sample is one block of
/// Swift and one block of C, right after one another, in changing order.
func measure(_ name: String, blockMicroseconds: Int = 40, swift: @escaping Work, c: Work? = nil) {
    var isSwiftFirst = true
    let count = repetitions(of: swift, filling: blockMicroseconds)
    let metrics = [.throughput, Figures.swift, Figures.allocations] + (c == nil ? [] : [Figures.c, Figures.ratio])
    Benchmark(
        name,
        configuration: .init(
            metrics: metrics, warmupIterations: 20, maxDuration: .seconds(2), maxIterations: 1_000)
    ) { benchmark in
        isSwiftFirst.toggle()
        var inC = 0
        if let c, !isSwiftFirst { inC = c(count) }
        let before = callocations_count()
        let inSwift = swift(count)
        let allocations = Int(callocations_count() - before)
        if let c, isSwiftFirst { inC = c(count) }
        benchmark.measurement(Figures.swift, inSwift * 1_000 / count)
        benchmark.measurement(Figures.allocations, allocations * 1_000 / count)
        if c != nil {
            benchmark.measurement(Figures.c, inC * 1_000 / count)
            benchmark.measurement(Figures.ratio, inSwift * 1_000 / max(inC, 1))
        }
    }
}

/// How often the work fits into a block: long enough for the clock, short enough that most blocks are undisturbed.
private func repetitions(of work: Work, filling microseconds: Int) -> Int {
    var count = 8
    while work(count) < microseconds * 500 { count *= 2 }
    return count
}
