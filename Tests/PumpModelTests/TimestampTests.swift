import PumpModel
import Testing

struct TimestampTests {
    /// Known instants: made with another calendar implementation.
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (1, "1970-01-01T00:00:00.001Z"), (951_782_399_999, "2000-02-28T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"), (951_868_800_000, "2000-03-01T00:00:00.000Z"),
        (1_000_000_000_000, "2001-09-09T01:46:40.000Z"), (1_709_164_800_000, "2024-02-29T00:00:00.000Z"),
        (1_735_689_599_999, "2024-12-31T23:59:59.999Z"), (1_795_435_200_000, "2026-11-23T12:00:00.000Z"),
        (2_147_483_648_000, "2038-01-19T03:14:08.000Z"), (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00.000Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ])
    func knownInstants(milliseconds: Int64, text: String) throws {
        let instant = try Timestamp(millisecondsSince1970: milliseconds)
        #expect(instant.description == text)
        #expect(Timestamp(text) == instant)
        #expect(instant.dateText == text.prefix(10))
    }

    /// Every day from 1970 to 2400 follows the one before it, by rules written out here again.
    @Test func everyDayFollowsTheLast() throws {
        var (year, month, day) = (1970, 1, 1)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        for number in Int64(0)..<157_000 {
            let instant = Timestamp(clamping: number * 86_400_000)
            try #require(instant.dateText == "\(year)-\(two(month))-\(two(day))")
            try #require(Timestamp(instant.description) == instant)
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            day += 1
            if day > lengths[month - 1] { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        #expect(year == 2399 || year == 2400)
    }

    @Test(arguments: [
        "", "2026-11-23", "2026-11-23T12:00:00Z", "2026-11-23T12:00:00.000", "2026-11-23T12:00:00.000+",
        "2026-02-29T00:00:00.000Z",
        "2100-02-29T00:00:00.000Z", "2026-04-31T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-00-01T00:00:00.000Z",
        "2026-01-00T00:00:00.000Z", "2026-01-32T00:00:00.000Z", "2026-11-23T24:00:00.000Z", "2026-11-23T12:60:00.000Z",
        "2026-11-23T23:59:60.000Z", "2026-11-23 12:00:00.000Z", "2026-11-23t12:00:00.000z", "2026/11/23T12:00:00.000Z",
        "2026-11-23T12:00:00,000Z", "1969-12-31T23:59:59.999Z", "0000-01-01T00:00:00.000Z", "+026-11-23T12:00:00.000Z",
        "2026-11-23T12:00:00.0000Z", "2026-11-23T-2:00:00.000Z", "２026-11-23T12:00:00.00Z",
    ])
    func otherTextIsRefused(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func rangeIsHeld() throws {
        #expect(throws: QuantityError.self) { try Timestamp(millisecondsSince1970: -1) }
        #expect(throws: QuantityError.self) { try Timestamp(millisecondsSince1970: 253_402_300_800_000) }
        #expect(Timestamp(clamping: .min).millisecondsSince1970 == 0)
        #expect(Timestamp(clamping: .max).millisecondsSince1970 == 253_402_300_799_999)
        let last = Timestamp(clamping: .max)
        let first = Timestamp(clamping: 0)
        #expect(last.advanced(byMilliseconds: .max) == last)
        #expect(last.advanced(byMilliseconds: 1) == last)
        #expect(first.advanced(byMilliseconds: .min) == first)
        #expect(noon.advanced(byMilliseconds: -1) < noon)
        #expect(noon.milliseconds(since: noon.advanced(byMilliseconds: 5)) == -5)
    }
}
