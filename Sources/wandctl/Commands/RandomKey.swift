/// A key that nobody else uses.
enum RandomKey {
    static func make() -> String {
        "wandctl-" + String(UInt64.random(in: .min ... .max), radix: 16)
            + String(UInt64.random(in: .min ... .max), radix: 16)
    }
}
