import PumpModel
import VirtualWand
import WandProtocol

/// 2026-01-01T00:00:00Z, when every pump here begins.
let start = Timestamp(clamping: 1_767_225_600_000)
let day: Int64 = 86_400_000
let hour: Int64 = 3_600_000
let pumpSerial = PumpSerial(checked: "PUMP-1")

/// `milliseconds` after the start, by both clocks.
func at(_ milliseconds: Int64) -> Moment {
    Moment(uptimeMilliseconds: milliseconds, utc: start.advanced(byMilliseconds: milliseconds))
}

func id(_ number: UInt64) -> TransactionID { TransactionID(high: 0xA0, low: number) }
func dose(_ micrograms: Int64) -> DailyDose { DailyDose(checked: micrograms * 1_000) }
func continuous(_ micrograms: Int64) -> Program { .simpleContinuous(dose(micrograms)) }

func bolus(_ micrograms: Int64, seconds: Int64, base: Int64) throws -> Program {
    struct NotABolus: Error {}
    guard let bolus = Bolus(dose: Dose(checked: micrograms * 1_000), duration: TimeSpan(checked: seconds * 1_000))
    else { throw NotABolus() }
    return .singleBolus(bolus, base: dose(base))
}

/// A 20 mL pump with 500 mcg/mL.
func memory(
    _ program: Program = continuous(100), nanoliters: Int64 = 18_000_000, concentration: Int64 = 500,
    serviceDays: Int64 = 2_000
) -> PumpMemory {
    PumpMemory(
        identity: PumpIdentity(
            serial: pumpSerial, model: "VP 20", firmware: "1.0", reservoirSize: Volume(checked: 20_000_000),
            calibrationConstant: 113),
        concentration: Concentration(checked: concentration), program: program,
        reservoir: Volume(checked: nanoliters), clock: start, serviceDays: serviceDays)
}

extension VirtualPump {
    init(_ memory: PumpMemory) { self.init(memory: memory, at: at(0)) }

    /// The answer to `request` at `milliseconds` after the start.
    mutating func ask(_ request: Message, _ milliseconds: Int64 = 0) -> Message? {
        handle(request, at: at(milliseconds)).compactMap { action -> Message? in
            if case .answer(let message) = action { message } else { nil }
        }.first
    }

    mutating func stage(
        _ number: UInt64, _ program: Program, base: UInt32 = 1, lifetime: Int64 = 60_000, at time: Int64 = 0
    ) -> Message? {
        stage(number, PumpChange(program: program), base: base, lifetime: lifetime, at: time)
    }

    mutating func stage(
        _ number: UInt64, _ change: PumpChange, base: UInt32 = 1, lifetime: Int64 = 60_000, at time: Int64 = 0
    ) -> Message? {
        ask(
            .stage(
                StageRequest(
                    pump: pumpSerial, transaction: id(number), baseRevision: ProgramRevision(base),
                    lifetime: TimeSpan(checked: lifetime), change: change)), time)
    }

    mutating func commit(_ number: UInt64, base: UInt32 = 1, at time: Int64 = 0) -> Message? {
        ask(
            .commit(
                CommitRequest(pump: pumpSerial, transaction: id(number), baseRevision: ProgramRevision(base))), time)
    }

    mutating func stop(_ number: UInt64, at time: Int64 = 0) -> Message? {
        ask(.stop(TransactionRequest(pump: pumpSerial, transaction: id(number))), time)
    }

    mutating func discard(_ number: UInt64, at time: Int64 = 0) -> TransactionStatus.Outcome? {
        let answer = ask(.discard(TransactionRequest(pump: pumpSerial, transaction: id(number))), time)
        if case .discarded(let status) = answer { return status.outcome }
        return nil
    }

    mutating func query(_ number: UInt64, at time: Int64 = 0) -> TransactionStatus.Outcome? {
        let answer = ask(.queryTransaction(TransactionRequest(pump: pumpSerial, transaction: id(number))), time)
        if case .transactionStatus(let status) = answer { return status.outcome }
        return nil
    }

    var alarmCauses: [AlarmCause] { memory.alarms.map(\.cause) }
}

extension Message {
    var faultCode: FaultCode? {
        if case .fault(let fault) = self { fault.code } else { nil }
    }

    var applied: AppliedTransaction? {
        switch self {
        case .committed(let applied), .stopped(let applied): applied
        default: nil
        }
    }
}
