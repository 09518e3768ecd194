import Journal
import Testing

@Suite(.timeLimit(.minutes(1)))
struct WriteTurnsTests {
    /// One word, and a disk that refuses twice.
    @Test func whatIsRefusedIsWrittenWithoutAnotherWord() async {
        let turns = WriteTurns()
        turns.ask()
        var count = 0
        await turns.run(pause: .zero) {
            count += 1
            if count == 3 { turns.finish() }
            return count >= 3
        }
        // the last turn comes after the one that worked
        #expect(count == 4)
    }

    @Test func theEndIsATurnAsWell() async {
        let turns = WriteTurns()
        turns.finish()
        turns.ask()
        var count = 0
        await turns.run {
            count += 1
            return false
        }
        #expect(count == 1)
    }
}
