internal import ArgumentParser
internal import VirtualWand

/// How the serial line spoils what it carries, in both directions alike; reproducible from the seed.
struct LineOptions: ParsableArguments {
    @Option(help: "Seed of all faults; the same seed and traffic give the same faults.")
    var seed: UInt64 = 1

    @Option(help: "Bits per second, 10 to a byte; without it bytes take no time.")
    var baud: Int64?

    @Option(help: "Bytes that vanish.")
    var dropBytesPerMillion: UInt32 = 0

    @Option(help: "Bytes with flipped bits.")
    var corruptBytesPerMillion: UInt32 = 0

    @Option(help: "Bytes that come twice.")
    var duplicateBytesPerMillion: UInt32 = 0

    @Option(help: "Frames that vanish.")
    var dropFramesPerMillion: UInt32 = 0

    @Option(help: "Frames that come twice.")
    var duplicateFramesPerMillion: UInt32 = 0

    @Option(help: "Frames that come late and are overtaken.")
    var delayFramesPerMillion: UInt32 = 0

    @Option(help: "The longest delay of a late frame, in milliseconds.")
    var longestDelay: Int64 = 1_000

    func validate() throws {
        let rates = [
            dropBytesPerMillion, corruptBytesPerMillion, duplicateBytesPerMillion, dropFramesPerMillion,
            duplicateFramesPerMillion, delayFramesPerMillion,
        ]
        guard rates.allSatisfy({ $0 <= 1_000_000 }) else { throw ValidationError("a rate is at most 1000000") }
        guard baud.map({ (300...12_000_000).contains($0) }) ?? true else {
            throw ValidationError("--baud is 300 to 12000000")
        }
        guard (1...60_000).contains(longestDelay) else { throw ValidationError("--longest-delay is 1 to 60000 ms") }
    }

    var line: VirtualLine {
        var rates = LineFaultRates()
        rates.dropBytes = dropBytesPerMillion
        rates.corruptBytes = corruptBytesPerMillion
        rates.duplicateBytes = duplicateBytesPerMillion
        rates.dropFrames = dropFramesPerMillion
        rates.duplicateFrames = duplicateFramesPerMillion
        rates.delayFrames = delayFramesPerMillion
        rates.longestDelay = longestDelay
        return VirtualLine(
            hostToWand: LineFaults(seed: seed, rates: rates, baud: baud),
            wandToHost: LineFaults(seed: seed &+ 1, rates: rates, baud: baud))
    }
}
