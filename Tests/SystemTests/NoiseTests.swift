import ControlAPI
import WandClient
import Testing

/// A bad line may be slow. It is never wrong, and never stuck.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct NoiseTests {
    private static func faults(corruptBytes: Int, droppedFrames: Int) -> [String] {
        [
            "--corrupt-bytes-per-million", "\(corruptBytes)", "--drop-frames-per-million", "\(droppedFrames)", "--seed",
            "20261123",
        ]
    }

    @Test("with 0.2 % of bytes corrupted and 1 % of frames dropped each way, 1000 interrogations all succeed")
    func noisy() async throws {
        try await Stand.with(wandsim: Self.faults(corruptBytes: 2_000, droppedFrames: 10_000)) { stand in
            for _ in 0..<1_000 { Self.check(try await stand.client.interrogate(wand: "bench")) }
            let counters = try await stand.client.wand("bench").counters
            #expect(counters.framesCorrupt > 0 && counters.framesRetransmitted > 0, "the line was not noisy at all")
        }
    }

    @Test("with 1 % of bytes corrupted each way, every interrogation ends, and none is wrong")
    func veryNoisy() async throws {
        try await Stand.with(wandsim: Self.faults(corruptBytes: 10_000, droppedFrames: 0)) { stand in
            var read = 0
            for _ in 0..<20 {
                do throws(ControlClientError) {
                    Self.check(try await stand.client.interrogate(wand: "bench"))
                    read += 1
                } catch {
                    guard case .problem(let problem) = error, problem.status == 503 || problem.status == 504 else {
                        Issue.record("\(error)")
                        continue
                    }
                }
            }
            #expect(read > 0)
        }
    }

    /// Everything that does not change by itself in a few minutes.
    private static func check(_ pump: API.Pump) {
        #expect(pump.serial == "SIM-PUMP-1")
        #expect(pump.revision == 1 && pump.appliedCount == 0)
        #expect(pump.program.doseNanogramsPerDay == 100_000)
        #expect(pump.concentrationMicrogramsPerMilliliter == 500)
        #expect((17_990_000...18_000_000).contains(pump.reservoirNanoliters))
        #expect(pump.alarms.isEmpty && pump.staged == nil)
    }
}
