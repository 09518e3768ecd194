import PumpModel
import Testing
import VirtualWand
import WandProtocol

@Suite struct HostileInputTests {
    /// Nothing that comes over the line traps, or changes anything that no sound request asked for.
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func anyBytesAtAll(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bench = WandBench(answerDelay: 20)
        let before = bench.wand.pump.memory.appliedCount
        for _ in 0..<1_500 {
            bench.now += Int64.random(in: 0...300, using: &random)
            switch Int.random(in: 0...3, using: &random) {
            case 0:
                let count = Int.random(in: 0...60, using: &random)
                bench.give(.received((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }))
            case 1: bench.open(random.next())
            default: bench.give(.frame(frame(bench.host, &random)))
            }
            #expect(bench.wand.pump.memory.appliedCount == before)
        }
        bench.open(.max)
        bench.ask(1, .readWandStatus)
        bench.run(to: bench.now + 500)
        #expect(bench.reply(1) != nil)
    }

    /// A sound frame with nonsense in it; a whole stop request does not come about by chance.
    private func frame(_ host: TinyHost, _ random: inout SplitMix64) -> Frame {
        let kind = FrameKind.allCases.randomElement(using: &random) ?? .data
        var body = (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        if body.count > 2, Bool.random(using: &random) {
            body[0] = UInt8.random(in: 0...8, using: &random)
            body[1] = 0
        }
        var frame = Frame(
            header: FrameHeader(
                kind: kind, epoch: Bool.random(using: &random) ? host.epoch : random.next(),
                acknowledge: UInt16.random(in: 0...3, using: &random)), body: body[...])
        if kind == .data { frame.header.sequence = UInt16.random(in: 0...3, using: &random) }
        return frame
    }
}
