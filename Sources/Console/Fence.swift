internal import HTTPTypes

/// The headers of every answer: nothing is kept, nothing is loaded from elsewhere, nothing is shown inside another page.
enum Fence {
    /// What a document may do.
    enum Policy: String, Hashable, Sendable {
        /// The page and its files.
        case page = """
            default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
            frame-ancestors 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
            trusted-types 'none'
            """
        /// A paper: a document without scripts whose style stands in it.
        case paper = """
            default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; \
            form-action 'none'; sandbox
            """
    }

    static func headers(_ policy: Policy) -> HTTPFields {
        let all: KeyValuePairs = [
            "Content-Security-Policy": policy.rawValue,
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), serial=(), hid=()",
        ]
        var headers = HTTPFields()
        for (name, value) in all {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return headers
    }
}
