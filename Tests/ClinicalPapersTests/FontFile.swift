import Foundation

/// The widths in a TrueType file, read by its tables `cmap` (format 4), `hhea` and `hmtx`.
struct FontFile {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    let unitsPerSize: Int
    /// By code point; a letter that the font does not have is not here.
    private(set) var widths: [UInt32: Int] = [:]

    /// - Parameter name: "DejaVuSans-Bold".
    init(_ name: String) throws {
        let path = "/usr/share/fonts/truetype/dejavu/\(name).ttf"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Missing(description: "\(path) is missing: sudo apt-get install librsvg2-bin fonts-dejavu-core")
        }
        let bytes = Array(data)
        func word(_ place: Int) -> Int { Int(bytes[place]) << 8 | Int(bytes[place + 1]) }
        func long(_ place: Int) -> Int { word(place) << 16 | word(place + 2) }
        let tables = (0..<word(4)).reduce(into: [String: Int]()) { tables, index in
            let entry = 12 + 16 * index
            tables[String(decoding: bytes[entry..<entry + 4], as: UTF8.self)] = long(entry + 8)
        }
        guard let head = tables["head"], let hhea = tables["hhea"], let hmtx = tables["hmtx"],
            let cmap = tables["cmap"],
            // the subtable of the Basic Multilingual Plane
            let subtable = (0..<word(cmap + 2)).map({ cmap + 4 + 8 * $0 }).first(where: { long($0) == 0x3_0001 })
        else { throw Missing(description: "\(path) is no TrueType font with a map of Unicode") }
        unitsPerSize = word(head + 18)
        let table = cmap + long(subtable + 4)
        let size = word(table + 6)
        for segment in stride(from: 0, to: size, by: 2) {
            let (end, start) = (word(table + 14 + segment), word(table + 16 + size + segment))
            let delta = word(table + 16 + 2 * size + segment)
            let place = table + 16 + 3 * size + segment
            for code in start...end where code < 0xFFFF {
                let listed = word(place) == 0 ? code : word(place + word(place) + 2 * (code - start))
                let glyph = listed == 0 ? 0 : (listed + delta) & 0xFFFF
                if glyph != 0 { widths[UInt32(code)] = word(hmtx + 4 * min(glyph, word(hhea + 34) - 1)) }
            }
        }
    }
}
