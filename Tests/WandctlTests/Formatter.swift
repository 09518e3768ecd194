import Glibc

/// A program that formats manual pages.
enum Formatter {
    static func exists(_ name: String) throws -> Bool {
        let folders = getenv("PATH").map { String(cString: $0) } ?? ""
        return folders.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
    }

    /// Everything that it says about a page.
    static func run(_ words: [String], _ page: String) throws -> String {
        var template = Array("/tmp/wandctl-page-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { unlink(path) }
        let bytes = Array(page.utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count else { throw Unusable() }
        close(descriptor)
        guard let pipe = popen((words + [path, "2>&1"]).joined(separator: " "), "r") else { throw Unusable() }
        defer { pclose(pipe) }
        var said: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { said += buffer[..<count] }
        return String(decoding: said, as: UTF8.self)
    }

    struct Unusable: Error {}
}
