import ArgumentParser
import ControlAPI
import WandClient

struct Doctor: DaemonCommand {
    static let configuration = CommandConfiguration(
        abstract: "Examine the whole installation, and say what to do; ends with 1 when a check fails.",
        discussion: """
            Looks at the socket, the daemon and its version, you and your roles, clocks, ports and who holds them, links, pumps, \
            the drug library, the journal and its disk, alarms and, for administrators, the configuration. Each line says OK, \
            WARN or FAIL and what to do. It changes nothing, and asks no pump.

            Examples:
              wandctl doctor
              wandctl doctor --json
            """)
    @OptionGroup var global: GlobalOptions

    /// An examination does not wait as long as a treatment.
    private static let answerMilliseconds: Int64 = 5_000

    func run(_ session: Session) async throws {
        let client = ControlClient(socketPath: session.client.socketPath, answerMilliseconds: Self.answerMilliseconds)
        let report = DoctorReport(
            Examination(
                facts: await Progress.during("examining") {
                    await Probe(client: client).facts()
                }
            ).findings)
        await client.close()
        try session.answer(report) { report.text($0) }
        if !report.isHealthy { throw ExitCode(Ending.other.rawValue) }
    }
}
