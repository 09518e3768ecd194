internal import HTTPTypes

/// What a request must be before anything is done for it: by the same user, for this host, from this page.
///
/// - The connection comes from a process of the same user: a cookie is shared by all ports of an address, and a token may
///   have been seen in a list of processes; neither is worth anything to another user.
/// - `Host` is exactly this address: a name that was made to point here is refused.
/// - What changes anything comes from this page, and from no other site or port.
struct Doorkeeper: Sendable {
    let port: Int
    let isOwnUser: Bool

    enum Refusal: Hashable, Sendable {
        case otherUser, otherHost, otherSite
    }

    private var hosts: [String] { ["127.0.0.1:\(port)", "localhost:\(port)"] }

    /// - Parameter isEntering: the person followed the link, from wherever it stood.
    /// - Returns: nil when it may pass.
    func refusal(of head: HTTPRequest, isEntering: Bool) -> Refusal? {
        guard isOwnUser else { return .otherUser }
        guard let host = head.authority, hosts.contains(host) else {
            return .otherHost
        }
        let site = HTTPField.Name("Sec-Fetch-Site").flatMap { head.headerFields[$0] }
        // a page that a browser loads before anybody asked for it must not use the link up
        let purpose = HTTPField.Name("Sec-Purpose").flatMap { head.headerFields[$0] }
        if isEntering, purpose != nil { return .otherSite }
        if head.method == .get {
            // an address that was typed or reloaded has 'none'; a client that is no browser says nothing
            guard isEntering || site == nil || site == "same-origin" || site == "none" else { return .otherSite }
            return nil
        }
        guard head.headerFields[.origin] == "http://\(host)", site == nil || site == "same-origin" else {
            return .otherSite
        }
        return nil
    }

    /// The session that the request brings.
    func session(of head: HTTPRequest) -> Substring? {
        for field in head.headerFields[values: .cookie] {
            for pair in field.split(separator: ";") {
                let trimmed = pair.drop { $0 == " " }
                if trimmed.hasPrefix(cookieName + "=") { return trimmed.dropFirst(cookieName.count + 1) }
            }
        }
        return nil
    }

    /// Carries the port, because cookies do not: two consoles must not push each other out.
    private var cookieName: String { "wandctl-console-\(port)" }

    func cookie(_ session: Secret) -> String { "\(cookieName)=\(session.text); HttpOnly; SameSite=Strict; Path=/" }
}
