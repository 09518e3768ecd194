extension WalletCard {
    /// Both sides on A4, the back under the front and turned to it by a fold.
    var sheetDrawing: Drawing {
        var sheet = Drawing(
            name: "card-sheet", title: "Registration card to cut out",
            summary: "Front and back of the registration card.",
            width: Paper.width, height: Paper.height)
        let left = (Paper.width - Self.size.width) / 2
        sheet.write("Registration card", at: Point(Paper.margin, 2_000), .title)
        sheet.write(
            "Print at 100 %, cut along the outer edges, fold between the two sides.", at: Point(Paper.margin, 2_700))
        sheet.place(front, at: Point(left, 4_000))
        sheet.place(back, at: Point(left, 4_000 + Self.size.height))
        sheet.write("Identification bracelet", at: Point(Paper.margin, 17_000), .heading)
        for (index, line) in braceletLines.enumerated() {
            let style = TextStyle(face: .mono, size: 318)
            sheet.write("\(line)", at: Point(Paper.margin, 17_700 + index * style.leading), style)
        }
        return sheet
    }
}
