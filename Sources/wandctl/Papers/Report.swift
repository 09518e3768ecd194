import ArgumentParser
import ClinicalPapers
import ControlAPI
import WandClient
import FHIRExport

struct Report: DaemonCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the session report, or an export for other systems.",
        discussion: """
            html: one file without anything from elsewhere. pdf: the same as A4 pages, by rsvg-convert (package librsvg2-bin). \
            fhir: an HL7 FHIR R4 bundle; reasons stand in it as they were typed.

            Examples:
              wandctl report --format html --output report.html
              wandctl report ITB-4711 --format pdf --output report.pdf --contact 'Ward 3, +00 000 000'
              wandctl report --format fhir --output bundle.json
            """)
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The pump's serial; the one in range when it is left out.", completion: .pumps) var pump: String?
    @Option(help: "html, pdf or fhir.") var format: Format
    @OptionGroup var paper: PaperOptions

    enum Format: String, ExpressibleByArgument, CaseIterable { case html, pdf, fhir }

    func validate() throws {
        guard !global.json else { throw ValidationError("A report has no --json: give --format fhir.") }
        guard format != .pdf || paper.output != nil else { throw ValidationError("A PDF needs --output.") }
    }

    func run(_ session: Session) async throws {
        let serial = try await session.pumpSerial(pump)
        let record = try await RecordReader(session: session, contact: paper.contact).record(of: serial)
        switch format {
        case .html: try paper.write(SessionReport(record).html)
        case .pdf: try paper.write(pages: SessionReport(record).pages)
        case .fhir: try paper.write(String(decoding: FHIRExport.bundle(of: record), as: UTF8.self))
        }
        paper.sayWritten()
    }
}
