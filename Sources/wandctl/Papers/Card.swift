import ArgumentParser
import ClinicalPapers
import ControlAPI
import WandClient

struct Card: DaemonCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show or print the registration card: dose, refill date, alarm date.",
        discussion: """
            The card for the family and the lines for the bracelet, as text, or in wallet size as SVG or PDF to cut out. A \
            PDF is made by rsvg-convert (package librsvg2-bin).

            Examples:
              wandctl card ITB-4711
              wandctl card --format pdf --output card.pdf --contact 'Ward 3, +00 000 000'
            """)
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The pump's serial; the one in range when it is left out.", completion: .pumps) var pump: String?
    @Option(help: "text, svg or pdf.") var format: Format = .text
    @OptionGroup var paper: PaperOptions

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, svg, pdf }

    func validate() throws {
        guard format != .pdf || paper.output != nil else { throw ValidationError("A PDF needs --output.") }
        guard !global.json || (format == .text && paper.output == nil) else {
            throw ValidationError(
                "--json is the API's answer on standard output: it takes no --format and no --output.")
        }
    }

    func run(_ session: Session) async throws {
        let serial = try await session.pumpSerial(pump)
        if global.json {
            let card = try await session.pumpRead(serial, session.client.card)
            return try session.answer(card) { _ in "" }
        }
        await session.sayWithdrawal(of: serial)
        let record = try await RecordReader(session: session, contact: paper.contact).record(of: serial)
        let card = WalletCard(record)
        try Self.requireWholeContact(card)
        switch format {
        case .text: try paper.write(card.text + "\n" + card.braceletLines.joined(separator: "\n"))
        case .svg: try paper.write(card.sheet)
        case .pdf: try paper.write(pages: [card.sheet])
        }
        paper.sayWritten()
    }

    /// A telephone number that is cut helps nobody.
    static func requireWholeContact(_ card: WalletCard) throws(Failure) {
        guard !card.hasWholeContact else { return }
        throw Failure(
            .usage, "the contact is too long for the card: it would be cut", advice: "Give a shorter --contact.")
    }
}
