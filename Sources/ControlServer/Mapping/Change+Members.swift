internal import CommandQueue
internal import ControlAPI
internal import PumpModel
internal import WandService

/// A refill, a set-up and a clock's correction as they are asked for.
extension PumpChange {
    /// Reads what a command is to change; without a program the pump's own goes on, and nothing is delivered again.
    init(_ members: inout Members, present: PumpSnapshot?) throws(ProblemError) {
        let refill = try members.optionalObject("refill").map { members throws(ProblemError) in
            var members = members
            return try Refill(&members)
        }
        let setUp = try members.optionalObject("setUp").map { members throws(ProblemError) in
            var members = members
            return try PumpSetUp(&members)
        }
        let clock = try members.optionalInteger("clockCorrectionMilliseconds", ClockCorrection.range)
            .flatMap { ClockCorrection(milliseconds: $0) }
        let program: Program
        if var order = try members.optionalObject("program") {
            program = try Program(&order)
        } else {
            guard refill != nil || setUp != nil || clock != nil else {
                throw members.wrong("program", "Nothing is to be changed.", allowed: "an object")
            }
            guard let present else {
                throw members.wrong(
                    "program", "The pump was not read, so what it infuses is not known.",
                    allowed: "an object, or to be left out once the pump was interrogated")
            }
            program = present.known.report.program.afterwards
        }
        self.init(program: program, refill: refill, setUp: setUp, clock: clock)
    }
}

extension Refill {
    init(_ members: inout Members) throws(ProblemError) {
        self.init(
            withdrawn: try members.quantity(
                Volume.self, text: "withdrawnMilliliters", integer: "withdrawnNanoliters"),
            filled: try members.quantity(Volume.self, text: "filledMilliliters", integer: "filledNanoliters"),
            drug: try members.drug(),
            concentration: Concentration(
                checked: try members.integer("concentrationMicrogramsPerMilliliter", Concentration.range)))
        try members.finish()
    }
}

extension PumpSetUp {
    init(_ members: inout Members) throws(ProblemError) {
        let allowed = "initials or a pseudonym: 1 to 16 letters, digits, '.' or '-'"
        guard let patient = PatientCode(try members.text("patient", allowed)) else {
            throw members.wrong("patient", "This may be a name, or is too long.", allowed: allowed)
        }
        let patientClass: API.PatientClass = try members.choice("patientClass")
        self.init(
            patient: patient, patientClass: PatientClass(patientClass),
            tubingVolume: try members.quantity(Volume.self, text: "tubingMilliliters", integer: "tubingNanoliters"),
            catheterLength: try members.quantity(
                Length.self, text: "catheterCentimeters", integer: "catheterMicrometers"),
            catheterVolume: try members.quantity(
                Volume.self, text: "catheterMilliliters", integer: "catheterNanoliters"),
            lowReservoirVolume: try members.quantity(
                Volume.self, text: "lowReservoirMilliliters", integer: "lowReservoirNanoliters"),
            calibrationConstant: UInt32(try members.integer("calibrationConstant", 0...Int64(UInt32.max))))
        try members.finish()
    }
}

extension PatientClass {
    fileprivate init(_ patientClass: API.PatientClass) {
        self =
            switch patientClass {
            case .adultSpinal: .adultSpinal
            case .adultCerebral: .adultCerebral
            case .child: .child
            }
    }
}

extension Members {
    fileprivate mutating func drug() throws(ProblemError) -> Drug {
        let known = Drug.allCases.map(\.name).joined(separator: ", ")
        guard let drug = Drug(name: try text("drug", known)) else {
            throw wrong("drug", "There is no such drug.", allowed: known)
        }
        return drug
    }
}
