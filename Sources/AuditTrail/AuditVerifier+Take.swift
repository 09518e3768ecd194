extension AuditVerifier {
    /// The next record of the trail.
    /// - Returns: what is wrong with it, as far as that is certain by now.
    public mutating func take(_ record: AuditRecord) -> [AuditFinding] {
        let isIntact = record.isIntact
        if start == nil {
            begin(with: record, isIntact: isIntact)
        } else if count == 1, isIntact {
            placeFirst(before: record)
        }
        count += 1

        let sequence = sequence(of: record, isIntact: isIntact)
        var findings: [AuditFinding] = []
        if !isIntact {
            findings.append(.changed(sequence: sequence))
        } else if sequence != record.sequence {
            findings.append(.misnumbered(sequence: record.sequence, place: sequence))
        }
        let place = Place(
            sequence: sequence, hash: record.hash, isTrusted: isIntact && sequence == record.sequence)
        findings += settle(place, previous: place.isTrusted ? record.previous : nil)
        return findings
    }

    /// Takes the beginning from the first record.
    private mutating func begin(with record: AuditRecord, isIntact: Bool) {
        var place = Place(.beginning)
        if !isIntact {
            let sequence = record.previous == .beginning ? 0 : max(record.sequence, 1) - 1
            place = Place(sequence: sequence, hash: record.previous, isTrusted: false)
        } else if record.sequence > 1, record.previous != .beginning {
            place = Place(sequence: record.sequence - 1, hash: record.previous, isTrusted: true)
        }
        start = place
        latest = place
        highest = place
        settledThrough = place.sequence
    }

    /// A first record that was changed gave a number that nothing confirms: the second one may know better.
    private mutating func placeFirst(before record: AuditRecord) {
        guard let start, !start.isTrusted, record.previous == latest.hash, record.sequence > 2 else { return }
        self.start?.sequence = record.sequence - 2
        settledThrough = record.sequence - 2
        latest.sequence = record.sequence - 1
        highest = latest
        first = latest.sequence
    }

    /// The place where the record stands: by its link to the record before it, else by its number. Where that one is not
    /// to be trusted and this one is, its number says more than the link: one wrong place does not shift all that follow.
    private func sequence(of record: AuditRecord, isIntact: Bool) -> Int64 {
        let isLinked = record.previous == latest.hash && (latest.isTrusted || !isIntact)
        return isLinked && latest.sequence < .max ? latest.sequence + 1 : record.sequence
    }

    private mutating func settle(_ place: Place, previous: AuditHash?) -> [AuditFinding] {
        let sequence = place.sequence
        var findings: [AuditFinding] = []
        if sequence > highest.sequence {
            findings += extend(to: place, previous: previous)
        } else if let index = gaps.lastIndex(where: { $0.sequences.contains(sequence) }) {
            if sequence < latest.sequence {
                findings.append(.outOfOrder(sequence: sequence, after: latest.sequence))
            }
            let gap = gaps[index]
            findings += gap.brokenLinks(by: sequence, previous: previous, hash: place.linkHash)
            gaps.replaceSubrange(
                index...index, with: gap.split(by: sequence, previous: previous, hash: place.linkHash))
        } else if sequence <= settledThrough {
            if sequence <= latest.sequence {
                findings.append(.outOfOrder(sequence: sequence, after: latest.sequence))
            }
        } else {
            return [.duplicated(sequence: sequence)]
        }
        findings += closeSurplusGaps()
        latest = place
        first = min(first ?? sequence, sequence)
        if sequence == watched, sequence > settledThrough, watchedPlace == nil { watchedPlace = place }
        return findings
    }

    /// The trail goes on with a higher number than before.
    private mutating func extend(to place: Place, previous: AuditHash?) -> [AuditFinding] {
        defer { highest = place }
        guard place.sequence == highest.sequence + 1 else {
            gaps.append(
                AuditGap(
                    sequences: highest.sequence + 1...place.sequence - 1, below: highest.linkHash, above: previous))
            return []
        }
        if let hash = highest.linkHash, let previous, previous != hash {
            return [.brokenLink(sequence: place.sequence)]
        }
        return []
    }

    private mutating func closeSurplusGaps() -> [AuditFinding] {
        guard gaps.count > Self.openGaps else { return [] }
        let lowest = gaps.removeFirst()
        settledThrough = lowest.sequences.upperBound
        return [.missing(lowest.sequences)]
    }
}
