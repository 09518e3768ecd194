import PumpModel
import Testing

struct WeekdayTests {
    @Test(
        arguments: [
            ([], ""), ([.monday], "Mon"), ([.saturday, .sunday], "Sat-Sun"), (Weekday.allCases, "Mon-Sun"),
            ([.sunday, .monday, .wednesday, .tuesday, .monday], "Mon-Wed, Sun"), ([.friday, .sunday], "Fri, Sun"),
        ] as [([Weekday], String)])
    func daysInWords(_ days: [Weekday], _ text: String) {
        #expect(Weekday.text(of: days) == text)
    }
}
