import Testing

@testable import ClinicalPapers

/// What is measured is what is printed.
struct LetteringTests {
    @Test(arguments: [(Face.book, "DejaVuSans"), (.bold, "DejaVuSans-Bold"), (.mono, "DejaVuSansMono")])
    func widthsAreThoseOfTheFont(face: Face, file: String) throws {
        let font = try FontFile(file)
        #expect(font.unitsPerSize == Face.unitsPerSize)
        var known = 0
        for (code, width) in font.widths {
            guard let scalar = Unicode.Scalar(code) else { continue }
            let measured = face.units(of: scalar)
            known += measured == Face.widest ? 0 : 1
            let isSafe = measured == width || measured == Face.widest && width <= measured
            #expect(isSafe, "U+\(String(code, radix: 16)): \(measured), in the font \(width)")
        }
        #expect(known >= 95 + 96 + 15)
    }

    @Test(arguments: Records.hostileTexts, [TextStyle.body, .cellHead, .digits])
    func linesFitAndLoseNothing(text: String, style: TextStyle) {
        let words = Legible(text)
        for width in [1_200, 3_000, 18_000] {
            let lines = style.lines(words, width: width, most: 10_000)
            for line in lines { #expect(style.width(of: line) <= width) }
            #expect(lines.map(\.text).joined().filter { $0 != " " } == words.text.filter { $0 != " " })
            let few = style.lines(words, width: width, most: 2)
            #expect(few.count <= 2)
            #expect((few.last?.text.hasSuffix("…") ?? false) == (lines.count > 2))
            for line in few { #expect(style.width(of: line) <= width) }
        }
    }

    @Test func linesBreakAtSpaces() {
        let lines = TextStyle.body.lines("tone back in the mornings", width: 2_200, most: 9)
        #expect(lines.map(\.text) == ["tone back in", "the mornings"])
    }

    @Test func oneLineIsCutVisibly() {
        #expect(TextStyle.body.shortened("short", width: 3_000).text == "short")
        let cut = TextStyle.body.shortened("a name that is much too long for it", width: 3_000)
        #expect(cut.text.hasSuffix("…") && cut.text.hasPrefix("a name"))
        #expect(TextStyle.body.width(of: cut) <= 3_000)
    }
}
