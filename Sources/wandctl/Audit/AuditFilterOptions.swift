import ArgumentParser
import ControlAPI
import Glibc
import PumpModel

/// Which records are wanted, as it is given on the command line. Times are in UTC and may stop at the day or the minute:
/// "2026-11-23", "2026-11-23T10:00", "2026-11-23T10:00:00Z"; an end then stands for all of that day, minute or second.
struct AuditFilterOptions: ParsableArguments {
    @Option(help: "Only records of this pump.", completion: .pumps) var pump: String?
    @Option(help: "Only records of this command.") var command: String?
    @Option(
        help: ArgumentHelp(
            "Only of this kind: \(API.AuditKind.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "kind"),
        completion: .list(API.AuditKind.allCases.map(\.rawValue)))
    var kind: String?
    @Option(help: ArgumentHelp("Only what this user asked for: a name or an id.", valueName: "user")) var user: String?
    @Option(help: ArgumentHelp("Only from then on, UTC: 2026-11-23 or 2026-11-23T10:00.", valueName: "time"))
    var since: String?
    @Option(help: ArgumentHelp("Only up to then, included.", valueName: "time")) var until: String?

    func validate() throws {
        let filter = try filter()
        if let since = filter.since, let until = filter.until, until < since {
            throw ValidationError("--until \(until) lies before --since \(since).")
        }
    }

    func filter() throws(ValidationError) -> API.AuditFilter {
        API.AuditFilter(
            pump: pump, command: command, kind: try kind.map(Self.kind), userID: try user.map(Self.userID),
            since: try since.map { text throws(ValidationError) in try Self.time(text, "--since", isEnd: false) },
            until: try until.map { text throws(ValidationError) in try Self.time(text, "--until", isEnd: true) })
    }

    private static func kind(_ text: String) throws(ValidationError) -> API.AuditKind {
        guard let kind = API.AuditKind(rawValue: text) else {
            let kinds = API.AuditKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--kind '\(text)' is none of: \(kinds).")
        }
        return kind
    }

    /// The id of a user of this machine, which is the daemon's as well.
    private static func userID(_ text: String) throws(ValidationError) -> Int64 {
        if let id = UInt32(text) { return Int64(id) }
        var (entry, found) = (passwd(), UnsafeMutablePointer<passwd>?.none)
        var buffer = [CChar](repeating: 0, count: 1 << 14)
        guard getpwnam_r(text, &entry, &buffer, buffer.count, &found) == 0, found != nil else {
            throw ValidationError("--user '\(text)' is no user of this machine, and not an id up to \(UInt32.max).")
        }
        return Int64(entry.pw_uid)
    }

    private static func time(_ text: String, _ option: String, isEnd: Bool) throws(ValidationError) -> String {
        guard let time = completed(text, isEnd: isEnd) else {
            throw ValidationError(
                "\(option) '\(text)' is not a time in UTC: write it like 2026-11-23 or 2026-11-23T10:00.")
        }
        return time
    }

    /// RFC 3339 with milliseconds; nil for what is not a time.
    static func completed(_ text: String, isEnd: Bool) -> String? {
        let given = text.hasSuffix("Z") && text.count > 11 ? text.dropLast() : text[...]
        let rest = isEnd ? "....-..-..T23:59:59.999" : "....-..-..T00:00:00.000"
        guard
            ["....-..-..", "....-..-..T..:..", "....-..-..T..:..:..", rest].contains(where: { $0.count == given.count })
        else { return nil }
        return Timestamp(given + rest.dropFirst(given.count) + "Z")?.description
    }
}
