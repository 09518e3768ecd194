import Glibc

/// One kind of exchange with one program, and what its rounds took.
struct Scenario {
    private let name: String
    private let program: Program
    private let exchange: () throws -> Void
    private var walls: [Int64] = []
    /// Of each round: CPU time an exchange.
    private var rounds: [Int64] = []
    private var user: Int64 = 0
    private var system: Int64 = 0

    init(_ name: String, _ program: Program, _ exchange: @escaping () throws -> Void) {
        self.name = name
        self.program = program
        self.exchange = exchange
    }

    mutating func round(_ count: Int, isKept: Bool) throws {
        var walls: [Int64] = []
        walls.reserveCapacity(count)
        let ticks = program.ticks()
        let start = try program.cpuNanoseconds()
        for _ in 0..<count {
            let begun = Self.nanoseconds()
            try exchange()
            walls.append(Self.nanoseconds() - begun)
        }
        let cpu = try program.cpuNanoseconds() - start
        guard isKept else { return }
        rounds.append(cpu / Int64(count))
        self.walls += walls
        user += program.ticks().user - ticks.user
        system += program.ticks().system - ticks.system
    }

    /// CPU time an exchange, the median of the rounds.
    var cpuNanoseconds: Int64 { quantile(rounds, 50) }

    var row: String {
        let share = user + system == 0 ? "-" : "\(user * 100 / (user + system)) / \(system * 100 / (user + system)) %"
        return "| \(name) | \(microseconds(cpuNanoseconds)) (\(microseconds(quantile(rounds, 0)))-"
            + "\(microseconds(quantile(rounds, 100)))) | \(share) | \(microseconds(quantile(walls, 50))) | "
            + "\(microseconds(quantile(walls, 99))) |"
    }

    private static func nanoseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

/// The value below which `percent` of the values lie.
private func quantile(_ values: [Int64], _ percent: Int) -> Int64 {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[(sorted.count - 1) * percent / 100]
}

private func microseconds(_ nanoseconds: Int64) -> String { "\(nanoseconds / 1_000).\(nanoseconds % 1_000 / 100)" }
