package import PumpModel
package import WandProtocol

/// What a test or an operator of the simulator does to a wand and its pump.
package enum WandFault: Hashable, Sendable {
    /// The pump comes into range or leaves it.
    case range(isInRange: Bool)
    /// Telemetry strength in percent, 1 to 100.
    case strength(UInt8)
    /// The wand restarts: its session, its queue and its uptime are gone. The pump goes on.
    case reboot
    /// The pump loses its power for a moment, and with it what it staged.
    case powerCut
    /// Another programmer changes the program, under an id of its own; what is staged stays staged.
    case reprogram(Program, TransactionID)
    case condition(PumpCondition, isOn: Bool)
    case refill(to: Volume)
    /// What happens to the pump at the bedside.
    case pump(PumpHappening)
    /// The pump's clock runs ahead by this much at once.
    case advance(TimeSpan)
    /// From now on the pump's clock runs faster by so many millionths, slower if negative.
    case clockDrift(perMillion: Int64)
    case strike(AnswerFault, next: Int, of: MessageType)
    case answerRate(AnswerFault, of: MessageType, perMillion: UInt32)
    /// Time between the arrival of a request and its answer, in milliseconds.
    case answerDelay(Int64)
}
