/// Reads a trail record by record, in the order in which it is stored, and tells what is wrong with it.
///
/// States: before the first record, a verifier made by `init()` knows no beginning and takes it from that record; then
/// it knows where the trail begins, the highest record so far, the record before, and the gaps that are open: numbers
/// below the highest that did not come yet. `take` moves it on, `finish` closes the gaps and may be asked at any time.
///
/// Promise: no finding means that the records are `first...last`, each once, in order, unchanged, each linked to the one
/// before, down to where the trail begins. What that alone can not show is an end cut off and a trail rewritten from
/// some record to its end with all hashes computed anew: those take a head that was kept elsewhere.
///
/// Findings are one for each act, as far as the records allow:
/// - a record that does not match its hash is `changed`, whatever field it was, and nothing else it says is held against
///   it or its neighbours. It is placed by its link to the record before, where there is none by its number: the first
///   record of a piece is named by what it says itself;
/// - records that come late are `outOfOrder`, once for each step back of the trail (two for a swap of records that are
///   not neighbours), and neither missing nor duplicated; their links are checked as if they had come in time;
/// - `missing` is said in `finish`, when it is certain.
///
/// Memory is constant: beyond `openGaps` gaps the lowest one is said to be missing at once, and records with numbers up
/// to there that come later are `outOfOrder`, never `duplicated`. A hash that passed is forgotten, so the one record in
/// the middle that a kept head names has to be told at the start (`watching`).
public struct AuditVerifier: Hashable, Sendable {
    /// Gaps that are kept open at the same time.
    public static let openGaps = 1024

    /// What is known of one record when the next ones come.
    struct Place: Hashable, Sendable {
        var sequence: Int64
        /// As the record states it.
        var hash: AuditHash
        /// The record is what its hash says: a neighbour's link can be held against it.
        var isTrusted: Bool

        init(sequence: Int64, hash: AuditHash, isTrusted: Bool) {
            self.sequence = sequence
            self.hash = hash
            self.isTrusted = isTrusted
        }

        init(_ head: AuditHead) { self.init(sequence: head.sequence, hash: head.hash, isTrusted: true) }

        var linkHash: AuditHash? { isTrusted ? hash : nil }
    }

    /// Where the trail begins: the place before its first record. Nil until `init()` has seen a record.
    var start: Place?
    /// The record before in the order of the trail, `start` before the first one; duplicates do not count.
    var latest: Place
    /// The record with the highest number.
    var highest: Place
    var gaps: [AuditGap] = []
    /// No gap is open up to here, and which records have come is not known.
    var settledThrough: Int64

    let watched: Int64?
    var watchedPlace: Place?

    var first: Int64?
    var count: Int64 = 0

    /// For a trail that begins after `anchor`: `.beginning`, or the last record that retention dropped.
    /// - Parameter watched: the number that a kept head names, where the trail may go on after it.
    public init(after anchor: AuditHead, watching watched: Int64? = nil) {
        let place = Place(anchor)
        self.start = place
        self.latest = place
        self.highest = place
        self.settledThrough = anchor.sequence
        self.watched = watched
    }

    /// For a piece of a trail: it begins with its first record, whose `previous` is taken as given. A piece that begins
    /// with record 1 has to begin as every trail does.
    /// - Parameter watched: the number that a kept head names, where the piece may go on after it.
    public init(watching watched: Int64? = nil) {
        self.init(after: .beginning, watching: watched)
        self.start = nil
    }

    public var summary: AuditSummary {
        AuditSummary(
            first: first, last: count > 0 ? highest.sequence : nil, count: count,
            head: AuditHead(sequence: highest.sequence, hash: highest.hash))
    }
}

/// What a verifier has seen.
public struct AuditSummary: Codable, Hashable, Sendable {
    /// The lowest number, nil without records.
    public let first: Int64?
    /// The highest number, nil without records.
    public let last: Int64?
    /// All records that were taken, duplicates included.
    public let count: Int64
    /// The record with the highest number; where there is none, what the trail begins after.
    public let head: AuditHead

    public init(first: Int64?, last: Int64?, count: Int64, head: AuditHead) {
        self.first = first
        self.last = last
        self.count = count
        self.head = head
    }
}
