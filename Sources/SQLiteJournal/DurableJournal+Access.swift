package import Access
internal import AuditTrail
package import Journal
internal import PumpModel

/// Who came, in the trail.
extension DurableJournal {
    package func keep(_ notes: [AccessNote]) async throws(JournalError) {
        try await write([], notes.map(entry))
    }

    private func entry(_ note: AccessNote) -> CanonicalJSON {
        var entry: [String: CanonicalJSON] = [
            "boot": .string(boot), "at": .string(note.at.utc.description),
            "atMilliseconds": .integer(note.at.utc.millisecondsSince1970),
            "uptimeMilliseconds": .integer(note.at.uptimeMilliseconds), "userID": .integer(Int64(note.userID)),
        ]
        if let name = userName(note.userID) { entry["user"] = .string(name) }
        switch note.event {
        case .refused(let route, let problem):
            entry["kind"] = "access"
            entry["route"] = .string(route)
            entry["detail"] = .string(problem)
        case .moreRefused(let count):
            entry["kind"] = "access"
            entry["records"] = .integer(Int64(count))
            entry["detail"] = "more refusals than can be told one by one"
        case .signedIn: entry["kind"] = "signIn"
        case .signedOut(let why):
            entry["kind"] = "signOut"
            entry["detail"] = .string(why.rawValue)
        case .reloaded(let applied, let needsRestart):
            entry["kind"] = "configuration"
            entry["applied"] = .array(applied.map { .string($0) })
            entry["needsRestart"] = .array(needsRestart.map { .string($0) })
        }
        return .object(entry)
    }
}
