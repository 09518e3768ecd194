internal import DaemonConfiguration
internal import PumpModel

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

extension Story {
    /// Reads a story's file.
    /// - Throws: all mistakes of the file at once, or the one reason why it can not be read.
    package static func read(file: String) throws(StoryErrors) -> Story {
        func failure(_ found: String) -> StoryErrors {
            StoryErrors(errors: [
                ConfigurationError(file: file, place: nil, keyPath: "", found: found, allowed: "name a story's file")
            ])
        }
        guard let stream = fopen(file, "re") else { throw failure(String(cString: strerror(errno))) }
        defer { fclose(stream) }
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 * 1_024)
        while content.count <= Limits.configurationBytes {
            let count = fread(&chunk, 1, chunk.count, stream)
            if count == 0 { break }
            content += chunk[..<count]
        }
        guard ferror(stream) == 0 else { throw failure("can not be read") }
        return try parse(content, file: file)
    }
}
