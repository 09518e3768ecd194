internal import PumpModel
package import WandProtocol

/// One line of the simulator's control channel.
package enum SimulatorCommand: Hashable, Sendable {
    case fault(WandFault)
    /// One bit of each of the next so many frames to the host is flipped.
    case corrupt(frames: Int)
    /// Prints the state as JSON.
    case show
    case quit

    /// Why a line is not a command; for the person who wrote it.
    package struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        package var description: String
    }

    /// Every command, as it is written.
    package static let usage = """
        range in|out                  the pump comes into range or leaves it
        strength PERCENT              telemetry strength, 1 to 100
        reboot                        the wand restarts; the pump goes on
        power-cut                     the pump restarts from its memory; what it staged is lost
        stall on|off                  the pump's motor
        memory-error critical|minor on|off
        refill 18 mL                  same drug and concentration
        patient-bolus                 the patient asks for a bolus
        mri in|out [2 h]              a magnet stops the rotor; it turns again 2 to 24 h after it left
        interference                  a pump that alarms delivers nothing until it is interrogated
        empty                         the reservoir is down to its residual volume
        service-days DAYS             to the elective replacement indicator; -90 is the end of service
        accuracy PERMILLE             the pump delivers so much more than it counts, -24 to 25
        clock-drift PPM               the pump's clock runs fast by so many millionths, -10000 to 10000
        line full|fresh|off [0.4 mL]  the catheter, as the set-up says: full of the drug, or as implanted
        advance 24 h                  the pump's clock runs ahead (s, min, h, d)
        answer-delay MILLISECONDS     time between a request and its answer
        drop-answer REQUEST COUNT     the pump acts, nothing is answered
        lose-answer REQUEST COUNT     the pump acts, the wand answers telemetryLost
        lose-request REQUEST COUNT    the pump never hears it, the wand answers telemetryLost
        corrupt COUNT                 flips a bit in each of the next frames to the host
        show                          the state as JSON
        quit                          ends the simulator
        REQUEST is status, interrogate, stage, commit, query, discard, stop or log.
        """

    /// Reads one line.
    package init(text: String) throws(Refusal) {
        let words = text.split(separator: " ").map(String.init)
        guard let name = words.first else { throw Refusal(description: "empty command; try one of:\n\(Self.usage)") }
        guard let command = try Self.command(name, Array(words.dropFirst())) else {
            let usage = Self.usage.split(separator: "\n").first { $0.hasPrefix(name + " ") }
            throw Refusal(
                description: usage.map { "write it like: \($0)" } ?? "unknown command '\(name)'; known are range, "
                    + "strength, reboot, power-cut, stall, memory-error, refill, "
                    + "patient-bolus, mri, interference, empty, service-days, accuracy, clock-drift, line, advance, answer-delay, drop-answer, "
                    + "lose-answer, lose-request, corrupt, show, quit")
        }
        self = command
    }

    private static func command(_ name: String, _ words: [String]) throws(Refusal) -> SimulatorCommand? {
        switch (name, words.count) {
        case ("show", 0): return .show
        case ("quit", 0): return .quit
        case ("reboot", 0): return .fault(.reboot)
        case ("power-cut", 0): return .fault(.powerCut)
        case ("range", 1): return ["in": true, "out": false][words[0]].map { .fault(.range(isInRange: $0)) }
        case ("strength", 1):
            return UInt8(words[0]).flatMap { (1...100).contains($0) ? .fault(.strength($0)) : nil }
        case ("stall", 1): return onOff(words[0]).map { .fault(.condition(.motorStall, isOn: $0)) }
        case ("memory-error", 2):
            let conditions: [String: PumpCondition] = [
                "critical": .criticalMemoryError, "minor": .nonCriticalMemoryError,
            ]
            guard let condition = conditions[words[0]], let isOn = onOff(words[1]) else { return nil }
            return .fault(.condition(condition, isOn: isOn))
        case ("refill", 1...2): return .fault(.refill(to: try volume(words)))
        case ("advance", 1...2): return span(words.joined()).map { .fault(.advance($0)) }
        case ("answer-delay", 1):
            return Int64(words[0]).flatMap { (0...60_000).contains($0) ? .fault(.answerDelay($0)) : nil }
        case ("corrupt", 1): return count(words[0]).map { .corrupt(frames: $0) }
        case ("drop-answer", 2): return strike(.swallowed, words)
        case ("lose-answer", 2): return strike(.answerLost, words)
        case ("lose-request", 2): return strike(.requestLost, words)
        case ("clock-drift", 1):
            return whole(words[0], within: PumpTimeline.drifts).map { .fault(.clockDrift(perMillion: $0)) }
        default: return try happening(name, words).map { .fault(.pump($0)) }
        }
    }

    private static func happening(_ name: String, _ words: [String]) throws(Refusal) -> PumpHappening? {
        switch (name, words.count) {
        case ("patient-bolus", 0): return .patientBolus
        case ("interference", 0): return .interference
        case ("empty", 0): return .emptied
        case ("mri", 1...3): return magnet(words)
        case ("service-days", 1): return whole(words[0], within: -3_650...3_650).map { .serviceDays($0) }
        case ("accuracy", 1): return whole(words[0], within: PumpPhysics.accuracy).map { .accuracy(perMille: $0) }
        case ("line", 1...3): return try line(words)
        default: return nil
        }
    }

    private static func magnet(_ words: [String]) -> PumpHappening? {
        if words == ["in"] { return .magnetEntered }
        guard words[0] == "out" else { return nil }
        let recovery = words.count == 1 ? FieldStall.recovery.lowerBound : span(words[1...].joined())?.milliseconds
        guard let recovery, FieldStall.recovery.contains(recovery) else { return nil }
        return .magnetLeft(resumingAfter: TimeSpan(checked: recovery))
    }

    private static func line(_ words: [String]) throws(Refusal) -> PumpHappening? {
        if words == ["off"] { return .line(nil) }
        guard let isFilled = ["full": true, "fresh": false][words[0]] else { return nil }
        let volume = words.count == 1 ? nil : try self.volume(Array(words.dropFirst()))
        if let volume, !CatheterLine.volumes.contains(volume) {
            throw Refusal(
                description: "a line holds \(CatheterLine.volumes.lowerBound) to \(CatheterLine.volumes.upperBound)")
        }
        return .line(LineStart(volume: volume, isFilled: isFilled))
    }

    private static func volume(_ words: [String]) throws(Refusal) -> Volume {
        do throws(QuantityError) {
            return try Volume(text: words.joined(separator: " "))
        } catch {
            throw Refusal(description: error.description)
        }
    }

    private static func whole(_ word: String, within range: ClosedRange<Int64>) -> Int64? {
        Int64(word).flatMap { range.contains($0) ? $0 : nil }
    }

    private static func onOff(_ word: String) -> Bool? { ["on": true, "off": false][word] }

    private static func count(_ word: String) -> Int? {
        Int(word).flatMap { (0...1_000_000).contains($0) ? $0 : nil }
    }

    private static func strike(_ fault: AnswerFault, _ words: [String]) -> SimulatorCommand? {
        guard let type = requestType(words[0]), let count = count(words[1]) else { return nil }
        return .fault(.strike(fault, next: count, of: type))
    }

    /// The request that a person means by `name`.
    package static func requestType(_ name: String) -> MessageType? {
        let types: [String: MessageType] = [
            "status": .readWandStatus, "interrogate": .interrogate, "stage": .stage, "commit": .commit,
            "query": .queryTransaction, "discard": .discard, "stop": .stop, "log": .readLog,
        ]
        return types[name]
    }

    /// "24h", "30min": a whole number and its unit.
    private static func span(_ text: String) -> TimeSpan? {
        let units: [(String, Int64)] = [("min", 60_000), ("s", 1_000), ("h", 3_600_000), ("d", 86_400_000)]
        guard let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }),
            let number = Int64(text.dropLast(unit.count)), number >= 0
        else { return nil }
        let (milliseconds, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : try? TimeSpan(raw: milliseconds)
    }
}
