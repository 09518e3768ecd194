package import Access

extension DaemonConfiguration {
    /// The section `access` with numeric ids: names are looked up now, by functions that give nil for one that is not
    /// known. A numeric id is taken as it is, known or not.
    /// - Throws: every name that is not known, in line order. Nobody gets a role from a section that is not whole.
    package func accessPolicy(
        user: (String) -> UInt32?, group: (String) -> UInt32?
    ) throws(ConfigurationErrors) -> AccessPolicy {
        var errors: [ConfigurationError] = []
        func ids(
            _ accounts: [AccessSection.Account], _ path: String, _ what: String, _ id: (String) -> UInt32?
        ) -> Set<UInt32> {
            var found: Set<UInt32> = []
            for (index, account) in accounts.enumerated() {
                switch account {
                case .id(let id): found.insert(id)
                case .name(let name):
                    // the id that means nobody would be given to every process that has none
                    if let id = id(name), id != .max {
                        found.insert(id)
                    } else {
                        errors.append(unknown(name, what, "\(path)[\(index)]"))
                    }
                }
            }
            return found
        }
        var holders: [Role: AccessPolicy.Holders] = [:]
        for role in Role.allCases {
            holders[role] = AccessPolicy.Holders(
                users: ids(access[role].users, "access.\(role.key).users", "user", user),
                groups: ids(access[role].groups, "access.\(role.key).groups", "group", group))
        }
        guard errors.isEmpty else {
            throw ConfigurationErrors(errors: errors.sorted { ($0.place ?? .start) < ($1.place ?? .start) })
        }
        return AccessPolicy(holders, secondPerson: access.secondPerson, inactivity: access.inactivity)
    }

    private func unknown(_ name: String, _ what: String, _ path: String) -> ConfigurationError {
        ConfigurationError(
            file: origins.file, place: origins.places[path], keyPath: path,
            found: "this machine has no \(what) '\(name)'",
            allowed: "create it, write a numeric id, or take it out")
    }
}
