internal import AuditTrail

extension API {
    /// Every type that an answer, an event or a request is made of.
    static let described: [any Described.Type] = [
        Version.self, Caller.self, Role.self, SecondPerson.self,
        Health.self, HealthStatus.self, JournalHealth.self, WandHealth.self,
        WandList.self, Wand.self, Port.self, PortState.self, Session.self, WandStatus.self, PumpInRange.self,
        Counters.self, StoppedPump.self,
        PumpList.self, Pump.self, Withdrawal.self, TherapySession.self, TherapySession.State.self, Staged.self,
        Applied.self, LastRefill.self, Alarm.self, Card.self, LogPage.self, LogEntry.self, LogName.self,
        Change.self, PatientClass.self, Weekday.self,
        CommandSubmission.self, Confirmation.self, StopRequest.self,
        CommandList.self, Command.self, CommandKind.self, CommandState.self, Certainty.self, Passage.self,
        Outcome.self, Proposal.self, LimitFinding.self,
        LimitReport.self, LimitReport.Verdict.self, RuleFinding.self, RuleFinding.Outcome.self,
        Library.self, Library.State.self, LibraryEntry.self, TherapyLimits.self,
        AlarmList.self, ListedAlarm.self, Sounding.self, AlarmClass.self, AlarmPriority.self, AlarmState.self,
        Hello.self, CommandEvent.self, AlarmEvent.self, AlarmEvent.Happening.self, SessionEvent.self, ChangeEvent.self,
        Bye.self, Bye.Reason.self, EventKind.self,
        AuditPage.self, AuditRecord.self, AuditKind.self, AuditBounds.self,
        Settings.self, Setting.self, Setting.Origin.self, Reload.self,
        Problem.self,
    ]

    /// All schemas by their names.
    static var schemas: [(name: String, schema: Schema)] {
        described.map { ($0.schemaName, $0.schema) }
            + [Form.answer, .order].flatMap { $0.programComponents + $0.changeComponents }
            + [("Time", .text("RFC 3339 in UTC with milliseconds.", pattern: Pattern.time))]
            + ProblemType.allCases.map { ($0.component, $0.schema) }
    }
}
