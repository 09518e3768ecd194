import Foundation
import PumpModel
import Testing

@testable import Dosing

@Suite("A judgement is whole, and can be kept")
struct JudgementTests {
    @Test("Every rule speaks once, in its order, with one sentence")
    func coverage() {
        for program in [Program.stopped, .minimumRate, .simpleContinuous(mcgPerDay(310))] {
            let judgement = DosingRules.strict.judge(
                PumpChange(program: program), on: .usual, history: .unknown, at: .evening)
            #expect(judgement.rules.map(\.rule) == Rule.allCases)
            #expect(judgement.rules.allSatisfy { !$0.text.isEmpty && !$0.text.contains("\n") })
        }
    }

    @Test("The numbers stand in the sentence of a rule that is met as well")
    func numbers() {
        let judgement = DosingRules.strict.judge(
            PumpChange(program: .simpleContinuous(mcgPerDay(345))), on: .usual, history: .long, at: .evening)
        let texts = Dictionary(uniqueKeysWithValues: judgement.rules.map { ($0.rule, $0.text) })
        #expect(texts[.increase] == "an increase of 15 % is not above 30 %")
        #expect(texts[.ceiling] == "345 mcg/day in 24 h is not above the ceiling of 1000 mcg/day")
        #expect(texts[.firstIncrease] == "83 d 8 h after the start of therapy is not less than 24 h")
        #expect(judgement.rules.first { $0.rule == .decrease }?.outcome == .notApplicable)
    }

    /// One of each, so that a code given twice, or to two, is found.
    private static let hardJudgements: [Judgement] = {
        var refused = DosingRules.strict
        refused.library = .refused("x")
        let change = PumpChange(program: .simpleContinuous(mcgPerDay(2_000)))
        return [
            refused.judge(change, on: .usual, history: .unknown, at: .evening),
            DosingRules.strict.judge(change, on: .usual, history: .unknown, at: .evening),
            DosingRules.strict.judge(
                PumpChange(
                    program: Program(base: .minimumRate, once: .prime(timed(900_000, minutes(1))))!,
                    refill: Refill(
                        withdrawn: .zero, filled: microliters(90_000), drug: .baclofen, concentration: mcgPerML(1_000)),
                    clock: ClockCorrection(milliseconds: -7_200_000)), on: .usual, history: .unknown, at: .evening),
        ]
    }()

    @Test("It survives the journal", arguments: hardJudgements)
    func coding(_ judgement: Judgement) throws {
        let data = try JSONEncoder().encode(judgement)
        #expect(try JSONDecoder().decode(Judgement.self, from: data) == judgement)
        #expect(!judgement.hard.isEmpty)
    }

    @Test("What an earlier journal holds is still read")
    func earlier() throws {
        func limit(_ json: String) throws -> SoftLimit {
            try JSONDecoder().decode(SoftLimit.self, from: Data(json.utf8))
        }
        #expect(
            try limit(#"{"increase":{"basisPoints":4000,"allowedPercent":30}}"#)
                == .increase(basisPoints: 4_000, allowedPercent: 30))
        #expect(
            try limit(#"{"noBridge":{"from":500,"to":1000}}"#) == .noBridge(from: mcgPerML(500), to: mcgPerML(1_000)))
    }

    @Test("What is refused holds a hard limit, and what needs an override a soft one alone", arguments: hardJudgements)
    func outcomes(_ judgement: Judgement) {
        for finding in judgement.rules {
            switch finding.outcome {
            case .refused: #expect(!finding.hard.isEmpty)
            case .needsOverride: #expect(finding.hard.isEmpty && !finding.soft.isEmpty)
            case .met, .notApplicable: #expect(finding.hard.isEmpty && finding.soft.isEmpty)
            }
        }
    }

    @Test("The bench's rules let a simulated pump be dosed")
    func bench() {
        let report = PumpReport.usual.with { $0.identity.model = "VP-20" }
        #expect(judged(.simpleContinuous(mcgPerDay(320)), on: report, history: .unknown, by: .bench) == [])
        #expect(
            judged(.simpleContinuous(mcgPerDay(1_001)), on: report, by: .bench) == [
                "hard:aboveCeiling", "soft:outsideMaintenance", "soft:increase",
            ])
    }
}
