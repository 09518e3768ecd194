import Testing

@testable import FHIRExport

@Suite struct NamingTests {
    /// The vectors of RFC 3174, and lengths around a block's end.
    @Test(arguments: [
        ("", 1, "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("abc", 1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
        ),
        ("a", 1_000_000, "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
        (
            "0123456701234567012345670123456701234567012345670123456701234567", 10,
            "dea356a2cddd90c7a7ecedc5ebb563934f460452"
        ),
        ("a", 55, "c1c8bbdc22796e28c0e15163d20899b65621d65a"),
        ("a", 56, "c2db330f6083854c99d4b5bfb6e8f29f201be699"),
        ("a", 64, "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
    ])
    func digests(_ part: String, _ times: Int, _ expected: String) {
        let digest = SHA1.digest(of: Array(String(repeating: part, count: times).utf8))
        #expect(digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == expected)
    }

    /// Computed by Python's `uuid.uuid5`.
    @Test func nameBasedUUIDs() {
        #expect(NameUUID(in: .url, name: "www.example.com").description == "b63cdfa4-3df9-568e-97ae-006c5b8fd652")
        #expect(NameUUID.export.description == "2f87dcbe-b0c1-5cc0-8868-7aaec3438779")
        let pump = ResourceID("Device", ["pump", "ITB-0042"])
        #expect(pump.url == "urn:uuid:b4e86e11-3493-5a59-b8ca-848c566ba296")
    }

    @Test func partsOfANameDoNotRunTogether() {
        let names = [["a", "bc"], ["ab", "c"], ["abc"], ["a", "b", "c"], ["a,1:bc"], []]
        #expect(Set(names.map { ResourceID("Device", $0) }).count == names.count)
        #expect(ResourceID("Device", ["a"]).text != ResourceID("Flag", ["a"]).text)
    }

    @Test func aNameThatIsGivenAgainIsAnother() {
        var entries = BundleEntries()
        let identities = (0..<4).map { _ in entries.identity("Flag", ["a"]) }
        #expect(Set(identities).count == 4)
        #expect(identities[0] == ResourceID("Flag", ["a"]))
    }
}
