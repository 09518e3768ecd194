extension AuditVerifier {
    /// What is certain when no further record comes.
    /// - Parameter expected: a head that was kept elsewhere. The trail has to hold exactly that record, and may go on
    ///   after it; a record in the middle can be compared only if the verifier was told to watch for it.
    public func finish(expecting expected: AuditHead?) -> [AuditFinding] {
        var findings = gaps.map { AuditFinding.missing($0.sequences) }
        if let expected {
            findings += compare(with: expected)
        }
        return findings
    }

    private func compare(with expected: AuditHead) -> [AuditFinding] {
        if expected.sequence > highest.sequence {
            return [.truncated(last: highest.sequence, expected: expected)]
        }
        if gaps.contains(where: { $0.sequences.contains(expected.sequence) }) {
            return []  // said to be missing
        }
        let places = [highest, watchedPlace, start].compactMap { $0 }
        guard let place = places.first(where: { $0.sequence == expected.sequence }) else {
            return [.headNotCompared(sequence: expected.sequence)]
        }
        // a record that is not to be trusted was found already
        guard place.isTrusted, place.hash != expected.hash else { return [] }
        return [.wrongHead(sequence: expected.sequence, expected: expected.hash, found: place.hash)]
    }
}
