internal import ControlAPI
internal import PumpModel

extension API.Card {
    /// - Parameter contact: who to call, as the site configures it.
    init(_ card: RegistrationCard, contact: String?) {
        self.init(
            pumpSerial: card.identity.serial.text, model: card.identity.model,
            reservoirSizeNanoliters: card.identity.reservoirSize.nanoliters, drug: card.drug.name,
            concentrationMicrogramsPerMilliliter: card.concentration.microgramsPerMilliliter,
            program: API.Program(card.program), total24HoursNanograms: card.total24Hours.nanogramsPerDay,
            total24HoursMicrograms: card.total24Hours.decimalText, readAt: card.interrogatedAt.description,
            reservoirNanoliters: card.reservoir.nanoliters,
            worstFlowNanolitersPerDay: card.worstFlow.nanolitersPerDay,
            lowReservoirDate: card.lowReservoirDate?.description,
            refillBy: card.refillBy?.description, emptyDate: card.emptyDate?.description,
            contact: contact)
    }
}
