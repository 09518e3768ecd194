extension DaemonConfiguration {
    /// The configuration in effect, as YAML that reads back to the same value: every key with its value and unit. Behind
    /// each value that is the default stands "# default".
    /// - Parameter withOrigins: for a configuration that was read: behind each value stands where it comes from,
    ///   "# default", "# wandd.yaml:12" or "# WANDD_LOG_LEVEL".
    package func describe(withOrigins: Bool = false) -> String {
        var sheet = YAMLSheet()
        for row in rows {
            let comment = withOrigins ? origins.text(of: row.path) : row.isUsual ? "default" : nil
            sheet.add(row.path, row.text, unset: row.unset, comment: comment)
        }
        return sheet.text
    }
}
