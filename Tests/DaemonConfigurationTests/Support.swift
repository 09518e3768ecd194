import Testing

@testable import DaemonConfiguration

/// The shortest valid configuration, on one line: what a test is about follows from line 2 on.
let oneWand = "wands: [{name: w, port: {path: /dev/ttyS0}, security: unpaired}]\n"

/// The keys of the file, as messages list them.
let topKeys = "socket, access, stateDirectory, wands, pumps, drugLibrary, dosing, confirmation, card, alarms, log"

/// What is said about a path that is not absolute and plain.
let pathRule = "begin with '/', without '//', '.', '..' or a '/' at the end"

func parse(_ yaml: String, _ environment: [String: String] = [:]) throws(ConfigurationErrors) -> DaemonConfiguration {
    try DaemonConfiguration.parse(Array(yaml.utf8), file: "f", environment: environment)
}

/// The messages for `yaml`, one for each mistake; empty when there is none.
func messages(_ yaml: String, _ environment: [String: String] = [:]) -> [String] {
    messages(Array(yaml.utf8), environment)
}

func messages(_ bytes: [UInt8], _ environment: [String: String] = [:]) -> [String] {
    do throws(ConfigurationErrors) {
        _ = try DaemonConfiguration.parse(bytes, file: "f", environment: environment)
        return []
    } catch {
        return error.errors.map(\.description)
    }
}

/// A mistaken text and what is said about it.
struct Mistake: Sendable, CustomTestStringConvertible {
    var yaml: String
    var messages: [String]

    init(_ yaml: String, _ messages: String...) {
        self.yaml = yaml
        self.messages = messages
    }

    var testDescription: String { yaml }
}
