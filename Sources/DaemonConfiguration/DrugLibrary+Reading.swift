package import Dosing
internal import PumpModel

extension DrugLibrary {
    static let keys = ["library", "entries"]
    static let titleKeys = ["name", "version", "date"]

    /// Reads the content of a file; `file` is its name for messages. Whether it is the approved one is not asked here.
    /// - Throws: all mistakes of the content at once, in line order.
    package static func parse(_ bytes: [UInt8], file: String) throws(ConfigurationErrors) -> DrugLibrary {
        try ConfigurationDocument.parse(bytes, file: file, needs: "entries") { root, findings in
            Self(root: root, findings: &findings)
        }
    }

    private init?(root: ConfigurationNode, findings: inout Findings) {
        let reader = SectionReader(root, path: "", keys: Self.keys, findings: &findings)
        reader.require(Self.keys, findings: &findings)
        let title = SectionReader(reader.node("library"), path: "library", keys: Self.titleKeys, findings: &findings)
        title.require(Self.titleKeys, findings: &findings)
        let name = title.value("name", Formats.libraryName, findings: &findings)
        let version = title.value("version", Formats.libraryVersion, findings: &findings)
        let date = title.value("date", Formats.libraryDate, findings: &findings)
        let items = reader.items("entries", example: "'- drug: baclofen'", findings: &findings)
        guard let items else { return nil }
        var entries: [DrugEntry] = []
        var places: [Concentration: TextPlace] = [:]
        for item in items {
            guard let entry = DrugEntry(item, findings: &findings) else { continue }
            let place = item.place(of: "concentration")
            // there is one drug so far, and its concentration tells entries apart
            if entries.contains(where: { $0.drug == entry.drug && $0.concentration == entry.concentration }) {
                findings.add(
                    "\(entry.drug.name) at \(entry.concentration) stands in line "
                        + "\(places[entry.concentration]?.line ?? 0) too",
                    allowed: "each concentration once", at: place, keyPath: "\(item.path).concentration")
            }
            places[entry.concentration] = places[entry.concentration] ?? place
            entries.append(entry)
        }
        guard let name, let version, let date, entries.count == items.count else { return nil }
        self.init(name: name, version: version, date: date, entries: entries)
    }
}

extension DrugEntry {
    static let keys = ["drug", "concentration", "use"]
    static let classes = PatientClass.allCases.map(\.name)

    fileprivate init?(_ node: ConfigurationNode, findings: inout Findings) {
        let reader = SectionReader(node, path: node.path, keys: Self.keys + Self.classes, findings: &findings)
        reader.require(Self.keys, findings: &findings)
        let drug = reader.value("drug", Formats.drug, findings: &findings)
        let concentration = reader.value("concentration", Formats.concentration, findings: &findings)
        guard let use = reader.value("use", Formats.use, findings: &findings) else { return nil }
        let sections = PatientClass.allCases.compactMap { patient in reader.node(patient.name).map { (patient, $0) } }
        guard !sections.isEmpty else {
            findings.add(
                "is for nobody", allowed: "give at least one of \(Self.classes.joined(separator: ", "))",
                at: node.place, keyPath: node.path)
            return nil
        }
        let bounds: DrugUse?
        switch use {
        case .therapy:
            var classes: [PatientClass: TherapyBounds] = [:]
            for (patient, section) in sections { classes[patient] = TherapyBounds(section, findings: &findings) }
            bounds = classes.count == sections.count ? .therapy(classes) : nil
        case .screening:
            var classes: [PatientClass: BolusBounds] = [:]
            for (patient, section) in sections {
                let reader = SectionReader(
                    section, path: section.path, keys: BolusBounds.keys, findings: &findings)
                reader.require(BolusBounds.keys, findings: &findings)
                classes[patient] = BolusBounds(reader, findings: &findings)
            }
            bounds = classes.count == sections.count ? .screening(classes) : nil
        }
        guard let drug, let concentration, let bounds else { return nil }
        self.init(drug: drug, concentration: concentration, use: bounds)
    }
}
