import PumpModel
import Testing

/// What holds for every quantity, checked on each of them.
struct QuantityTests {
    static let types: [any Quantity.Type] = [
        Dose.self, DailyDose.self, Volume.self, Flow.self, Concentration.self, TimeSpan.self,
    ]

    @Test(arguments: types.indices)
    func rangeIsExact(_ index: Int) throws {
        func check<Value: Quantity>(_ type: Value.Type) throws {
            #expect(try Value(raw: type.range.lowerBound).rawValue == type.range.lowerBound)
            #expect(try Value(raw: type.range.upperBound).rawValue == type.range.upperBound)
            for outside in [type.range.lowerBound - 1, type.range.upperBound + 1, .min, .max] {
                #expect(
                    throws: QuantityError.outOfRange(
                        quantity: type.quantityName, value: outside, allowed: type.range, unit: type.smallestUnit)
                ) { try Value(raw: outside) }
            }
        }
        try check(Self.types[index])
    }

    @Test(arguments: types.indices)
    func textSurvives(_ index: Int) throws {
        func check<Value: Quantity>(_ type: Value.Type) throws {
            let scale = (0..<type.display.decimals).reduce(Int64(1)) { scale, _ in scale * 10 }
            let raws = [0, 1, 9, 10, 11, 999, 1_000, 1_001, 120_500, 123_456_789, scale, scale - 1, scale + 1]
            for raw in raws + [type.range.lowerBound, type.range.upperBound] where type.range.contains(raw) {
                let value = try Value(raw: raw)
                #expect(try Value(decimalText: value.decimalText) == value)
                #expect(try Value(text: value.description) == value)
            }
        }
        try check(Self.types[index])
    }

    @Test(arguments: types.indices)
    func sumsStayInRange(_ index: Int) throws {
        func check<Value: Quantity>(_ type: Value.Type) throws {
            let largest = try Value(raw: type.range.upperBound)
            let smallest = try Value(raw: max(1, type.range.lowerBound))
            #expect(throws: QuantityError.self) { try largest.adding(smallest) }
            #expect(throws: QuantityError.self) { try smallest.subtracting(largest) }
            #expect(try largest.subtracting(smallest).adding(smallest) == largest)
            #expect(smallest < largest && !(largest < largest))
        }
        try check(Self.types[index])
    }

    static let amounts: [any Amount.Type] = [Dose.self, DailyDose.self, Volume.self, Flow.self, TimeSpan.self]

    @Test(arguments: amounts.indices)
    func amountsRunOut(_ index: Int) throws {
        func check<Value: Amount>(_ type: Value.Type) throws {
            let largest = try Value(raw: type.range.upperBound)
            let one = try Value(raw: 1)
            #expect(one.subtractingToZero(largest) == .zero)
            #expect(largest.subtractingToZero(one).rawValue == largest.rawValue - 1)
        }
        try check(Self.amounts[index])
    }

    /// Values that were never checked must not wrap either.
    @Test func overflowIsAnError() {
        let huge = Dose(checked: .max)
        #expect(throws: QuantityError.overflow(quantity: "dose")) { try huge.adding(Dose(checked: 1)) }
        #expect(throws: QuantityError.overflow(quantity: "dose")) {
            try Dose(checked: .min).subtracting(Dose(checked: 1))
        }
    }

    @Test(arguments: [
        (0, "0"), (1, "0.001"), (10, "0.01"), (100, "0.1"), (1_000, "1"), (1_500, "1.5"), (120_500, "120.5"),
        (4_000_000_000, "4000000"), (3_999_999_999, "3999999.999"),
    ])
    func dailyDoseText(raw: Int64, text: String) throws {
        let dose = DailyDose(checked: raw)
        #expect(dose.decimalText == text)
        #expect(dose.description == text + " mcg/day")
    }

    @Test func customaryUnits() {
        #expect(Dose(checked: 25_000).description == "25 mcg")
        #expect(Volume(checked: 31_250_000).description == "31.25 mL")
        #expect(Flow(checked: 48_000).description == "0.048 mL/day")
        #expect(Concentration(checked: 2_000).description == "2000 mcg/mL")
        #expect(TimeSpan(checked: 1_500).description == "1.5 s")
    }

    @Test(arguments: [
        ("100", 100_000), ("0.001", 1), ("00120.50", 120_500), ("1.5000000", 1_500), ("0", 0),
        ("4000000", 4_000_000_000),
    ])
    func decimalIsRead(text: String, raw: Int64) throws {
        #expect(try DailyDose(decimalText: text).nanogramsPerDay == raw)
        #expect(try DailyDose(text: text + " mcg/day").nanogramsPerDay == raw)
        #expect(try DailyDose(text: text + "mcg/day").nanogramsPerDay == raw)
    }

    @Test(arguments: [
        "", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", "1 000", "0x10", "1.2.3", "1..2", " 1", "1 ", "١", "½", "nan",
        "∞",
        "99999999999999999999", "1\u{301}",
    ])
    func otherTextIsMalformed(_ text: String) {
        let error = #expect(throws: QuantityError.self) { try DailyDose(decimalText: text) }
        guard case .malformed? = error else {
            Issue.record("\(text): \(String(describing: error))")
            return
        }
    }

    @Test(arguments: ["0.0001", "1.0001", "120.50000000001"])
    func finerThanTheUnitIsRefused(_ text: String) {
        #expect(throws: QuantityError.tooFine(quantity: "daily dose", text: text, smallest: "1 ng/day")) {
            try DailyDose(decimalText: text)
        }
    }

    @Test func fractionOfAConcentrationIsRefused() throws {
        #expect(throws: QuantityError.self) { try Concentration(decimalText: "500.5") }
        #expect(try Concentration(decimalText: "500.0").microgramsPerMilliliter == 500)
    }

    @Test(arguments: ["100", "100 mcg", "100 mcg/h", "100 mg/day", "100 MCG/DAY", "mcg/day", "100 mcg/day "])
    func wrongUnitIsRefused(_ text: String) {
        #expect(throws: QuantityError.self) { try DailyDose(text: text) }
    }

    /// The example in the error is itself readable.
    @Test func errorShowsAUsableExample() throws {
        guard
            case .malformed(_, _, let expected)? = #expect(
                throws: QuantityError.self,
                performing: {
                    try DailyDose(text: "60 mcg/h")
                })
        else {
            Issue.record("not malformed")
            return
        }
        _ = try DailyDose(text: expected)
    }
}
