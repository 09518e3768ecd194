/// A4, in hundredths of a millimeter.
enum Paper {
    static let width = 21_000
    static let height = 29_700
    static let margin = 1_500
    static let innerWidth = width - 2 * margin
    /// Where the content of a page starts and ends; above and below stand its head and foot.
    static let top = 2_300
    static let bottom = height - 1_900
}
