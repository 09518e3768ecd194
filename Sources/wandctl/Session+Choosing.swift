import ControlAPI
import WandClient

/// What is meant when a wand or a pump is not named: only ever the one there is.
extension Session {
    /// The wand called `name`, or the only one.
    func wand(named name: String?) async throws -> API.Wand {
        let wands = try await client.wands()
        return try Self.choose(name, from: wands)
    }

    static func choose(_ name: String?, from wands: [API.Wand]) throws(Failure) -> API.Wand {
        let names = wands.map(\.name).joined(separator: ", ")
        if let name {
            guard let wand = wands.first(where: { $0.name == name }) else {
                throw Failure(.usage, "no wand is called '\(name)'", advice: "There are: \(names).")
            }
            return wand
        }
        guard let wand = wands.first, wands.count == 1 else {
            throw Failure(.usage, "there are \(wands.count) wands", advice: "Name one of them with --wand: \(names).")
        }
        return wand
    }

    /// The wand in whose range the pump is; without a pump, the only wand that reaches one.
    static func choose(reaching serial: String?, from wands: [API.Wand]) throws(Failure) -> (
        wand: API.Wand, pump: String
    ) {
        let reaching = wands.compactMap { wand in
            (wand.status?.pumpInRange?.serial).map { (wand: wand, pump: $0) }
        }
        let matching = reaching.filter { serial == nil || $0.pump == serial }
        if let match = matching.first, matching.count == 1 { return match }
        let seen = reaching.isEmpty ? "none" : reaching.map { "\($0.pump) at \($0.wand.name)" }.joined(separator: ", ")
        guard let serial else {
            throw Failure(
                reaching.isEmpty ? .refused : .usage,
                reaching.isEmpty ? "no pump is in range of a wand" : "several pumps are in range",
                advice: reaching.isEmpty ? "Hold the wand over the pump, or name the pump." : "Name one of: \(seen).")
        }
        throw Failure(.refused, "pump \(serial) is not in range of a wand", advice: "In range: \(seen).")
    }

    /// The pump that is named, or the one in range, or the only one that was read.
    func pumpSerial(_ named: String?) async throws -> String {
        if let named { return named }
        let wands = try await client.wands()
        if let found = try? Self.choose(reaching: nil, from: wands) { return found.pump }
        let known = try await client.pumps().map(\.serial)
        guard let only = known.first, known.count == 1 else {
            throw Failure(
                .usage, known.isEmpty ? "no pump is in range, and none was read" : "several pumps are known",
                advice: known.isEmpty
                    ? "Hold the wand over the pump." : "Name one of: \(known.joined(separator: ", ")).")
        }
        return only
    }
}
