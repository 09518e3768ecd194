import ControlAPI
import Glibc
import PumpModel
import WandClient

/// Looks at what is to be judged: the one part of the examination that touches anything. It changes nothing.
struct Probe {
    /// Where the daemon keeps its files unless its configuration says otherwise.
    static let stateDirectory = "/var/lib/wandd"

    let client: ControlClient

    func facts() async -> Facts {
        let daemon = await daemon()
        let settings = try? daemon.get().settings?.get()
        let directory = settings?.settings.first { $0.key == "stateDirectory" }?.value ?? Self.stateDirectory
        let wands = (try? daemon.get().wands.get()) ?? []
        return Facts(
            toolVersion: Wandctl.version, now: Session.now, socket: Self.file(client.socketPath),
            mayConnect: access(client.socketPath, W_OK) == 0, daemon: daemon,
            isClockSynchronised: Self.isClockSynchronised(),
            ports: Dictionary(
                wands.map {
                    ($0.port.path, PortFacts(file: Self.file($0.port.path), holders: Self.holders($0.port.path)))
                },
                uniquingKeysWith: { first, _ in first }),
            stateDirectory: Self.disk(directory))
    }

    private func daemon() async -> Result<DaemonFacts, ControlClientError> {
        do throws(ControlClientError) {
            let version = try await client.version()
            let caller = try await client.caller()
            return .success(
                DaemonFacts(
                    version: version, caller: caller, health: await result { try await client.health() },
                    wands: await result { try await client.wands() }, pumps: await result { try await client.pumps() },
                    alarms: await result { try await client.alarms() },
                    library: await result { try await client.library() },
                    settings: caller.roles.contains(.administrator)
                        ? await result { try await client.settings() } : nil))
        } catch {
            return .failure(error)
        }
    }

    private func result<Value>(
        _ read: () async throws -> Value
    ) async -> Result<Value, ControlClientError> {
        do {
            return .success(try await read())
        } catch {
            return .failure(error as? ControlClientError ?? .notUnderstood("\(error)"))
        }
    }

    // MARK: this machine

    static func file(_ path: String) -> FileFacts {
        var facts = stat()
        guard stat(path, &facts) == 0 else {
            let isMissing = errno == ENOENT || errno == ENOTDIR
            return FileFacts(path: path, kind: isMissing ? .missing : .unreadable(String(cString: strerror(errno))))
        }
        let kind: FileFacts.Kind =
            switch facts.st_mode & S_IFMT {
            case S_IFSOCK: .socket
            case S_IFCHR: .characterDevice
            case S_IFDIR: .directory
            default: .other
            }
        return FileFacts(
            path: path, kind: kind, mode: facts.st_mode & 0o7777, owner: userName(facts.st_uid),
            group: groupName(facts.st_gid))
    }

    private static func userName(_ id: uid_t) -> String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwuid_r(id, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return "\(id)" }
        return String(cString: entry.pw_name)
    }

    private static func groupName(_ id: gid_t) -> String {
        var entry = group()
        var found: UnsafeMutablePointer<group>?
        var buffer = [CChar](repeating: 0, count: 65_536)
        guard getgrgid_r(id, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return "\(id)" }
        return String(cString: entry.gr_name)
    }

    static func disk(_ path: String) -> DiskFacts {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else {
            return DiskFacts(path: path, problem: String(cString: strerror(errno)))
        }
        let bytes = UInt64(facts.f_bavail).multipliedReportingOverflow(by: UInt64(facts.f_frsize))
        return DiskFacts(path: path, freeBytes: bytes.overflow ? .max : Int64(clamping: bytes.partialValue))
    }

    /// By the word of the service manager's tool; nil where there is none.
    private static func isClockSynchronised() -> Bool? {
        switch ToolOutput.line(of: "timedatectl", ["show", "--property=NTPSynchronized", "--value"]) {
        case "yes": true
        case "no": false
        default: nil
        }
    }

    /// Who has a port open, of the processes whose files this user may see.
    static func holders(_ path: String) -> [String] {
        guard let resolved = realpath(path, nil) else { return [] }
        defer { free(resolved) }
        let target = String(cString: resolved)
        return entries("/proc").compactMap { Int32($0) }.sorted().filter { process in
            entries("/proc/\(process)/fd").contains { link("/proc/\(process)/fd/\($0)") == target }
        }.map { process in
            let name = content("/proc/\(process)/comm").split(separator: "\n").first ?? "?"
            return "\(name) (\(process))"
        }
    }

    private static func entries(_ folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { names.append(String(cString: $0)) }
            }
        }
        return names
    }

    private static func link(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 4_096)
        let count = readlink(path, &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
    }

    private static func content(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = read(descriptor, &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : ""
    }
}
