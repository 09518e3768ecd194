import PumpModel
import Testing

@testable import Dosing

@Suite("What a site knows of its pumps")
struct CatalogTests {
    @Test(
        "The dates count with the larger error, the site's or the model's, and with the site's where no model is known",
        arguments: [(20, 25), (25, 25), (26, 26), (40, 40)] as [(Int64, Int64)])
    func largerError(_ ofSite: Int64, _ counted: Int64) {
        // the model's own is 25 per mille
        let site = RegistrationCard.Policy(flowErrorPerMille: ofSite, marginDays: 5)
        let catalog = DosingRules.strict.catalog
        let policy = catalog.policy(for: "M", atLeast: site)
        #expect(policy.flowErrorPerMille == counted && policy.marginDays == 5)
        #expect(catalog.policy(for: "m", atLeast: site).flowErrorPerMille == ofSite)
    }
}
