package import PumpModel

/// The pump models and the catheters that a site works with. What is not in it is unknown, and not dosed.
package struct PumpCatalog: Hashable, Sendable {
    /// Each model once.
    package var pumps: [PumpProfile]
    /// Each name once.
    package var catheters: [CatheterProfile]

    package init(pumps: [PumpProfile], catheters: [CatheterProfile]) {
        self.pumps = pumps
        self.catheters = catheters
    }

    package func pump(_ model: String) -> PumpProfile? { pumps.first { $0.model == model } }

    /// The dates of a card as the site wants them, and never less pessimistic than a pump's model asks for.
    package func policy(
        for model: String, atLeast policy: RegistrationCard.Policy
    ) -> RegistrationCard.Policy { pump(model)?.policy(atLeast: policy) ?? policy }

    package func catheter(_ name: String) -> CatheterProfile? { catheters.first { $0.name == name } }
}
