internal import ArgumentParser
internal import PumpModel
internal import VirtualWand
internal import WandProtocol

/// What the wand is, and how well it reaches the pump.
struct WandOptions: ParsableArguments {
    @Option(help: "The wand's serial number: 1 to 20 of A-Z, 0-9, '-'.", transform: readWandSerial)
    var wandSerial = WandSerial(checked: "SIM-WAND-1")

    @Flag(help: "Start with no pump in range.")
    var outOfRange = false

    @Option(help: "Telemetry strength in percent, 1 to 100.")
    var strength: UInt8 = 80

    @Option(help: "Milliseconds between a request and its answer.")
    var answerDelay: Int64 = 30

    @Option(
        help: ArgumentHelp(
            "The pump acts on the next COUNT requests and nothing is answered. Repeatable.",
            valueName: "request=count"), transform: readRequestNumber)
    var dropAnswer: [RequestNumber] = []

    @Option(
        help: ArgumentHelp(
            "The same at a rate per million. Repeatable.", valueName: "request=rate"), transform: readRequestNumber)
    var dropAnswersPerMillion: [RequestNumber] = []

    @Option(
        help: ArgumentHelp(
            "The pump acts, and the wand answers telemetryLost, at a rate per million. Repeatable.",
            valueName: "request=rate"), transform: readRequestNumber)
    var loseAnswersPerMillion: [RequestNumber] = []

    @Option(
        help: ArgumentHelp(
            "The pump never hears it, and the wand answers telemetryLost, at a rate per million. Repeatable.",
            valueName: "request=rate"), transform: readRequestNumber)
    var loseRequestsPerMillion: [RequestNumber] = []

    func validate() throws {
        guard (1...100).contains(strength) else { throw ValidationError("--strength is 1 to 100 percent") }
        guard (0...60_000).contains(answerDelay) else { throw ValidationError("--answer-delay is 0 to 60000 ms") }
    }

    func configuration(seed: UInt64) -> VirtualWand.Configuration {
        var configuration = VirtualWand.Configuration(identity: WandIdentity(serial: wandSerial))
        configuration.isPumpInRange = !outOfRange
        configuration.strengthPercent = strength
        configuration.answerDelay = answerDelay
        var faults = AnswerFaults(seed: seed &+ 2)
        for drop in dropAnswer { faults.strike(.swallowed, next: Int(drop.number), of: drop.type) }
        for rate in dropAnswersPerMillion { faults.set(.swallowed, of: rate.type, perMillion: rate.number) }
        for rate in loseAnswersPerMillion { faults.set(.answerLost, of: rate.type, perMillion: rate.number) }
        for rate in loseRequestsPerMillion { faults.set(.requestLost, of: rate.type, perMillion: rate.number) }
        configuration.answerFaults = faults
        return configuration
    }
}

/// "commit=1".
struct RequestNumber {
    var type: MessageType
    var number: UInt32
}

private func readRequestNumber(_ text: String) throws -> RequestNumber {
    let parts = text.split(separator: "=")
    guard parts.count == 2, let type = SimulatorCommand.requestType(String(parts[0])),
        let number = UInt32(parts[1]), number <= 1_000_000
    else {
        throw ValidationError(
            "write REQUEST=NUMBER, up to 1000000; REQUEST is status, interrogate, stage, commit, query, discard, stop "
                + "or log"
        )
    }
    return RequestNumber(type: type, number: number)
}

private func readWandSerial(_ text: String) throws -> WandSerial {
    guard let serial = WandSerial(text) else { throw ValidationError("a serial number is 1 to 20 of A-Z, 0-9, '-'") }
    return serial
}
