internal import ControlAPI
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore
internal import NIOHTTP1
internal import PumpModel

/// What routes read from a request: each a value, or a problem that names what is wrong.
extension Request {
    /// The members of the JSON object in the body.
    func members() async throws -> Members {
        guard let type = headers[.contentType], Self.isJSON(type) else {
            throw ProblemError.problem(
                .notJSON, "The content type is \(headers[.contentType] ?? "missing").",
                "Send JSON with 'Content-Type: application/json'.")
        }
        return try await parsedBody(isOptional: false)
    }

    /// The members of a body that may be left out; without a body there are none.
    func optionalMembers() async throws -> Members { try await parsedBody(isOptional: true) }

    private func parsedBody(isOptional: Bool) async throws -> Members {
        let tooLarge = ProblemError.problem(
            .bodyTooLarge, "A body may have \(Limits.requestBodyBytes) bytes.", "Send less: no request needs more.")
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > Limits.requestBodyBytes {
            throw tooLarge
        }
        let bytes: [UInt8]
        do {
            bytes = Array(try await body.collect(upTo: Limits.requestBodyBytes).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw tooLarge
        }
        if bytes.isEmpty, isOptional { return try Members(.object([:])) }
        do {
            return try Members(JSONParser.parse(bytes))
        } catch let fault as JSONFault {
            throw ProblemError.problem(
                .malformedJSON, "At byte \(fault.offset): \(fault.reason).", "Send one well-formed JSON object.")
        }
    }

    private static func isJSON(_ contentType: String) -> Bool {
        let type = contentType.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
        return type == "application/json"
    }

    /// The revision in `If-Match`: one strong entity tag, as an answer about a pump carries it.
    func ifMatch() throws(ProblemError) -> ProgramRevision? { try entityTag("a revision").map { ProgramRevision($0) } }

    /// The version of a command in `If-Match`, likewise.
    func ifMatchVersion() throws(ProblemError) -> UInt32? { try entityTag("a version") }

    private func entityTag(_ what: String) throws(ProblemError) -> UInt32? {
        guard let value = try single(.ifMatch) else { return nil }
        let isQuoted = value.count >= 3 && value.first == "\"" && value.last == "\""
        guard isQuoted, let number = Self.number(value.dropFirst().dropLast()) else {
            throw .header("If-Match", "'\(value.prefix(40))' is not \(what).", allowed: "one ETag such as \"17\"")
        }
        return number
    }

    private static func number(_ digits: Substring) -> UInt32? {
        UInt32(digits).flatMap { String($0) == digits ? $0 : nil }
    }

    /// The key under which a repeated request is the same request.
    func idempotencyKey() throws(ProblemError) -> String? {
        guard let name = HTTPField.Name("Idempotency-Key"), let key = try single(name) else { return nil }
        let isVisible = key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard isVisible, (1...min(255, Limits.operatorTextBytes)).contains(key.utf8.count) else {
            throw .header("Idempotency-Key", "The key is not acceptable.", allowed: "1 to 255 visible ASCII characters")
        }
        return key
    }

    /// The one value of a header; twice the same header is refused, because it is not clear which one is meant.
    func single(_ name: HTTPField.Name) throws(ProblemError) -> String? {
        let values = headers[values: name]
        guard values.count <= 1 else {
            throw .header(name.rawName, "The header appears \(values.count) times.", allowed: "once")
        }
        return values.first
    }

    /// The query's parameters, each at most once and only those that are named.
    func parameters(_ known: String...) throws(ProblemError) -> [String: String] {
        var found: [String: String] = [:]
        for (name, value) in uri.queryParameters {
            let name = String(name)
            guard known.contains(name) else {
                let allowed = known.isEmpty ? "none" : known.joined(separator: ", ")
                throw .parameter(name, "There is no such parameter.", allowed: allowed)
            }
            guard found.updateValue(String(value), forKey: name) == nil else {
                throw .parameter(name, "The parameter appears twice.", allowed: "once")
            }
        }
        return found
    }
}

extension [String: String] {
    /// A whole number among the parameters of a query.
    func integer(_ name: String, _ range: ClosedRange<Int64>) throws(ProblemError) -> Int64? {
        guard let text = self[name] else { return nil }
        guard let number = Int64(text), String(number) == text, range.contains(number) else {
            throw .parameter(
                name, "'\(text.prefix(40))' is not acceptable.",
                allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// "true" or "false" among the parameters of a query.
    func flag(_ name: String) throws(ProblemError) -> Bool {
        switch self[name] {
        case nil, "false": return false
        case "true": return true
        case let text?: throw .parameter(name, "'\(text.prefix(40))' is not acceptable.", allowed: "true or false")
        }
    }

    func transactionID(_ name: String) throws(ProblemError) -> TransactionID? {
        guard let text = self[name] else { return nil }
        guard let id = TransactionID(text) else {
            throw .parameter(name, "'\(text.prefix(40))' is not an id.", allowed: "32 lower-case hexadecimal digits")
        }
        return id
    }

    func pumpSerial(_ name: String) throws(ProblemError) -> PumpSerial? {
        guard let text = self[name] else { return nil }
        guard let serial = PumpSerial(text) else {
            throw .parameter(name, "'\(text.prefix(40))' is not a serial.", allowed: "1 to 20 of A-Z, 0-9 and '-'")
        }
        return serial
    }
}
