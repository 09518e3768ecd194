internal import PumpModel
internal import VirtualWand
internal import WandProtocol

/// The wand and the pumps that can lie behind it: at any time one of two.
///
/// A pump's memory is what it persisted last; a power cut makes a new wand and pump from that.
struct Bedside: Sendable {
    static let serials = [PumpSerial(checked: "PUMP-A"), PumpSerial(checked: "PUMP-B")]
    /// Of both pumps, in micrograms per milliliter.
    static let concentration = Concentration(checked: 500)

    /// Of both pumps.
    static let setUp = PumpSetUp(
        patient: PatientCode(checked: "S.I.M."), patientClass: .adultSpinal, tubingVolume: Volume(checked: 200_000),
        catheterLength: Length(checked: 760_000), catheterVolume: Volume(checked: 167_200),
        lowReservoirVolume: Volume(checked: 2_000_000), calibrationConstant: 113)

    var wand: VirtualWand
    private(set) var memories: [PumpMemory]
    private(set) var current = 0
    var isInRange = true
    var answerDelay: Int64 = 20

    init(seed: UInt64, at moment: Moment) {
        memories = Self.serials.map { serial in
            PumpMemory(
                identity: PumpIdentity(
                    serial: serial, model: "VP-20", firmware: "1.0", reservoirSize: Volume(checked: 20_000_000),
                    calibrationConstant: 113),
                concentration: Self.concentration, program: .simpleContinuous(DailyDose(checked: 100_000)),
                reservoir: Volume(checked: 18_000_000), clock: moment.utc, setUp: Self.setUp)
        }
        wand = VirtualWand(
            configuration: .init(identity: Self.identity), memory: memories[0], seed: seed, at: moment)
        start(seed: seed, at: moment)
    }

    var memory: PumpMemory { memories[current] }

    mutating func persist(_ memory: PumpMemory) { memories[current] = memory }

    mutating func swap() { current = 1 - current }

    /// A wand and a pump with power, as the memory has it.
    mutating func start(seed: UInt64, at moment: Moment) {
        var configuration = VirtualWand.Configuration(identity: Self.identity)
        configuration.isPumpInRange = isInRange
        configuration.answerDelay = answerDelay
        configuration.answerFaults = AnswerFaults(seed: seed)
        wand = VirtualWand(configuration: configuration, memory: memory, seed: seed, at: moment)
    }

    private static let identity = WandIdentity(serial: WandSerial(checked: "WAND-1"))
}
