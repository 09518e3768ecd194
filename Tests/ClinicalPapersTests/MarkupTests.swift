import Testing

@testable import ClinicalPapers

struct MarkupTests {
    @Test func textAndAttributesAreEscaped() {
        let hostile = #"<b a="1">&'"#
        let escaped = "&lt;b a=&quot;1&quot;&gt;&amp;&#39;"
        #expect(
            Markup.element("td", ["class": hostile], Legible(hostile)).source
                == "<td class=\"\(escaped)\">\(escaped)</td>")
    }

    @Test func onlyVoidElementsCloseThemselves() {
        #expect(Markup.element("meta", ["charset": "utf-8"]).source == "<meta charset=\"utf-8\"/>")
        #expect(Markup.element("td").source == "<td></td>")
    }

    @Test(arguments: [
        (0, "0"), (8_560, "85.6"), (5_398, "53.98"), (5, "0.05"), (-150, "-1.5"), (-5, "-0.05"), (300, "3"),
    ])
    func hundredthsAsMillimeters(hundredths: Int, text: String) {
        #expect(hundredths.millimeters == text)
    }
}
