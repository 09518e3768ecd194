import ControlAPI
import PumpModel
import WandClient

/// Judges what was looked at. Pure; in the order in which somebody repairs.
struct Examination {
    /// Below this little room the journal may soon take nothing.
    static let leastBytes: Int64 = 512 << 20
    /// A service's own reading of the same clock may differ by the time that the answer took.
    static let clockMilliseconds: Int64 = 300_000
    /// A pump that was not read for longer is known by its alarms alone.
    static let readingMilliseconds: Int64 = 7 * 86_400_000

    let facts: Facts

    var findings: [Finding] {
        let daemon: [Finding] =
            switch facts.daemon {
            case .failure(let error): [unreachable(error)]
            case .success(let daemon): self.daemon(daemon)
            }
        return [socket] + daemon.prefix(2) + [clock] + daemon.dropFirst(2) + [disk].compactMap { $0 }
    }

    // MARK: this machine

    private var socket: Finding {
        let file = facts.socket
        switch file.kind {
        case .missing:
            return .fail(
                "socket", "\(file.path) is not there",
                "Is wandd running? 'systemctl status wandd'. Another path is given by --socket or WANDD_SOCKET.")
        case .unreadable(let reason): return .fail("socket", "\(file.path): \(reason)", "May you enter that folder?")
        case .characterDevice, .directory, .other:
            return .fail("socket", "\(file.path) is no socket", "Give the daemon's socket by --socket or WANDD_SOCKET.")
        case .socket: break
        }
        let who = "\(file.path) \(file.access): \(Self.whoMayConnect(file))"
        guard facts.mayConnect else {
            return .fail(
                "socket", who, "You may not connect: join that group ('usermod -aG \(file.group) USER'), log in again.")
        }
        guard file.mode & 0o002 == 0 else {
            return .warn(
                "socket", who, "Set socket.mode to 0660 in wandd.yaml: roles decide, and the door need not stand open.")
        }
        return .ok("socket", who)
    }

    static func whoMayConnect(_ file: FileFacts) -> String {
        if file.mode & 0o002 != 0 { return "everybody may connect" }
        return file.mode & 0o020 != 0
            ? "\(file.owner) and group \(file.group) may connect" : "\(file.owner) alone may connect"
    }

    private var clock: Finding {
        switch facts.isClockSynchronised {
        case true?: .ok("clock", "this machine's clock is kept by a time server")
        case false?:
            .warn(
                "clock", "this machine's clock is not kept by a time server",
                "Start one ('timedatectl set-ntp true'): the trail, and what is said of pumps' clocks, go by it.")
        case nil:
            .warn(
                "clock", "whether a time server keeps this machine's clock can not be told here",
                "Compare it by hand: \(facts.now)")
        }
    }

    private var disk: Finding? {
        guard let disk = facts.stateDirectory else { return nil }
        guard let bytes = disk.freeBytes else {
            return .warn(
                "disk", "\(disk.path): how much room is left can not be told: \(disk.problem ?? "?")",
                "Run this as an administrator, who is told where the daemon keeps its files.")
        }
        let text = "\(disk.path): \(bytes >> 20) MiB free"
        return bytes < Self.leastBytes
            ? .fail("disk", text, "Make room: without it the journal takes nothing, and therapy is refused.")
            : .ok("disk", text)
    }

    // MARK: the daemon

    private func unreachable(_ error: ControlClientError) -> Finding {
        .fail("daemon", error.description, "'systemctl status wandd', and 'journalctl -u wandd' for why.")
    }

    private func daemon(_ daemon: DaemonFacts) -> [Finding] {
        [version(daemon.version), caller(daemon.caller)]
            + part("journal", daemon.health) { [journal($0.journal)] }
            + part("wands", daemon.wands, wands)
            + part("pumps", daemon.pumps) { pumps in pumps.isEmpty ? [noPump] : pumps.flatMap(pump) }
            + part("library", daemon.library) { [library($0)] }
            + part("alarms", daemon.alarms) { [alarms($0)] }
            + (daemon.settings.map { part("config", $0) { [config($0)] } } ?? [])
    }

    private func part<Value>(
        _ check: String, _ result: Result<Value, ControlClientError>, _ judge: (Value) -> [Finding]
    ) -> [Finding] {
        switch result {
        case .success(let value): judge(value)
        case .failure(.problem(let problem)) where problem.type == API.ProblemType.notPermitted.urn:
            [
                .warn(
                    check, "not looked at: \(problem.detail)",
                    "An administrator gives you a role in wandd.yaml, under 'access'.")
            ]
        case .failure(let error): [.fail(check, error.description, "'journalctl -u wandd' says more.")]
        }
    }

    private func version(_ version: API.Version) -> Finding {
        let text = "wandd \(version.version), API \(version.apiVersion)"
        return version.version == facts.toolVersion
            ? .ok("daemon", text)
            : .warn(
                "daemon", "\(text); this is wandctl \(facts.toolVersion)",
                "Install both from one version, and restart wandd after an update.")
    }

    private func caller(_ caller: API.Caller) -> Finding {
        let name = caller.user ?? "user id \(caller.userID)"
        guard !caller.roles.isEmpty else {
            return .fail(
                "you", "\(name) has no role: nothing is permitted",
                "An administrator gives you one in wandd.yaml, under 'access', and runs 'wandctl config reload'.")
        }
        let roles = caller.roles.map(\.rawValue).joined(separator: ", ")
        let signedIn =
            caller.isSignedIn ? ", signed in" : caller.roles.contains(.clinician) ? ", not signed in" : ""
        return .ok("you", "\(name): \(roles)\(signedIn)")
    }

    private func journal(_ journal: API.JournalHealth) -> Finding {
        journal.writable
            ? .ok("journal", "it takes what is written")
            : .fail(
                "journal", journal.problem ?? "it takes nothing",
                "Until it does therapy is refused; reading and stopping go on.")
    }

    private func library(_ library: API.Library) -> Finding {
        switch library.state {
        case .loaded:
            .ok(
                "library",
                "\(library.name ?? "?") \(library.version ?? "?") of \(library.date ?? "?"), \(library.entries.count) entries"
            )
        case .refused:
            .fail(
                "library", library.reason ?? "the drug library is refused",
                "Until it is trusted no therapy is accepted.")
        }
    }

    private func alarms(_ list: API.AlarmList) -> Finding {
        let sounding = list.alarms.filter { $0.state == .sounding }
        guard let first = sounding.first(where: { $0.class == .critical }) ?? sounding.first else {
            return .ok("alarms", list.alarms.isEmpty ? "none" : "\(list.alarms.count), none sounds")
        }
        let text =
            "\(sounding.count) of \(list.alarms.count) sound: \(first.title)"
            + (first.pumpSerial.map { ", pump \($0)" } ?? "")
        return first.class == .critical
            ? .fail("alarms", text, first.whatToDo) : .warn("alarms", text, first.whatToDo)
    }

    private func config(_ settings: API.Settings) -> Finding {
        let set = settings.settings.count { $0.origin != .standard }
        return .ok("config", "\(settings.file): \(settings.settings.count) settings, \(set) of them set")
    }
}
