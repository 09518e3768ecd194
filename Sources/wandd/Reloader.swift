import Access
import ControlAPI
import ControlServer
import DaemonConfiguration
import Logging
import PumpModel
import ServiceLifecycle
import UnixSignals
import WandService

/// Looks now and then at what time alone brings about for those who are signed in.
struct AccessClock: Service {
    let gate: AccessGate

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: .milliseconds(Limits.accessTickMilliseconds))
                gate.tick()
            }
        }
    }
}

/// Reads the configuration again when the daemon gets SIGHUP, or when an administrator asks for it.
struct Reloader: Service {
    let live: LiveSettings
    let gate: AccessGate
    let hub: EventHub
    let keeper: AccessKeeper
    let logger: Logger

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() {
            do throws(SettingsRefused) {
                // by whoever may send this process a signal
                _ = try await reload(by: 0)
            } catch {
                logger.error("the configuration is not read again", metadata: ["reason": "\(error)"])
            }
        }
    }

    @Sendable func reload(by userID: UInt32) async throws(SettingsRefused) -> API.Reload {
        let changes = try live.reload { policy in
            gate.adopt(policy)
            hub.turnAway(by: gate)
        }
        keeper.keep([
            AccessNote(
                userID: userID, event: .reloaded(applied: changes.applied, needsRestart: changes.needsRestart),
                at: Clocks.now())
        ])
        if !changes.needsRestart.isEmpty {
            logger.warning(
                "some changes wait for a restart", metadata: ["keys": "\(changes.needsRestart.joined(separator: ", "))"]
            )
        }
        return API.Reload(applied: changes.applied, needsRestart: changes.needsRestart)
    }
}
