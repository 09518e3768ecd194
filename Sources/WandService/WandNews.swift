package import PumpModel

/// What has changed, by name: how it is now is for whoever hears of it to ask.
package enum WandNews: Hashable, Sendable {
    /// Its port, its session, or what it says of itself and the pump in range.
    case wand(String)
    /// It was read.
    case pump(PumpSerial)
}
