internal import PumpModel

extension [UInt8] {
    mutating func write(_ event: PumpEvent) {
        write(text: event.pump.text)
        write(entry: event)
    }

    /// Without the pump, which stands before it.
    private mutating func write(entry event: PumpEvent) {
        write(event.number)
        write(event.at)
        switch event.kind {
        case .alarmRaised(let cause):
            append(1)
            append(cause.rawValue)
        case .alarmCleared(let cause):
            append(2)
            append(cause.rawValue)
        case .programChanged(let revision):
            append(3)
            write(revision)
        case .stagedExpired(let id):
            append(4)
            write(id)
        case .refilled(let volume):
            append(5)
            write32(volume)
        case .setUpChanged: append(6)
        case .clockCorrected(let clock):
            append(7)
            write(clock)
        case .patientBolus(let dose):
            append(8)
            write32(dose)
        case .patientBolusRefused: append(9)
        }
    }

    mutating func write(_ request: LogRequest) {
        write(text: request.pump.text)
        write(request.log.rawValue)
        write(request.after)
    }

    mutating func write(_ page: LogPage) {
        write(text: page.pump.text)
        write(page.oldest)
        write(page.newest)
        switch page.entries {
        case .events(let events):
            write(PumpLogName.events.rawValue)
            write(count: events.count)
            for event in events { write(entry: event) }
        case .faults(let faults):
            write(PumpLogName.faults.rawValue)
            write(count: faults.count)
            for fault in faults {
                write(fault.number)
                write(fault.at)
                write(fault.kind.rawValue)
            }
        }
    }

    private mutating func write(count: Int) {
        precondition(count <= Limits.wireListEntries, "a list over its limit")
        write(UInt8(count))
    }
}

extension WireReader {
    mutating func pumpEvent() throws(MessageError) -> PumpEvent {
        let pump: PumpSerial = try serial("pumpSerial")
        let number: UInt32 = try integer("number")
        guard number >= 1 else { throw .invalid(field: "number") }
        return try event(of: pump, number)
    }

    private mutating func event(of pump: PumpSerial, _ number: UInt32) throws(MessageError) -> PumpEvent {
        let at = try timestamp("at")
        let kind: PumpEvent.Kind
        switch try integer("event") as UInt8 {
        case 1: kind = .alarmRaised(try code("alarmCause"))
        case 2: kind = .alarmCleared(try code("alarmCause"))
        case 3: kind = .programChanged(try revision("revision"))
        case 4: kind = .stagedExpired(try transaction("transaction"))
        case 5: kind = .refilled(try quantity("filled"))
        case 6: kind = .setUpChanged
        case 7: kind = .clockCorrected(try clockCorrection())
        case 8: kind = .patientBolus(try quantity("bolusDose"))
        case 9: kind = .patientBolusRefused
        default: throw .invalid(field: "event")
        }
        return PumpEvent(pump: pump, number: number, at: at, kind: kind)
    }

    mutating func logRequest() throws(MessageError) -> LogRequest {
        LogRequest(pump: try serial("pumpSerial"), log: try code("log"), after: try integer("after"))
    }

    mutating func logPage() throws(MessageError) -> LogPage {
        let pump: PumpSerial = try serial("pumpSerial")
        let oldest: UInt32 = try integer("oldest")
        let newest: UInt32 = try integer("newest")
        guard oldest <= newest else { throw .invalid(field: "newest") }
        let log: PumpLogName = try code("log")
        let count: UInt8 = try integer("entryCount")
        // no oldest entry, no entries
        guard count <= Limits.wireListEntries, count == 0 || oldest > 0 else { throw .invalid(field: "entryCount") }
        var last: UInt32?
        /// Entries ascend within what the log holds.
        func nextNumber(_ reader: inout WireReader) throws(MessageError) -> UInt32 {
            let number: UInt32 = try reader.integer("number")
            let ascends = last.map { number > $0 } ?? true
            guard ascends, oldest <= number, number <= newest else { throw .invalid(field: "number") }
            last = number
            return number
        }
        let entries: LogPage.Entries
        switch log {
        case .events:
            var events: [PumpEvent] = []
            for _ in 0..<count { events.append(try event(of: pump, try nextNumber(&self))) }
            entries = .events(events)
        case .faults:
            var faults: [PumpFault] = []
            for _ in 0..<count {
                let number = try nextNumber(&self)
                faults.append(PumpFault(number: number, at: try timestamp("at"), kind: try code("fault")))
            }
            entries = .faults(faults)
        }
        return LogPage(pump: pump, oldest: oldest, newest: newest, entries: entries)
    }
}
