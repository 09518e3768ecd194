package import CommandQueue

/// Where accepted commands and all their moves are kept, with the audit trail that tells of them.
///
/// Promise of every implementation: when `append` returns, the records and what the audit trail says of them survive a
/// loss of power, all of them or, if it throws, none; records are kept in the order of the calls.
package protocol Journal: Sendable {
    /// - Parameter wand: the name of the wand whose queue they come from.
    func append(_ records: [JournalRecord], wand: String) async throws(JournalError)
}

/// The journal did not take records; none of them is kept.
package struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Why, and what to do about it.
    package let description: String
    package init(_ description: String) { self.description = description }
}
