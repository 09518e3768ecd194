import Benchmark
import CAllocations

let benchmarks: @Sendable () -> Void = {
    // a count that can not rise would report no allocations whatever happened
    let before = callocations_count()
    blackHole([UInt8](repeating: 1, count: 4_096))
    precondition(callocations_count() > before, "heap allocations are not counted on this system")

    for size in [32, 256, 4_096] {
        frameBenchmarks(size)
        checksumBenchmarks(size)
        for fill in Fill.allCases { stuffingBenchmarks(size, fill) }
    }
}
