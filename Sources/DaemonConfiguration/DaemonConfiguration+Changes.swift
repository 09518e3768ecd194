/// What differs between the configuration in force and another one, by key.
package struct ConfigurationChanges: Hashable, Sendable {
    /// Keys that a running daemon takes over.
    package var applied: [String]
    /// Keys that wait for the next start.
    package var needsRestart: [String]

    package init(applied: [String], needsRestart: [String]) {
        self.applied = applied
        self.needsRestart = needsRestart
    }
}

extension DaemonConfiguration {
    /// The keys whose values differ, in the order of the documented file, those that `new` lacks last. Where a value comes
    /// from does not count, nor does the content of the files that are named.
    package func changes(to new: DaemonConfiguration) -> ConfigurationChanges {
        func texts(_ rows: [SettingRow]) -> [String: String] {
            Dictionary(rows.compactMap { row in row.text.map { (row.path, $0) } }) { first, _ in first }
        }
        let (own, others) = (rows, new.rows)
        let (before, after) = (texts(own), texts(others))
        let gone = own.map(\.path).filter { before[$0] != nil && after[$0] == nil }
        let changed = others.map(\.path).filter { after[$0] != nil && before[$0] != after[$0] } + gone
        return ConfigurationChanges(
            applied: changed.filter { !Self.needsRestart($0) }, needsRestart: changed.filter(Self.needsRestart))
    }

    /// This configuration with everything of `new` that a running daemon takes over. What waits for the next start keeps
    /// its value, and where that came from.
    package func adopting(_ new: DaemonConfiguration) -> DaemonConfiguration {
        var adopted = self
        adopted.access = new.access
        adopted.card = new.card
        adopted.contact = new.contact
        adopted.logLevel = new.logLevel
        adopted.origins = new.origins
        for key in changes(to: new).needsRestart {
            adopted.origins.places[key] = origins.places[key]
            adopted.origins.variables[key] = origins.variables[key]
        }
        return adopted
    }
}
