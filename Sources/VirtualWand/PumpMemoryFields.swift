internal import PumpModel
internal import WandProtocol

/// The fields of one line, separated by spaces, in raw units: each `fields` is read by its `init(fields:)`.
extension Timestamp {
    var fields: String { String(millisecondsSince1970) }

    init?(fields text: some StringProtocol) {
        guard let raw = Int64(text), let value = try? Timestamp(millisecondsSince1970: raw) else { return nil }
        self = value
    }
}

extension Program {
    var fields: String {
        switch self {
        case .stopped: "stopped"
        case .minimumRate: "minimumRate"
        case .simpleContinuous(let dose): "simpleContinuous \(dose.rawValue)"
        case .singleBolus(let bolus, let base):
            "singleBolus \(bolus.dose.rawValue) \(bolus.duration.rawValue) \(base.rawValue)"
        }
    }

    init?(fields: ArraySlice<Substring>) {
        let numbers = fields.dropFirst().compactMap { Int64($0) }
        guard let name = fields.first, numbers.count == fields.count - 1 else { return nil }
        switch (name, numbers.count) {
        case ("stopped", 0): self = .stopped
        case ("minimumRate", 0): self = .minimumRate
        case ("simpleContinuous", 1):
            guard let dose = try? DailyDose(raw: numbers[0]) else { return nil }
            self = .simpleContinuous(dose)
        case ("singleBolus", 3):
            guard let dose = try? Dose(raw: numbers[0]), let duration = try? TimeSpan(raw: numbers[1]),
                let bolus = Bolus(dose: dose, duration: duration), let base = try? DailyDose(raw: numbers[2])
            else { return nil }
            self = .singleBolus(bolus, base: base)
        default: return nil
        }
    }
}

extension PumpEvent.Kind {
    var fields: String {
        switch self {
        case .alarmRaised(let cause): "alarmRaised \(cause.rawValue)"
        case .alarmCleared(let cause): "alarmCleared \(cause.rawValue)"
        case .programChanged(let revision): "programChanged \(revision)"
        case .stagedExpired(let id): "stagedExpired \(id)"
        }
    }

    init?(fields: ArraySlice<Substring>) {
        guard fields.count == 2, let name = fields.first, let value = fields.last else { return nil }
        let cause = UInt8(value).flatMap(AlarmCause.init(rawValue:))
        switch name {
        case "alarmRaised":
            guard let cause else { return nil }
            self = .alarmRaised(cause)
        case "alarmCleared":
            guard let cause else { return nil }
            self = .alarmCleared(cause)
        case "programChanged":
            guard let revision = UInt32(value) else { return nil }
            self = .programChanged(ProgramRevision(revision))
        case "stagedExpired":
            guard let id = TransactionID(String(value)) else { return nil }
            self = .stagedExpired(id)
        default: return nil
        }
    }
}

extension AppliedChange {
    init?(fields: ArraySlice<Substring>) {
        guard fields.count >= 5, let id = TransactionID(String(fields[fields.startIndex])),
            let revision = UInt32(fields[fields.startIndex + 1]),
            let at = Timestamp(fields: fields[fields.startIndex + 2]),
            let changed = ["0": false, "1": true][fields[fields.startIndex + 3]],
            let program = Program(fields: fields[(fields.startIndex + 4)...])
        else { return nil }
        self.init(
            applied: AppliedTransaction(transaction: id, revision: ProgramRevision(revision), at: at),
            program: program, changedRevision: changed)
    }
}

extension PumpCondition {
    static func set(text: String) -> Set<PumpCondition>? {
        let names = text.split(separator: ",")
        let conditions = names.compactMap { PumpCondition(rawValue: String($0)) }
        return conditions.count == names.count ? Set(conditions) : nil
    }
}
