internal import ArgumentParser
internal import PumpModel
internal import VirtualWand
internal import WandProtocol

/// What the pump is. An existing state file knows better; the options then only describe a pump that is not made.
struct PumpOptions: ParsableArguments {
    /// The state file holds another pump than the one that was asked for.
    struct Mismatch: Error, CustomStringConvertible {
        let description: String
    }

    /// As it would stand on the packaging.
    private static let calibrationConstant: UInt32 = 113

    @Option(
        help: "File of the pump's non-volatile memory. If it is there it wins over the options below; else it is made.")
    var state: String?

    @Option(
        help: "The pump's serial number: 1 to 20 of A-Z, 0-9, '-'. (default: SIM-PUMP-1)", transform: readPumpSerial)
    var pumpSerial: PumpSerial?

    @Flag(help: "The pump is in a patient; else it lies on a bench.")
    var implanted = false

    @Option(help: "Drug concentration.", transform: readQuantity)
    var concentration = Concentration(checked: 500)

    @Option(help: "The dose of the first program; 0 for a stopped pump.", transform: readQuantity)
    var dose = DailyDose(checked: 100_000)

    @Option(help: "What the reservoir holds at first.", transform: readQuantity)
    var reservoir = Volume(checked: 18_000_000)

    @Option(help: "The nominal size of the reservoir.", transform: readQuantity)
    var reservoirSize = Volume(checked: 20_000_000)

    @Option(help: "The reservoir's alarm level.", transform: readQuantity)
    var lowReservoir = PumpBounds.customary.lowReservoirVolume

    @Option(help: "Days to the elective replacement indicator.")
    var serviceDays: Int64 = 2_000

    @Option(help: "How long ago the first program was applied, in days.")
    var programmedDaysAgo: Int64 = 7

    @Option(help: "How many times faster the pump's time runs; the link's timers and a stage's lifetime stay real.")
    var timeFactor: Int64 = 1

    @OptionGroup
    var setUp: SetUpOptions

    func validate() throws {
        guard (1...1_000_000).contains(timeFactor) else { throw ValidationError("--time-factor is 1 to 1000000") }
        guard (0...3_650).contains(programmedDaysAgo) else {
            throw ValidationError("--programmed-days-ago is 0 to 3650")
        }
        guard (0...3_650).contains(serviceDays) else { throw ValidationError("--service-days is 0 to 3650") }
        guard reservoir <= reservoirSize else {
            throw ValidationError("--reservoir \(reservoir) exceeds --reservoir-size \(reservoirSize)")
        }
    }

    /// The memory that the file holds, or a new pump's, which is saved before it is used.
    func memory(in file: borrowing PumpMemoryFile?, clock: Timestamp) throws -> PumpMemory {
        if let kept = try file?.load() {
            if let pumpSerial, pumpSerial != kept.identity.serial {
                throw Mismatch(description: "the state file holds pump \(kept.identity.serial), not \(pumpSerial)")
            }
            return kept
        }
        var bounds = PumpBounds.customary
        bounds.lowReservoirVolume = lowReservoir
        let identity = PumpIdentity(
            serial: pumpSerial ?? PumpSerial(checked: "SIM-PUMP-1"), model: "VP-20", firmware: "1.0",
            reservoirSize: reservoirSize, calibrationConstant: Self.calibrationConstant)
        var new = PumpMemory(
            identity: identity, isImplanted: implanted, concentration: concentration,
            program: dose == .zero ? .stopped : .simpleContinuous(dose), reservoir: reservoir, clock: clock,
            bounds: bounds, serviceDays: serviceDays,
            setUp: setUp.setUp(lowReservoir: lowReservoir, calibrationConstant: Self.calibrationConstant),
            programmedAt: clock.advanced(byMilliseconds: -programmedDaysAgo * TimeSpan.day.milliseconds))
        if let line = new.setUp?.lineVolume, !setUp.noLine {
            new.physics.line = CatheterLine(volume: line, filledWith: concentration, at: clock)
        }
        try file?.save(new)
        return new
    }
}

/// Reads a pump's serial number.
private func readPumpSerial(_ text: String) throws -> PumpSerial {
    guard let serial = PumpSerial(text) else { throw ValidationError("a serial number is 1 to 20 of A-Z, 0-9, '-'") }
    return serial
}

extension PumpMemoryFileError {
    /// The file was read, and what it holds was refused.
    var isAboutContent: Bool {
        switch self {
        case .refused, .tooLarge: true
        case .system, .inUse: false
        }
    }
}

extension ExitCode {
    /// A file holds what it should not.
    static var dataError: ExitCode { ExitCode(65) }
}

/// Reads a quantity with its unit.
func readQuantity<Value: Quantity>(_ text: String) throws -> Value { try Value(text: text) }
