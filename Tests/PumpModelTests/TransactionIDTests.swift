import PumpModel
import Testing

struct TransactionIDTests {
    @Test func textKeepsLeadingZeros() throws {
        let id = TransactionID(high: 0x01, low: 0xFEDC_BA98_7654_3210)
        #expect(id.description == "0000000000000001fedcba9876543210")
        #expect(TransactionID(id.description) == id)
    }

    @Test(arguments: [(UInt64.min, UInt64.min), (.max, .max), (0, .max), (.max, 0)])
    func extremesSurvive(high: UInt64, low: UInt64) {
        let id = TransactionID(high: high, low: low)
        #expect(id.description.utf8.count == 32)
        #expect(TransactionID(id.description) == id)
    }

    @Test(arguments: [
        "", "0", String(repeating: "0", count: 31), String(repeating: "0", count: 33),
        "0000000000000001FEDCBA9876543210", "+000000000000001fedcba9876543210", "-000000000000001fedcba9876543210",
        "0000000000000001fedcba987654321g", "0000000000000001fedcba98765432 0", "00000000-0000-0001-fedc-ba9876543",
        "００000000000000000000000000",
    ])
    func otherTextIsRefused(_ text: String) {
        #expect(TransactionID(text) == nil)
    }
}
