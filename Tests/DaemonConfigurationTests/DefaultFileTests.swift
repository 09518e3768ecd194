import Access
import AlarmDesk
import Dosing
import PumpModel
import Testing

@testable import DaemonConfiguration

@Suite("The commented file that is installed")
struct DefaultFileTests {
    @Test("It is valid as it stands, and its values are the defaults")
    func defaults() throws {
        let wand = DaemonConfiguration.Wand(name: "wand-1", port: .path("/dev/ttyUSB0"), security: .unpaired)
        var usual = DaemonConfiguration(wands: [wand])
        // the one user that every machine has
        usual.access.administrators.users = [.name("root")]
        usual.drugLibrary = DrugLibraryPin(
            path: "drug-library.yaml", sha256: try #require(Installed.read().drugLibrary).sha256)
        #expect(try parse(Installed.text(Installed.configuration)) == usual)
    }

    @Test("It names every key, each with a comment above it or its section")
    func completeness() throws {
        let lines = try Installed.text(Installed.configuration).split(separator: "\n")
        let words = lines.map { $0.drop { " #-".contains($0) } }
        let keys =
            DaemonConfiguration.keys + DaemonConfiguration.Socket.keys + AccessSection.keys
            + AccessSection.Holders.keys + DaemonConfiguration.Wand.keys
            + DaemonConfiguration.Wand.Port.keys + DrugLibraryPin.keys
            + DaemonConfiguration.cardKeys + AlarmPolicy.keys + ["interrogationAge", "lifetime", "level"]
        for key in keys { #expect(words.contains { $0.hasPrefix("\(key):") }, "\(key) is not in the file") }
    }

    @Test("What it says of an alarm setting's range is the range", arguments: AlarmRange.all)
    func alarmRanges(_ setting: AlarmRange) throws {
        let lines = try Installed.text(Installed.configuration).split(separator: "\n").map(String.init)
        let index = try #require(lines.firstIndex { $0.hasPrefix("  \(setting.key): ") })
        let comment = lines[..<index].reversed().prefix { $0.hasPrefix("  # ") }.reversed()
            .map { $0.dropFirst(4) }.joined(separator: " ")
        #expect(comment.contains(setting.words), "\(comment)")
    }

    @Test("Each example line parses when it is uncommented, alone or in place of the line above")
    func examples() throws {
        let text = try Installed.text(Installed.configuration)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var index = 0
        var count = 0
        while index < lines.count {
            guard Self.isExample(lines[index]) else {
                index += 1
                continue
            }
            var end = index + 1
            // a list item and the lines below it belong together
            if lines[index].contains("#- ") { while end < lines.count, Self.isComment(lines[end]) { end += 1 } }
            let example = lines[index..<end].map { $0.replacing("#", with: "", maxReplacements: 1) }
            let added = lines[..<index] + example + lines[end...]
            let instead = lines[..<(index - 1)] + example + lines[end...]
            let usual = try parse(lines.joined(separator: "\n"))
            let parsed = [added, instead].compactMap { try? parse($0.joined(separator: "\n")) }
            #expect(parsed.contains { $0 != usual }, "line \(index + 1): \(example)")
            count += 1
            index = end
        }
        #expect(count >= 5)
    }

    @Test("Its users and groups are on every machine, and nobody is given therapy")
    func access() throws {
        let policy = try Installed.read().accessPolicy(user: { $0 == "root" ? 0 : nil }, group: { _ in nil })
        #expect(policy == AccessPolicy([.administrator: .init(users: [0])]))
    }

    @Test("The variables that its comments name are those of the keys")
    func variables() throws {
        let text = try Installed.text(Installed.configuration)
        for (variable, key) in [("WANDD_LOG_LEVEL", "log.level"), ("WANDD_ALARMS_STALE_AFTER", "alarms.staleAfter")] {
            #expect(text.contains("\(variable)") && text.contains(key))
            #expect(EnvironmentOverrides.variable(of: key) == variable)
        }
    }

    @Test("The pumps' file is valid, names every key, and holds the simulated pump")
    func pumps() throws {
        let catalog = try Installed.read().readCatalog()
        #expect(catalog.pump("VP-20")?.reservoirSizes.count == 2)
        #expect(catalog.catheter("catheter-a")?.volumePerLength.nanolitersPerCentimeter == 2_200)
        try expectKeys(PumpCatalog.keys + PumpProfile.keys + CatheterProfile.keys, in: Installed.pumps)
    }

    @Test("The drug library is the one that the configuration names, byte for byte, and names every key")
    func library() throws {
        let state = try Installed.read().readDrugLibrary()
        let library = try #require(state.library, "\(state)")
        #expect(library.entries.map(\.concentration.microgramsPerMilliliter) == [500, 1_000, 2_000, 50])
        #expect(
            library.entries.allSatisfy { entry in PatientClass.allCases.allSatisfy { entry.use.boluses(for: $0) != nil }
            })
        try expectKeys(
            DrugLibrary.keys + DrugLibrary.titleKeys + DrugEntry.keys + DrugEntry.classes + TherapyBounds.keys,
            in: Installed.library)
    }

    private func expectKeys(_ keys: [String], in file: String) throws {
        let words = try Installed.text(file).split(separator: "\n").map { $0.drop { " #-".contains($0) } }
        for key in keys { #expect(words.contains { $0.hasPrefix("\(key):") }, "\(key) is not in \(file)") }
    }

    private static func isComment(_ line: String) -> Bool { line.drop { $0 == " " }.hasPrefix("#") }

    /// A '#' followed by anything but a space.
    private static func isExample(_ line: String) -> Bool {
        let text = line.drop { $0 == " " }
        return text.hasPrefix("#") && text.count > 1 && !text.hasPrefix("# ")
    }
}
