import Testing

@testable import ClinicalPapers

/// The papers by the tool that turns them into PDF and pictures.
struct RenderingTests {
    /// Pixels at 96 to an inch, the tool's own measure: A4 is 794 x 1123, the card 324 x 205.
    @Test func papersHaveTheirSize() throws {
        let (card, report) = (WalletCard(Records.plain), SessionReport(Records.plain))
        for side in card.sides { #expect(try size(ofPNG: Renderer.render([side], as: "png")) == [324, 205]) }
        for page in report.pages + [card.sheet] {
            #expect(try size(ofPNG: Renderer.render([page], as: "png")) == [794, 1_123])
        }
    }

    @Test func pagesBecomeOnePDF() throws {
        let pages = SessionReport(Records.plain).pages
        let pdf = String(decoding: try Renderer.render(pages, as: "pdf"), as: Unicode.ASCII.self)
        #expect(pdf.hasPrefix("%PDF"))
        #expect(pdf.ranges(of: "/MediaBox [ 0 0 595.275591 841.889764 ]").count == pages.count)
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func anyRecordRenders(seed: UInt64) throws {
        let record = Records.random(seed: seed)
        let papers = SessionReport(record).pages + WalletCard(record).sides
        #expect(try Renderer.render(papers, as: "pdf").starts(with: Array("%PDF".utf8)))
    }

    /// Width and height from the header.
    private func size(ofPNG bytes: [UInt8]) throws -> [Int] {
        try #require(bytes.count > 24 && bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        return [16, 20].map { start in bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    }
}
