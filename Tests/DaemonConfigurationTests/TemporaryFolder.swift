import Glibc
import Testing

/// Gives `body` an empty folder of its own, and removes it with the named files afterwards.
func withTemporaryFolder(removing names: [String], _ body: (String) throws -> Void) throws {
    var template = Array("/tmp/wandd-configuration-XXXXXX".utf8CString)
    let made: String? = template.withUnsafeMutableBufferPointer { buffer in
        buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    let folder = try #require(made)
    defer {
        for name in names { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }
    try body(folder)
}

/// Makes a file with this content.
func write(_ text: String, to file: String, mode: mode_t = 0o600) throws {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, mode)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    try #require(Glibc.write(descriptor, text, text.utf8.count) == text.utf8.count)
}
