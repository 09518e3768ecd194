import Dosing
import PumpModel
import Testing

@testable import DaemonConfiguration

@Suite("Mistaken drug libraries: each mistake has its place, what was found and what is allowed")
struct LibraryMistakeTests {
    /// A valid library of one entry, with `line` in place of the one that has its key, or else added; it is line 7, the
    /// first of the class.
    private static func text(_ line: String) -> String {
        let lines = [
            "ceiling: 1000 mcg/day", "lowest: 10 mcg/day", "maintenanceFrom: 20 mcg/day", "maintenanceTo: 900 mcg/day",
            "increase: 10 %", "refillIncrease: 20 %", "decrease: 20 %", "increaseInterval: 24 h",
            "firstIncreaseAfter: 24 h", "usualBolus: 10 mcg", "largestBolus: 50 mcg", "bolusInterval: 1 h",
            "largest24Hours: 1100 mcg",
        ]
        let key = line.prefix { $0 != ":" } + ":"
        return head + ([line] + lines.filter { !$0.hasPrefix(key) }).map { "    \($0)\n" }.joined()
    }

    private static let head = """
        library: {name: n, version: 1, date: 2026-01-31}
        entries:
        - drug: baclofen
          concentration: 500 mcg/mL
          use: therapy
          child:

        """

    private static func messages(_ yaml: String) -> [String] {
        do throws(ConfigurationErrors) {
            _ = try DrugLibrary.parse(Array(yaml.utf8), file: "f")
            return []
        } catch {
            return error.errors.map(\.description)
        }
    }

    @Test(
        "Without a mistake there is none",
        arguments: ["ceiling: 900 mcg/day", "ceiling: 1100 mcg/day", "usualBolus: 50 mcg"])
    func valid(_ line: String) {
        #expect(Self.messages(Self.text(line)) == [])
    }

