import ArgumentParser
import Glibc

/// Where a paper goes, and who stands on it to be called.
struct PaperOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Write it there; standard output when it is left out.", valueName: "file"))
    var output: String?
    @Flag(help: "Replace the file.") var force = false
    @Option(help: "Who to call, on the card and the report; the site's own line when it is left out.")
    var contact: String?

    /// Says where the paper is, once it is there.
    func sayWritten() {
        if let output { Terminal.printError("\(output) written") }
    }

    /// Writes a text; a file appears under its name once it is whole.
    func write(_ text: String) throws(Failure) {
        let file = try ExportOutput(path: output, isReplacing: force)
        try file.write(text)
        try file.finish()
    }

    /// Makes a PDF of pages, each an SVG file.
    func write(pages: [String]) throws(Failure) {
        guard let output else { throw Failure(.usage, "a PDF needs --output") }
        var template = Array("/tmp/wandctl-pages-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Failure(.other, "no temporary folder can be made: \(String(cString: strerror(errno)))")
        }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let names = pages.indices.map { "\(folder)/page-\($0).svg" }
        let made = "\(folder)/pages.pdf"
        defer {
            for name in names + [made] { unlink(name) }
            rmdir(folder)
        }
        for (name, page) in zip(names, pages) {
            let file = try ExportOutput(path: name, isReplacing: false)
            try file.write(page)
            try file.finish()
        }
        try OutsideTool.run(
            "rsvg-convert", ["--format=pdf", "--output", made] + names, input: [], package: "librsvg2-bin")
        let file = try ExportOutput(path: output, isReplacing: force)
        try file.write(bytes: try Self.bytes(of: made))
        try file.finish()
    }

    private static func bytes(of path: String) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Failure(.other, "\(path) can not be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw Failure(.other, "\(path) can not be read: \(String(cString: strerror(errno)))")
            }
            if count == 0 { return bytes }
            bytes += piece[..<count]
        }
    }
}
