extension API.Route {
    enum Tag: String, CaseIterable {
        case daemon, wands, pumps, commands, alarms, events, audit, access, configuration

        var words: String {
            switch self {
            case .daemon: "What is running, and how it is."
            case .wands: "Programmer wands on their serial ports."
            case .pumps: "Implanted drug pumps as they were read, and the emergency stop."
            case .commands: "Changes of therapy: proposed, confirmed by digest, followed to their end."
            case .alarms: "Alarms of the pumps and of the daemon."
            case .events: "What happens, as it happens."
            case .audit: "What happened, as a chain of hashes."
            case .access: "Who asks, and what that user may do."
            case .configuration: "What the site configured."
            }
        }
    }

    var tag: Tag {
        switch self {
        case .description, .version, .health: .daemon
        case .caller, .signIn, .signOut: .access
        case .wands, .wand, .interrogate: .wands
        case .pumps, .pump, .card, .pumpLog, .stop, .discharge: .pumps
        case .commands, .submit, .command, .confirm, .cancel, .limits, .library: .commands
        case .alarms, .acknowledge, .silence: .alarms
        case .events: .events
        case .audit, .auditHead: .audit
        case .settings, .reload: .configuration
        }
    }

    var summary: String {
        switch self {
        case .description: "This description"
        case .version: "What is running"
        case .caller: "Who asks, and what that user may do"
        case .health: "Whether the daemon can do its work"
        case .wands: "All wands"
        case .wand: "One wand"
        case .interrogate: "Read the pump in range"
        case .pumps: "All pumps that were read"
        case .pump: "A pump as it was read last"
        case .card: "The registration card"
        case .pumpLog: "A page of the pump's own log"
        case .stop: "EMERGENCY STOP"
        case .discharge: "The pump left this site's care"
        case .commands: "Commands, newest first"
        case .submit: "Submit a change of therapy"
        case .command: "A command"
        case .confirm: "Confirm what was read"
        case .cancel: "Cancel a command"
        case .limits: "What every rule says of a change"
        case .library: "The drug library"
        case .alarms: "The alarms of all pumps"
        case .acknowledge: "Acknowledge an alarm"
        case .silence: "Silence an alarm"
        case .events: "A stream of events"
        case .audit: "Audit records, oldest first"
        case .auditHead: "The two ends of the audit trail"
        case .signIn: "Sign in as a clinician"
        case .signOut: "Sign out"
        case .settings: "What is in force"
        case .reload: "Read the configuration again"
        }
    }

    var words: String {
        switch self {
        case .description: "OpenAPI 3.1. The daemon serves what stands here and nothing else."
        case .version: "The daemon's version, and that of the paths under `/v1`."
        case .caller: "By the kernel's word about the process that connected."
        case .health: "Degraded by a journal that takes nothing, and by every wand without a paired session."
        case .wands: "In the order of the configuration."
        case .wand: "Its port, its session, the pump in its range."
        case .interrogate: "Asks the pump now, for up to 30 s. Simultaneous requests share one reading."
        case .pumps: "All that were read since the daemon started. Nothing is asked of a pump."
        case .pump:
            "As it was read `ageMilliseconds` ago. The entity tag is its program revision, which `If-Match` takes."
        case .card: "What the pump is, what it gives, and by when it must be refilled."
        case .pumpLog: "Asked of the pump now. Go on with the last entry's `number` as `after` until that is `newest`."
        case .stop:
            "Stops all delivery at once, without confirmation, whatever else is under way. Any role may do it. Repeated "
                + "under its key after the pump has carried it out it names that stop and stops nothing again."
        case .discharge:
            "It is watched no longer, until it is read again. Critical alarms stay until they are acknowledged."
        case .commands: "Those that are open, and the last 256 of each pump that ended."
        case .submit:
            "The pump is given the change to hold without applying it; what it holds is confirmed by its digest. Doses are "
                + "micrograms per DAY as decimal text, or whole nanograms; rates in a day schedule are micrograms per "
                + "HOUR. Besides what the schema says: the steps of a day ascend and make the day's total; each weekday "
                + "stands in one day; a bolus is not longer than its interval or lockout, and the first wait is below "
                + "the interval; a number is written without point and exponent. With `dryRun=true` nothing is submitted."
        case .command: "With `afterVersion` it waits until its version is above that or it has ended."
        case .confirm: "The digest is that of the command's proposal: what was read is what is applied."
        case .cancel: "Only before the order to apply it may have left."
        case .limits:
            "Takes what a submission takes, and submits nothing. What is no matter of rules is a problem, as there."
        case .library: "What is allowed with a drug at a concentration in a class of patients."
        case .alarms: "Those of the pumps themselves, and those that the daemon computes."
        case .acknowledge: "Says that somebody knows. It ends no cause, and asks nothing of a pump."
        case .silence: "For 10 min at most. It ends no cause, and asks nothing of a pump."
        case .events:
            "First `hello`, then the newest `wand` event of each wand and `pump` event of each pump, then, after an id, the "
                + "durable events since, then what happens. A comment is sent as a sign of life. Data are one line of "
                + "JSON; `x-wandd-events` names the schema of each event."
        case .audit: "Records stand in the page in their canonical form; filters all have to match."
        case .auditHead: "Kept elsewhere, the head shows when the end is cut off later."
        case .signIn: "By user id. It ends after a time without a request of that user that asks for something."
        case .signOut: "Nothing is submitted or confirmed by this user until the next sign-in."
        case .settings: "Each value with the place that it comes from."
        case .reload: "All of it is well-formed, or nothing changes."
        }
    }
}