    @Test("Every value is as it is written")
    func values() throws {
        let library = try DrugLibrary.parse(Array(Self.text("ceiling: 999.999 mcg/day").utf8), file: "f")
        let bounds = TherapyBounds(
            maintenance: DailyDose(checked: 20_000)...DailyDose(checked: 900_000),
            allowed: DailyDose(checked: 10_000)...DailyDose(checked: 999_999), increasePercent: 10,
            refillIncreasePercent: 20, decreasePercent: 20, increaseInterval: .day, firstIncreaseAfter: .day,
            boluses: BolusBounds(
                usual: Dose(checked: 10_000), largest: Dose(checked: 50_000), interval: TimeSpan(checked: 3_600_000),
                largest24Hours: Dose(checked: 1_100_000)))
        #expect(
            library
                == DrugLibrary(
                    name: "n", version: "1", date: "2026-01-31",
                    entries: [
                        DrugEntry(
                            drug: .baclofen, concentration: Concentration(checked: 500), use: .therapy([.child: bounds])
                        )
                    ]))
    }

    @Test(arguments: [
        Mistake(
            "ceiling: 1000 mg",
            "f:7:14: entries[0].child.ceiling: '1000 mg' is not a daily dose: write it like '1000 "
                + "mcg/day'"),
        Mistake("ceiling: 1000", "f:7:14: entries[0].child.ceiling: '1000' has no unit: write it like '1000 mcg/day'"),
        Mistake(
            "ceiling: -5 mcg/day",
            "f:7:14: entries[0].child.ceiling: '-5 mcg/day' is not a daily dose: write it like '1000 mcg/day'"),
        Mistake(
            "ceiling: 1e3 mcg/day",
            "f:7:14: entries[0].child.ceiling: '1e3 mcg/day' is not a daily dose: write it like '1000 mcg/day'"),
        Mistake(
            "ceiling: 1,000 mcg/day",
            "f:7:14: entries[0].child.ceiling: '1,000 mcg/day' is not a daily dose: write it like '1000 mcg/day'"),
        Mistake(
            "ceiling: 1_000 mcg/day",
            "f:7:14: entries[0].child.ceiling: '1_000 mcg/day' is not a daily dose: write it like '1000 mcg/day'"),
        Mistake(
            "ceiling: 1000 mcg/h",
            "f:7:14: entries[0].child.ceiling: '1000 mcg/h' is not a daily dose: write it like '1000 mcg/day'"),
        Mistake(
            "ceiling: 0.0001 mcg/day",
            "f:7:14: entries[0].child.ceiling: '0.0001 mcg/day' is finer than a daily dose can be: the "
                + "smallest step is 1 ng/day"),
        Mistake(
            "ceiling: 10000 mcg/day",
            "f:7:14: entries[0].child.ceiling: '10000 mcg/day' is out of range: from 1 mcg/day to 2000 mcg/day"),
        Mistake(
            "ceiling: 99999999999 mcg/day",
            "f:7:14: entries[0].child.ceiling: '99999999999 mcg/day' is out of range: from 1 mcg/day to 2000 mcg/day"),
        Mistake(
            "ceiling: 99999999999999999999 mcg/day",
            "f:7:14: entries[0].child.ceiling: '99999999999999999999 mcg/day' is not a daily dose: write it like '1000 mcg/day'"
        ),
        Mistake(
            "ceiling: .inf",
            "f:7:14: entries[0].child.ceiling: '.inf' is not a daily dose: write it like '1000 mcg/day'"),
        Mistake(
            "ceiling: ~", "f:7:14: entries[0].child.ceiling: '~' is not a daily dose: write it like '1000 mcg/day'"),
        Mistake("ceiling:", "f:7:13: entries[0].child.ceiling: has no value: write it like '1000 mcg/day'"),
        Mistake(
            "ceiling: [1000 mcg/day]",
            "f:7:14: entries[0].child.ceiling: a list where a single value is expected: write it like '1000 mcg/day'"),
        Mistake("increase: 30", "f:7:15: entries[0].child.increase: '30' has no unit: write it like '30 %'"),
        Mistake(
            "increase: 12.5 %",
            "f:7:15: entries[0].child.increase: '12.5 %' is finer than a percentage can be: the smallest step is 1 %"),
        Mistake("decrease: 101 %", "f:7:15: entries[0].child.decrease: '101 %' is out of range: from 0 % to 100 %"),
        Mistake(
            "ceiling: 899 mcg/day",
            "f:10:20: entries[0].child.maintenanceTo: 900 mcg/day is above ceiling (899 mcg/day): at most 899 mcg/day"
        ),
        Mistake(
            "lowest: 21 mcg/day",
            "f:7:13: entries[0].child.lowest: 21 mcg/day is above maintenanceFrom (20 mcg/day): at most 20 mcg/day"),
        Mistake(
            "maintenanceFrom: 901 mcg/day",
            "f:7:22: entries[0].child.maintenanceFrom: 901 mcg/day is above maintenanceTo (900 mcg/day): at most 900 mcg/day"
        ),
        Mistake(
            "largest24Hours: 999 mcg",
            "f:8:14: entries[0].child.ceiling: 1000 mcg is above largest24Hours (999 mcg): at most 999 mcg"),
        Mistake(
            "usualBolus: 51 mcg",
            "f:7:17: entries[0].child.usualBolus: 51 mcg is above largestBolus (50 mcg): at most 50 mcg"),
        Mistake(
            "bolusInterval: 1 d",
            "f:7:20: entries[0].child.bolusInterval: '1 d' is not a time in s, min or h: write it like '24 h'"),
        Mistake(
            "increaseInterval: 169 h",
            "f:7:23: entries[0].child.increaseInterval: '169 h' is out of range: from 0 s to 168 h"),
        Mistake(
            "largestBolus: 50 mcg/day",
            "f:7:19: entries[0].child.largestBolus: '50 mcg/day' is not a dose: write it like '50 mcg'"),
        Mistake("cieling: 5", "f:7:5: entries[0].child.cieling: unknown key: did you mean 'ceiling'?"),
    ])
    func values(_ mistake: Mistake) {
        #expect(Self.messages(Self.text(mistake.yaml)) == mistake.messages)
    }

    private static let boluses =
        "{usualBolus: 1 mcg, largestBolus: 1 mcg, bolusInterval: 0 s, largest24Hours: 1 mcg}"

    @Test(arguments: [
        Mistake("", "f:1:1: the file is empty: at least 'entries' is needed"),
        Mistake(
            "entries: []", "f:1:1: without library: nothing is assumed here: each must be given",
            "f:1:10: entries: an empty list: write it like '- drug: baclofen'"),
        Mistake(
            "library: {name: n}\nentries: x",
            "f:1:10: library: without version, date: nothing is assumed here: each must be given",
            "f:2:10: entries: 'x' where a list is expected: write it like '- drug: baclofen'"),
        Mistake(
            "library: {name: n, version: v1, date: 2026-02-30}\nentries:\n- {drug: morphine, concentration: 500 mcg/mL, use: screening, child: \(boluses)}",
            "f:1:29: library.version: 'v1' is not a library version: at most 32 letters, digits, '.' and '-', like '1.0'",
            "f:1:39: library.date: '2026-02-30' is not a day: write it like '2026-01-31'",
            "f:3:10: entries[0].drug: 'morphine' is not a drug: use baclofen"),
        Mistake(
            "library: {name: n, version: 1, date: 2026-01-31}\nentries:\n- {drug: baclofen, concentration: 500 mcg/mL, use: both}",
            "f:3:52: entries[0].use: 'both' is not a use: use therapy, screening"),
        Mistake(
            "library: {name: n, version: 1, date: 2026-01-31}\nentries:\n- {drug: baclofen, concentration: 500 mcg/mL, use: therapy}",
            "f:3:3: entries[0]: is for nobody: give at least one of adultSpinal, adultCerebral, child"),
        Mistake(
            "library: {name: n, version: 1, date: 2026-01-31}\nentries:\n- {drug: baclofen, use: screening, child: \(boluses), adult: x}",
            "f:3:3: entries[0]: without concentration: nothing is assumed here: each must be given",
            "f:3:128: entries[0].adult: unknown key: known here are drug, concentration, use, adultSpinal, adultCerebral, child"
        ),
        Mistake(
            "library: {name: n, version: 1, date: 2026-01-31}\nentries:\n"
                + "- {drug: baclofen, concentration: 50 mcg/mL, use: screening, child: \(boluses)}\n"
                + "- {drug: baclofen, concentration: 50 mcg/mL, use: screening, child: \(boluses)}\n",
            "f:4:35: entries[1].concentration: baclofen at 50 mcg/mL stands in line 3 too: each concentration once"),
        Mistake(
            "library: {name: n, version: 1, date: 2026-01-31}\nentries:\n"
                + "- {drug: baclofen, concentration: 50 mcg/mL, use: screening, child: {usualBolus: 1 mcg, ceiling: 1 mcg/day}}\n",
            "f:3:69: entries[0].child: without largestBolus, bolusInterval, largest24Hours: nothing is assumed here: each must be given",
            "f:3:89: entries[0].child.ceiling: unknown key: known here are usualBolus, largestBolus, bolusInterval, largest24Hours"
        ),
    ])
    func structure(_ mistake: Mistake) {
        #expect(Self.messages(mistake.yaml) == mistake.messages)
    }

    @Test("Cut off or damaged anywhere, the text never traps, and is either whole or explained")
    func damage() {
        let bytes = Array(Self.text("ceiling: 900 mcg/day").utf8)
        for index in bytes.indices {
            #expect(
                Self.messages(String(decoding: bytes.prefix(index), as: UTF8.self)).allSatisfy { $0.hasPrefix("f:") })
            var damaged = bytes
            damaged[index] = UInt8(truncatingIfNeeded: index &* 31) & 0x7F
            #expect(Self.messages(String(decoding: damaged, as: UTF8.self)).allSatisfy { $0.hasPrefix("f:") })
        }
    }

    @Test("A key that is left out is named, whichever it is", arguments: TherapyBounds.keys)
    func missing(_ key: String) {
        let lines = Self.text("ceiling: 1000 mcg/day").split(separator: "\n", omittingEmptySubsequences: false)
        let found = Self.messages(lines.filter { !$0.hasPrefix("    \(key):") }.joined(separator: "\n"))
        #expect(
            found == ["f:7:5: entries[0].child: without \(key): nothing is assumed here: each must be given"],
            "\(found)")
    }
}
