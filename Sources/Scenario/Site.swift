package import AlarmDesk
package import DaemonConfiguration
package import Dosing
package import PumpModel

/// What the site of a story decides: the rules and times that its daemon would run with.
package struct Site: Hashable, Sendable {
    package var rules: DosingRules
    package var interrogationAge: TimeSpan
    package var confirmationLifetime: TimeSpan
    package var card: RegistrationCard.Policy
    package var alarms: AlarmPolicy

    /// From the configuration that the story names, as the daemon reads it: the drug library must be the approved one, byte
    /// for byte.
    /// - Parameter storyFile: paths count from its folder.
    /// - Throws: the mistakes of the configuration or of the pump catalog.
    package static func read(for story: Story, in storyFile: String) throws(ConfigurationErrors) -> Site {
        let folder = storyFile.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let file = story.site.hasPrefix("/") || folder.isEmpty ? story.site : "\(folder)/\(story.site)"
        var configuration = try DaemonConfiguration.read(file: file)
        if !story.hasLibrary { configuration.drugLibrary = nil }
        return Site(
            rules: DosingRules(library: configuration.readDrugLibrary(), catalog: try configuration.readCatalog()),
            interrogationAge: configuration.interrogationAge, confirmationLifetime: configuration.confirmationLifetime,
            card: configuration.card, alarms: configuration.alarms)
    }
}
