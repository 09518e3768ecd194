internal import PumpModel

extension Telling {
    /// One line of JSON: how it ended, and the timeline.
    package var json: String {
        let entries = tale.entries.map { entry in
            let at = tale.start.advanced(byMilliseconds: entry.at)
            return "{\"at\":\(Self.quoted(at.description)),\"voice\":\(Self.quoted(entry.voice.rawValue)),"
                + "\"text\":\(Self.quoted(entry.text))}"
        }
        let failed =
            failure.map { "{\"step\":\($0.step),\"line\":\($0.line),\"text\":\(Self.quoted($0.text))}" } ?? "null"
        return "{\"story\":\(Self.quoted(title)),\"held\":\(failure == nil),\"steps\":\(steps),"
            + "\"stepsPlayed\":\(stepsPlayed),\"expectations\":\(checks),\"virtualMilliseconds\":\(virtualMilliseconds),"
            + "\"failure\":\(failed),\"timeline\":[\(entries.joined(separator: ","))]}"
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
