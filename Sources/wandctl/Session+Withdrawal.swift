import ControlAPI
import WandClient
import Glibc
import PumpModel

/// The countdown of a pump that delivers nothing, wherever the pump is spoken of.
extension Session {
    /// By the clock of this machine.
    static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(clamping: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Says that nothing flows, by the last reading or, where there is none, by the last stop. Says so as well when that
    /// can not be told; it never fails, because what was asked for is done by then.
    func sayWithdrawal(of serial: String) async {
        do {
            let pumps = try await client.pumps().filter { $0.serial == serial }
            let stopped = pumps.isEmpty ? try await client.wands().stoppedPumps(besides: []) : []
            for line in pumps.compactMap({ $0.withdrawal?.line(style) }) { say(line) }
            for pump in stopped where pump.pumpSerial == serial { say(pump.line(style, now: Self.now)) }
        } catch {
            say(style.warning("whether pump \(serial) delivers anything could not be read: \(error)"))
        }
    }

    /// Says what endangers the patient now, by the last reading; says so as well when that can not be told. It never fails,
    /// because what was asked for is done by then.
    func sayDangers(of serial: String) async {
        do {
            for line in try await client.pump(serial).dangers(style) { say(line) }
        } catch {
            say(style.warning("how pump \(serial) fares could not be read: \(error)"))
        }
    }

    /// What `read` gives; a pump that was not read yet is told to be stopped, if the journal knows it.
    func pumpRead<Value: Sendable>(
        _ serial: String, _ read: (String) async throws(ControlClientError) -> Value
    ) async throws -> Value {
        do {
            return try await read(serial)
        } catch {
            if case .problem(let problem) = error, problem.type == API.ProblemType.unknownPump.urn {
                await sayWithdrawal(of: serial)
            }
            throw error
        }
    }
}
