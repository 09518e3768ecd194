internal import PumpModel

extension ChangeOrder {
    init?(_ key: String, _ node: StoryNode, _ utcOffsetMinutes: Int, _ findings: inout StoryFindings) {
        let found: ChangeOrder?
        switch key {
        case "setup": found = SetUpOrder(node, &findings).map { .setUp($0) }
        case "prime": found = Self.prime(node, &findings)
        case "dose": found = StoryForms.dose.read(node, &findings).map { .dose($0) }
        case "flex": found = FlexSchedule(node, utcOffsetMinutes, &findings).map { .flex($0) }
        case "bolus": found = StoryForms.bolus.read(node, &findings).map { .bolus($0) }
        case "periodic": found = Self.periodic(node, &findings)
        case "patientBolus": found = Self.patientBolus(node, &findings)
        case "refill": found = RefillOrder(node, &findings).map { .refill($0) }
        case "clock":
            found = StoryForms.shift.read(node, &findings).flatMap { milliseconds in
                guard let correction = ClockCorrection(milliseconds: milliseconds) else {
                    findings.add("more than ten years", allowed: "a correction of hours", of: node)
                    return nil
                }
                return .clock(correction)
            }
        default: found = nil
        }
        guard let found else { return nil }
        self = found
    }

    private static func prime(_ node: StoryNode, _ findings: inout StoryFindings) -> ChangeOrder? {
        let reader = StoryReader(node, keys: ["flow", "tubing", "then"], findings: &findings)
        let flow = reader.required("flow", StoryForms.flow, &findings)
        let tubing = reader.optional("tubing", StoryForms.choice([("primed", true), ("empty", false)]), &findings)
        let base = reader.required("then", StoryForms.firstProgram, &findings)
        guard let flow, let base else { return nil }
        return .prime(flow: flow, tubingIsPrimed: tubing ?? false, then: base.base)
    }

    private static func periodic(_ node: StoryNode, _ findings: inout StoryFindings) -> ChangeOrder? {
        let reader = StoryReader(node, keys: ["bolus", "every", "first", "base"], findings: &findings)
        let bolus = reader.required("bolus", StoryForms.bolus, &findings)
        let interval = reader.required("every", StoryForms.minutes, &findings)
        let first = reader.required("first", StoryForms.minutes, &findings)
        let base = reader.optional("base", StoryForms.dose, &findings)
        guard let bolus, let interval, let first else { return nil }
        guard let boluses = PeriodicBoluses(bolus: bolus, intervalMinutes: interval, firstAfterMinutes: first) else {
            findings.add(
                "no such boluses",
                allowed: "an interval that divides a day, not shorter than the bolus, and a first "
                    + "wait below it", of: node)
            return nil
        }
        return .periodic(boluses, base: base)
    }

    private static func patientBolus(_ node: StoryNode, _ findings: inout StoryFindings) -> ChangeOrder? {
        if case .text("none") = node.content { return .patientBolus(nil) }
        let reader = StoryReader(node, keys: ["bolus", "lockout", "most"], findings: &findings)
        let bolus = reader.required("bolus", StoryForms.bolus, &findings)
        let lockout = reader.required("lockout", StoryForms.minutes, &findings)
        let most = reader.required("most", StoryForms.number(PatientBolus.allotment), &findings)
        guard let bolus, let lockout, let most else { return nil }
        guard let patient = PatientBolus(bolus: bolus, allottedPer24Hours: most, lockoutMinutes: lockout) else {
            findings.add(
                "no such boluses", allowed: "a lockout of at most a day, not below the bolus' own time", of: node)
            return nil
        }
        return .patientBolus(patient)
    }
}

extension SetUpOrder {
    private static let keys = ["patient", "class", "catheter", "length", "lowReservoir", "calibration"]

    init?(_ node: StoryNode, _ findings: inout StoryFindings) {
        let reader = StoryReader(node, keys: Self.keys, findings: &findings)
        let patient = reader.required(
            "patient",
            StoryForm(example: "A.B.") {
                PatientCode($0)
            } hint: { _ in
                "1 to 16 letters, digits, '.' and '-'"
            }, &findings)
        let patientClass = reader.required("class", StoryForms.patientClass, &findings)
        let catheter = reader.required("catheter", StoryForms.text, &findings)
        let length = reader.required("length", StoryForms.length, &findings)
        let level = reader.required("lowReservoir", StoryForms.volume, &findings)
        let calibration = reader.optional("calibration", StoryForms.number(0...UInt32.max), &findings)
        guard let patient, let patientClass, let catheter, let length, let level else { return nil }
        self.init(
            patient: patient, patientClass: patientClass, catheter: catheter, length: length, lowReservoirVolume: level,
            calibrationConstant: calibration)
    }
}

extension RefillOrder {
    private static let keys = ["withdrawn", "filled", "concentration", "bridge", "dose"]

    fileprivate init?(_ node: StoryNode, _ findings: inout StoryFindings) {
        let reader = StoryReader(node, keys: Self.keys, findings: &findings)
        let withdrawn = reader.optional("withdrawn", StoryForms.volume, &findings)
        let filled = reader.required("filled", StoryForms.volume, &findings)
        let concentration = reader.required("concentration", StoryForms.concentration, &findings)
        let bridge = reader.optional("bridge", StoryForms.choice([("computed", true), ("none", false)]), &findings)
        let dose = reader.optional("dose", StoryForms.dose, &findings)
        guard let filled, let concentration else { return nil }
        self.init(
            withdrawn: withdrawn, filled: filled, concentration: concentration, isBridged: bridge ?? false, dose: dose)
    }
}

extension StoryForms {
    /// "10 mcg over 5 min".
    static let bolus = StoryForm<Bolus>(example: "10 mcg over 5 min") { text in
        guard let middle = text.firstRange(of: " over ") else { return nil }
        guard let dose = amount.parse(String(text[..<middle.lowerBound])),
            let duration = span.parse(String(text[middle.upperBound...]))
        else { return nil }
        return Bolus(dose: dose, duration: duration)
    } hint: { _ in
        "a dose and a time of at most a day, like '10 mcg over 5 min'"
    }
}
