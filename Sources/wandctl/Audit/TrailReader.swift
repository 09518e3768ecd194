import AuditTrail
import ControlAPI
import PumpModel

/// Reads the daemon's trail page by page.
///
/// A whole reading goes from the anchor to the head that the trail has when it begins; what is appended meanwhile is not
/// read. When the daemon drops records that were not read yet, the reading begins anew.
/// Errors: a `ControlClientError`, and a `Failure` for answers that fit no trail.
struct TrailReader: Sendable {
    let pages: any AuditPages
    /// Readings that are begun before it is given up.
    private static let attempts = 3

    enum Step {
        /// A reading begins: what an earlier one read counts no longer.
        case begin(anchor: AuditHead, head: AuditHead)
        case records([AuditRecord])
    }

    func bounds() async throws -> (anchor: AuditHead, head: AuditHead) {
        let bounds = try await pages.auditBounds()
        return (try Self.head(bounds.anchor), try Self.head(bounds.head))
    }

    /// All of the trail.
    func read(_ take: (Step) throws -> Void) async throws {
        for _ in 1...Self.attempts {
            let (anchor, head) = try await bounds()
            try take(.begin(anchor: anchor, head: head))
            if try await read(after: anchor, through: head, take) { return }
        }
        throw Failure(
            .other, "the daemon dropped the oldest records faster than they were read",
            advice: "Try again. Its trail is kept for too short a time to be read whole.")
    }

    /// - Returns: false when records were dropped before they were read.
    private func read(after anchor: AuditHead, through head: AuditHead, _ take: (Step) throws -> Void) async throws
        -> Bool
    {
        var after = anchor.sequence
        while after < head.sequence {
            let page = try await pages.audit(after: after, limit: Limits.auditPageRecords, API.AuditFilter())
            guard try Self.head(page.anchor).sequence <= after else { return false }
            try take(.records(page.records.filter { $0.sequence <= head.sequence }))
            guard let next = try Self.next(page, after) else { break }
            after = next
        }
        return true
    }

    /// The newest records that match, oldest first, as one page.
    func newest(_ limit: Int, _ filter: API.AuditFilter) async throws -> API.AuditPage {
        let (anchor, head) = try await bounds()
        // without a filter they stand at the end; with one, where they stand shows only on the way
        let isFiltered = filter != API.AuditFilter()
        var after = isFiltered ? anchor.sequence : max(anchor.sequence, head.sequence - Int64(limit))
        var newest = API.AuditPage(records: [], anchor: anchor.text, head: head.text, next: nil)
        while true {
            let page = try await pages.audit(after: after, limit: Limits.auditPageRecords, filter)
            newest.records = (newest.records + page.records).suffix(limit)
            (newest.anchor, newest.head) = (page.anchor, page.head)
            guard let next = try Self.next(page, after) else { return newest }
            after = next
        }
    }

    private static func next(_ page: API.AuditPage, _ after: Int64) throws(Failure) -> Int64? {
        guard let next = page.next else { return nil }
        guard next > after else {
            throw Failure(.other, "the daemon's audit pages go round in circles: after \(after) comes \(next)")
        }
        return next
    }

    private static func head(_ text: String) throws(Failure) -> AuditHead {
        guard let head = AuditHead(text: text) else {
            throw Failure(
                .other, "the daemon names '\(Amounts.printable(text.prefix(100)))' as an end of its trail",
                advice: "Do wandd and wandctl have the same version?")
        }
        return head
    }
}
