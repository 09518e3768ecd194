internal import AuditTrail
package import CommandQueue

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A command as text for the journal: all that there is to know of it, to go on from after a restart.
///
/// It is the journal's own form and nobody else's: what clients see is the control API. Texts that earlier versions wrote
/// stay readable; a test keeps some.
package enum CommandText {
    package static func write(_ command: Command) throws(JournalError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(command) else {
            throw JournalError("command \(command.id) can not be written: this is a defect of this program")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Why something was refused or failed, as the journal writes it, for the audit trail.
    static func json(_ reason: some Encodable) -> CanonicalJSON {
        let json = (try? JSONEncoder().encode(reason)).flatMap {
            try? JSONDecoder().decode(CanonicalJSON.self, from: $0)
        }
        return json ?? .string("\(reason)")
    }

    /// - Throws: `JournalError` that names the place where the text is not a command.
    package static func read(_ text: String) throws(JournalError) -> Command {
        do {
            return try JSONDecoder().decode(Command.self, from: Data(text.utf8))
        } catch {
            throw JournalError("a command in the journal can not be read: \(error)")
        }
    }
}
