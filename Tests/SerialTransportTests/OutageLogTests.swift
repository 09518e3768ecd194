import Logging
import SerialFixtures
import Synchronization
import Testing

@testable import SerialTransport

@Suite(.timeLimit(.minutes(10))) struct OutageLogTests {
    @Test func anOutageIsLoggedOnceAndItsEndToo() async throws {
        let (record, terminal) = (Record(), try PseudoTerminal())
        let logger = Logger(label: "test") { _ in record }
        let other = Mutex<SerialPort?>(try SerialPort(opening: .path(terminal.path)))
        try await KeeperHarness.run(.path(terminal.path), logger: logger) { _, events in
            for _ in 0..<10 { _ = try await events.waiting() }
            other.withLock { $0 = nil }
            _ = try await events.opened()
            terminal.hangUp()
            _ = try await events.closed()
            for _ in 0..<10 { _ = try await events.waiting() }
        }
        // Within the second outage the reason changes for good: from the hang-up to the port that is no more.
        #expect(
            record.lines == [
                "warning busy \(terminal.path)", "info - \(terminal.path)", "warning hung-up \(terminal.path)",
                "warning not-found \(terminal.path)",
            ])
    }

    @Test func whatPassesIsNotLoggedAndWhatStaysIs() {
        let record = Record()
        var log = OutageLog(logger: Logger(label: "test") { _ in record })
        let failures: [(SerialPortError.Code, isPersistent: Bool)] = [
            (.hungUp, false), (.noDevice, false), (.notFound, false), (.noPermission, true), (.noPermission, true),
        ]
        for (code, isPersistent) in failures {
            log.portFailed(SerialPortError(code: code, port: "", message: ""), isPersistent: isPersistent)
        }
        #expect(record.lines == ["warning hung-up ", "warning no-permission "])
    }

    /// Keeps level, code and port of what reaches an ordinary log.
    private final class Record: LogHandler {
        private let kept = Mutex<[String]>([])
        var lines: [String] { kept.withLock { $0 } }
        let port = Mutex("")

        var logLevel: Logger.Level {
            get { .info }
            set {}
        }
        var metadata: Logger.Metadata {
            get { [:] }
            set {}
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { nil }
            set { if key == "port", let newValue { port.withLock { $0 = "\(newValue)" } } }
        }

        func log(event: LogEvent) {
            let code = event.metadata?["code"].map { "\($0)" } ?? "-"
            kept.withLock { $0.append("\(event.level) \(code) \(port.withLock { $0 })") }
        }
    }
}
