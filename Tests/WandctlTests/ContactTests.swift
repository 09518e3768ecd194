import Testing

@testable import wandctl

struct ContactTests {
    /// The site's own line, unless the operator wrote another one; an empty one of theirs is nobody.
    @Test(
        arguments: [
            (nil, nil, nil), (nil, "site", "site"), ("mine", nil, "mine"), ("mine", "site", "mine"), ("", "site", nil),
            (nil, "", nil),
        ] as [(String?, String?, String?)])
    func whoToCall(given: String?, site: String?, called: String?) {
        #expect(Contact.line(given: given, site: site) == called)
    }
}
