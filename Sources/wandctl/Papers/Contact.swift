/// Who stands on a paper to be called.
enum Contact {
    /// - Parameters:
    ///   - given: as the operator wrote it: an empty text is nobody, nil leaves it to the site.
    ///   - site: as the site configures it.
    /// - Returns: nil for nobody.
    static func line(given: String?, site: String?) -> String? {
        let line = given ?? site ?? ""
        return line.isEmpty ? nil : line
    }
}
