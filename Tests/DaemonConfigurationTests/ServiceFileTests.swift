import Glibc
import PumpModel
import Testing

@testable import DaemonConfiguration

@Suite("The systemd unit and its companions agree with the daemon")
struct ServiceFileTests {
    /// The values of each key of the unit, in their order.
    private static func unit() throws -> [String: [String]] {
        var values: [String: [String]] = [:]
        for line in try Installed.text(Installed.unit).split(separator: "\n") where !line.hasPrefix("#") {
            guard let equals = line.firstIndex(of: "=") else { continue }
            values[String(line[..<equals]), default: []].append(String(line[line.index(after: equals)...]))
        }
        return values
    }

    @Test("The daemon is checked and started with the installed file")
    func configurationFile() throws {
        let unit = try Self.unit()
        let start = try #require(unit["ExecStart"]?.first).split(separator: " ")
        let check = try #require(unit["ExecStartPre"]?.first).split(separator: " ")
        #expect(start.dropFirst() == ["--config", Substring(DaemonConfiguration.defaultFile)])
        #expect(check == start + ["--check-config"])
    }

    @Test("The folders of the service are those of the configuration")
    func folders() throws {
        let unit = try Self.unit()
        let runtime = try #require(unit["RuntimeDirectory"]?.first)
        let state = try #require(unit["StateDirectory"]?.first)
        let configuration = DaemonConfiguration(wands: [])
        #expect(configuration.socket.path == "/run/\(runtime)/wandd.sock")
        #expect(configuration.stateDirectory == "/var/lib/\(state)")
        #expect(unit["StateDirectoryMode"] == ["0700"])
        #expect(unit["UMask"] == ["0077"])
        let user = try #require(unit["User"]?.first)
        #expect(
            try Installed.text(Installed.users).split(separator: "\n").contains {
                $0.hasPrefix("u \(user) - ") && $0.hasSuffix(" \(configuration.stateDirectory)")
            })
    }

    @Test("There is time for an orderly stop before systemd kills")
    func stopTime() throws {
        let seconds = try #require(try Self.unit()["TimeoutStopSec"]?.first.flatMap { Int64($0) })
        #expect(seconds * 1_000 >= 2 * Limits.shutdownMilliseconds)
    }

    @Test("Restarts are bounded")
    func restarts() throws {
        let unit = try Self.unit()
        #expect(unit["Restart"] == ["on-failure"])
        #expect(unit["StartLimitBurst"]?.first.flatMap { Int($0) } ?? 0 > 0)
        #expect(unit["StartLimitIntervalSec"]?.first.flatMap { Int($0) } ?? 0 > 0)
    }

    @Test(
        "The sandbox stands",
        arguments: [
            ("NoNewPrivileges", ["yes"]), ("CapabilityBoundingSet", [""]), ("AmbientCapabilities", [""]),
            ("ProtectSystem", ["strict"]), ("ProtectHome", ["yes"]), ("PrivateTmp", ["yes"]),
            ("PrivateNetwork", ["yes"]),
            ("RestrictAddressFamilies", ["AF_UNIX"]), ("ProtectKernelModules", ["yes"]),
            ("ProtectKernelTunables", ["yes"]),
            ("ProtectControlGroups", ["yes"]), ("RestrictNamespaces", ["yes"]), ("MemoryDenyWriteExecute", ["yes"]),
            ("LockPersonality", ["yes"]), ("RestrictSUIDSGID", ["yes"]), ("SystemCallArchitectures", ["native"]),
            ("SystemCallFilter", ["@system-service", "~@privileged @resources", "@chown"]), ("LimitCORE", ["0"]),
            // by number: a name that no driver has registered yet gives no access until a restart
            ("DevicePolicy", ["closed"]), ("DeviceAllow", ["char-188 rw", "char-166 rw", "char-4 rw"]),
            // a user namespace would hide who the clients are
            ("PrivateUsers", ["no"]),
        ])
    func sandbox(_ key: String, _ expected: [String]) throws {
        #expect(try Self.unit()[key] == expected)
    }

    @Test("Each rule keeps ModemManager away from one USB id, and no more")
    func udevRules() throws {
        let rules = try Installed.text(Installed.rules).split(separator: "\n").filter {
            !$0.hasPrefix("# ") && $0 != "#"
        }
        #expect(!rules.isEmpty)
        for rule in rules {
            let parts = Set(rule.drop { $0 == "#" }.split(separator: ",").map { $0.drop { $0 == " " } })
            #expect(
                parts.isSuperset(of: ["ACTION!=\"remove\"", "SUBSYSTEM==\"usb\"", "ENV{ID_MM_DEVICE_IGNORE}=\"1\""]))
            #expect(
                parts.contains { $0.hasPrefix("ATTR{idVendor}==") }
                    && parts.contains { $0.hasPrefix("ATTR{idProduct}==") })
        }
    }

    private static let analyzer = "/usr/bin/systemd-analyze"

    @Test(
        "systemd understands the unit",
        .enabled(if: access(analyzer, X_OK) == 0, "systemd-analyze is not installed here"))
    func verify() throws {
        try withTemporaryFolder(removing: ["wandd.service"]) { folder in
            // the daemon is not installed where the tests run, and a missing program would be an error
            try write(
                Installed.text(Installed.unit).replacing("/usr/bin/wandd", with: "/bin/true"),
                to: "\(folder)/wandd.service")
            let opened: UnsafeMutablePointer<FILE>? = popen(
                "\(Self.analyzer) verify --man=no \(folder)/wandd.service 2>&1", "r")
            let pipe = try #require(opened)
            var said: [UInt8] = []
            while case let byte = fgetc(pipe), byte != EOF { said.append(UInt8(truncatingIfNeeded: byte)) }
            let status = pclose(pipe)
            let lines = String(decoding: said, as: UTF8.self).split(separator: "\n")
            // other units of the machine may have troubles of their own
            #expect(status == 0 && !lines.contains { $0.contains("wandd.service") }, "\(lines)")
        }
    }
}
