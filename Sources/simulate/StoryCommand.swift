import ArgumentParser
import DaemonConfiguration
import Scenario

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Plays stories: files that say what happens to a pump, in which order, and what must then be so.
struct StoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "story",
        abstract: "Plays stories on virtual time and checks what they expect.",
        discussion: """
            A story is a file: a pump, a site's rules, and steps with what must be so after each. All therapy goes through \
            the daemon's engine to the virtual pump. The timeline is printed; the first step that does not hold ends it.
            Exit codes: 0 everything held, 1 a step did not, 65 a file has mistakes, 64 wrong usage.
            """)

    @Argument(help: "Files of stories.", completion: .file(extensions: ["yaml"])) var files: [String]
    @Flag(help: "Print one JSON object for each story instead of the timeline.") var json = false
    @Flag(help: "Print title and length of each story, and play none.") var list = false
    @Flag(help: "Print only how each story ended.") var quiet = false

    func validate() throws {
        if files.isEmpty { throw ValidationError("Name the files of one or more stories.") }
    }

    func run() throws {
        var code: Int32 = 0
        for file in files { code = max(code, play(file)) }
        if code != 0 { throw ExitCode(code) }
    }

    /// - Returns: the exit code for this one.
    private func play(_ file: String) -> Int32 {
        do {
            let story = try Story.read(file: file)
            if list {
                print("\(file): \(story.title) (\(story.steps.count) steps)")
                return 0
            }
            let telling = story.play(on: try Site.read(for: story, in: file))
            if json {
                print(telling.json)
            } else {
                print(telling.text(isColoured: isColoured, isShort: quiet))
            }
            return telling.failure == nil ? 0 : 1
        } catch {
            let bytes = Array("\(error)\n".utf8)
            // what can not be said changes nothing about the exit code
            _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
            return 65
        }
    }

    /// Colour only for people who look, and did not say no.
    private var isColoured: Bool {
        isatty(STDOUT_FILENO) == 1 && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
    }
}
