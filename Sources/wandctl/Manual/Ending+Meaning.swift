extension Ending {
    /// For the manual.
    var meaning: String {
        switch self {
        case .done: "Done; for whatever changes a pump: applied, and read back as asked."
        case .other:
            "Something else went wrong. 'health': degraded. 'alarms': one sounds. 'doctor': a check failed. "
                + "Interrupted before anything was asked for."
        case .usage: "Wrong usage, also where the daemon found it."
        case .refused: "Refused; nothing was changed. 'limits': it would be refused, or needs an override."
        case .notApplied: "Not applied, and certainly so: failed, cancelled, expired, not confirmed."
        case .inDoubt:
            "In doubt, or not followed to its end: look at 'wandctl commands', do not repeat it. A stop may be repeated."
        case .unreachable: "The daemon can not be reached, or gave no whole answer."
        case .notAsExpected:
            "Applied, but the pump reads back something else, or was changed again before the read-back."
        case .notIntact: "'audit verify': the trail is not intact."
        }
    }
}
