package import CommandQueue

/// Where accepted commands and all their moves are kept.
///
/// Promise of every implementation: when `append` returns, the records survive whatever the implementation says that it
/// survives, all of them or, if it throws, none; records are kept in the order of the calls.
package protocol Journal: Sendable {
    func append(_ records: [JournalRecord]) async throws(JournalError)
}

/// The journal did not take records; none of them is kept.
package struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Why, and what to do about it.
    package let description: String
    package init(_ description: String) { self.description = description }
}
