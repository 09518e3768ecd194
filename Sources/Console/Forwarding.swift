internal import ControlAPI
internal import HTTPTypes

/// The routes of the API that the page uses: what is not listed is not carried to the daemon.
enum Forwarding {
    /// Therapy, alarms and what is looked at for them. Configuration, audit trail and discharge have no part in the page.
    static let routes: [API.Route] = [
        .version, .caller, .health, .wands, .wand, .interrogate, .pumps, .pump, .card, .stop, .commands, .submit,
        .command, .confirm, .cancel, .limits, .library, .alarms, .acknowledge, .silence, .events, .signIn, .signOut,
    ]

    /// Headers of the page that the daemon gets to see.
    static let requestHeaders: [HTTPField.Name] = [
        .accept, .contentType, .ifMatch, HTTPField.Name("Idempotency-Key"), HTTPField.Name("Last-Event-ID"),
    ].compactMap(\.self)

    /// Headers of the daemon that the page gets to see.
    static let responseHeaders: [HTTPField.Name] = [.contentType, .eTag, .location, .retryAfter, .allow]

    /// - Parameter path: without its query.
    static func route(_ method: HTTPRequest.Method, _ path: some StringProtocol) -> API.Route? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return routes.first { route in
            guard route.method.rawValue == method.rawValue else { return false }
            let template = route.path.split(separator: "/", omittingEmptySubsequences: false)
            return template.count == parts.count
                && zip(template, parts).allSatisfy { $0.hasPrefix("{") ? isName($1) : $0 == $1 }
        }
    }

    /// A part that is chosen: unreserved characters and escapes, and no way up.
    private static func isName(_ part: some StringProtocol) -> Bool {
        !part.isEmpty && part.utf8.count <= 192 && part != "." && part != ".."
            && part.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "~"), UInt8(ascii: "%"):
                    true
                default: false
                }
            }
    }
}
