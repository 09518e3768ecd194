extension WalletCard {
    /// ID-1, as bank cards are, in hundredths of a millimeter.
    static let size = (width: 8_560, height: 5_398)
    private static let margin = 350
    private static let inner = size.width - 2 * margin

    var front: Drawing {
        var card = blank("card-front", "Registration card of an implanted drug pump")
        band(Self.warning, height: 600, .black, &card)
        var y = 640
        if let standstill {
            card.draw(
                .frame(
                    Box(left: 200, top: y, width: Self.size.width - 400, height: 400), fill: .white,
                    stroke: Stroke(ink: .vermilion, width: 50)))
            let style = TextStyle(face: .bold, size: 265).fitted(to: standstill, width: Self.inner - 100)
            card.write(
                style.shortened(standstill, width: Self.inner - 100), at: Point(Self.size.width / 2, y + 295), style,
                anchor: .middle)
            y += 400
        }
        let columns = [Self.margin, Self.margin + 4_250]
        let widths = [4_050, Self.inner - 4_250]
        let value = TextStyle(face: .bold, size: 247)
        for (index, field) in identityFields.enumerated() {
            let (row, column) = index.quotientAndRemainder(dividingBy: 2)
            write(field, at: Point(columns[column], y + row * 560), width: widths[column], value, &card)
        }
        y += 2 * 560
        let large = TextStyle(face: .bold, size: 371)
        write(dose, at: Point(columns[0], y), width: beside == nil ? Self.inner : widths[0], large, &card)
        if let beside { write(beside, at: Point(columns[1], y), width: widths[1], large, &card) }
        y += 720
        if let patientBolus {
            write(patientBolus, at: Point(columns[0], y), width: Self.inner, value, &card)
            y += 560
        }
        for (index, field) in dateFields.enumerated() {
            write(field, at: Point(columns[index], y), width: widths[index], large, &card)
        }
        y += 720
        write(
            contact.name, lines: contactLines(onFront: true) ?? cutContact, at: Point(columns[0], y), Self.contactStyle,
            &card)
        write([read], at: Self.size.height - 170, &card)
        return card
    }

    private static let contactStyle = TextStyle(face: .bold, size: 229)
    private static let emergencyStyle = TextStyle(face: .bold, size: 265)
    private static let frontLines = 2
    private static let backLines = 3

    /// The contact as it stands on a side; nil where it does not fit there.
    func contactLines(onFront isFront: Bool) -> [Legible]? {
        let words: Legible = isFront ? contact.value : "\(contact.name.text): \(contact.value.text)"
        let most = isFront ? Self.frontLines : Self.backLines
        let style = isFront ? Self.contactStyle : Self.emergencyStyle
        let lines = style.lines(words, width: Self.inner, most: most + 1)
        return lines.count <= most ? lines : nil
    }

    /// Cut visibly: whoever prints cards asks `hasWholeContact` before.
    private var cutContact: [Legible] {
        Self.contactStyle.lines(contact.value, width: Self.inner, most: Self.frontLines)
    }

    var back: Drawing {
        var card = blank("card-back", "What to do in an emergency")
        band("EMERGENCY", height: 560, .black, &card)
        let style = TextStyle(size: 229)
        var y = 930
        for sentence in advice {
            card.draw(.symbol(.disc, Point(Self.margin + 50, y - 80), radius: 40, .black))
            for line in style.lines(sentence, width: Self.inner - 220, most: 3) {
                card.write(line, at: Point(Self.margin + 220, y), style)
                y += style.leading
            }
            y += 60
        }
        let bold = Self.emergencyStyle
        card.draw(.line([Point(Self.margin, y - 130), Point(Self.size.width - Self.margin, y - 130)], .rule))
        y += 210
        for line in bold.lines("\(contact.name.text): \(contact.value.text)", width: Self.inner, most: Self.backLines) {
            card.write(line, at: Point(Self.margin, y), bold)
            y += bold.leading
        }
        let footer = TextStyle(size: 176, ink: .slate)
        card.write(
            "Printed by research software, not a certified medical device.",
            at: Point(Self.margin, Self.size.height - 200), footer)
        return card
    }

    private func blank(_ name: String, _ title: Legible) -> Drawing {
        var card = Drawing(
            name: name, title: title, summary: "Pump \(serial). \(Self.warning.text)",
            width: Self.size.width, height: Self.size.height)
        card.draw(
            .frame(
                Box(left: 0, top: 0, width: Self.size.width, height: Self.size.height), fill: .white,
                stroke: Stroke(ink: .slate, width: 20)))
        return card
    }

    private func band(_ words: Legible, height: Int, _ ink: Ink, _ card: inout Drawing) {
        card.draw(.frame(Box(left: 0, top: 0, width: Self.size.width, height: height), fill: ink, stroke: nil))
        let style = TextStyle(face: .bold, size: 290, ink: .white)
        card.write(words, at: Point(Self.size.width / 2, (height + style.size * 7 / 10) / 2), style, anchor: .middle)
    }

    /// Its name small, and under it the value on one line, smaller where it must be.
    private func write(
        _ field: Field, at corner: Point, width: Int, _ style: TextStyle, _ card: inout Drawing
    ) {
        let style = style.fitted(to: field.value, width: width)
        let value = style.shortened(field.value, width: width)
        write(field.name, lines: [value], at: corner, style, &card)
    }

    private func write(
        _ name: Legible, lines: [Legible], at corner: Point, _ style: TextStyle, _ card: inout Drawing
    ) {
        let label = TextStyle(size: 176, ink: .slate)
        card.write(name, at: Point(corner.x, corner.y + 190), label)
        for (row, line) in lines.enumerated() {
            card.write(line, at: Point(corner.x, corner.y + 235 + style.ascent + row * style.leading), style)
        }
    }

    /// Names and values on the last line.
    private func write(_ fields: [Field], at y: Int, _ card: inout Drawing) {
        let words = fields.map { "\($0.name.text) \($0.value.text)" }.joined(separator: ", ")
        card.write("\(words)", at: Point(Self.margin, y), TextStyle(size: 212, ink: .slate))
    }
}
