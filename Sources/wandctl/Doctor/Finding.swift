import ControlAPI

/// What one check found.
struct Finding: Encodable, Equatable {
    enum Status: String, Encodable, CaseIterable {
        case ok
        /// It works; somebody should look at it.
        case warn
        /// It does not work, or somebody is in danger.
        case fail
    }

    /// What was checked; stable.
    var check: String
    var status: Status
    /// For people.
    var text: String
    /// The next step, for people; empty where there is none.
    var whatToDo = ""

    static func ok(_ check: String, _ text: String) -> Finding { Finding(check: check, status: .ok, text: text) }

    static func warn(_ check: String, _ text: String, _ whatToDo: String) -> Finding {
        Finding(check: check, status: .warn, text: text, whatToDo: whatToDo)
    }

    static func fail(_ check: String, _ text: String, _ whatToDo: String) -> Finding {
        Finding(check: check, status: .fail, text: text, whatToDo: whatToDo)
    }
}

/// All that was found.
struct DoctorReport: Encodable, Equatable {
    /// No check failed.
    var isHealthy: Bool
    var findings: [Finding]

    init(_ findings: [Finding]) {
        self.findings = findings
        isHealthy = !findings.contains { $0.status == .fail }
    }

    func text(_ style: Style) -> String {
        let lines = findings.map { finding in
            let word =
                switch finding.status {
                case .ok: style.good("OK  ")
                case .warn: style.warning("WARN")
                case .fail: style.alert("FAIL")
                }
            let name = finding.check + String(repeating: " ", count: max(0, 10 - finding.check.count))
            let next = finding.whatToDo.isEmpty ? "" : "\n                  " + Amounts.printable(finding.whatToDo[...])
            return "\(word)  \(name)  \(Amounts.printable(finding.text[...]))\(next)"
        }
        let counts = Finding.Status.allCases.map { status in
            "\(findings.count { $0.status == status }) \(status.rawValue.uppercased())"
        }
        return (lines + [counts.joined(separator: ", ")]).joined(separator: "\n")
    }
}
