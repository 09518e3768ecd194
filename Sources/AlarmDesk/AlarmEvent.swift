package import PumpModel

/// What can happen to the alarm desk.
package enum AlarmEvent: Hashable, Sendable {
    // from the pumps
    /// A pump was read. A reading older than the last one is ignored.
    case read(PumpFacts)
    /// A command read back as something else. Stands until `readBackMatched`.
    case mismatch(PumpSerial)
    /// A command succeeded: applied, and read back as asked.
    case readBackMatched(PumpSerial)
    /// How many commands of this pump have an unknown outcome now.
    case inDoubt(PumpSerial, commands: Int)

    // from the line
    /// The link to a wand is lost: ends every silence, of every pump.
    case linkLost(WandSerial)
    case linkRestored(WandSerial)
    /// The wand is there, this pump no longer is: ends its silences.
    case outOfRange(PumpSerial)
    case inRange(PumpSerial, by: WandSerial)

    // about sessions, see `SessionLatch`
    /// Something that can change the pump was sent to it: opens a session, or goes on with it. nil: a session that an
    /// earlier run left open.
    case therapyWork(PumpSerial, by: WandSerial?)
    /// Somebody attends to the open session: an operator's step, or an answer that moved a command.
    case sessionActivity(PumpSerial)
    /// How many commands of this pump are open now. Said before the `therapyWork` of a command, so that a reading under
    /// way, which shows the pump as it was before, can not end the session.
    case openCommands(PumpSerial, Int)

    // from people, by the kernel's word on who they are
    case acknowledge(AlarmID, by: UInt32)
    case silence(AlarmID, by: UInt32)
    /// The pump is no longer in this site's care: its causes and its session go with it, its critical alarms stay listed
    /// until they are acknowledged. It comes back with the next thing that is said of it.
    case forget(PumpSerial, by: UInt32)

    /// What an earlier run left, on the clocks of this one: the first event, if there is anything.
    case restore([WatchMemory])
    /// `nextDeadline` has come.
    case tick
}

/// What is to be told, in order. Nothing here can ask for therapy: there is no action for it, none carries a program, a
/// dose or a message for a wand, and the target knows no type by which one could be sent.
package enum AlarmAction: Hashable, Sendable {
    /// A cause began, or returned: the alarm sounds.
    case raised(ListedAlarm)
    /// The cause got worse: it sounds, whoever silenced or acknowledged it before.
    case worsened(ListedAlarm, from: AlarmPriority)
    /// The cause got less urgent.
    case eased(ListedAlarm, from: AlarmPriority)
    /// The cause ended. A critical alarm that nobody acknowledged stays listed; every other one is off the list.
    case cleared(ListedAlarm, staysListed: Bool)
    case acknowledged(ListedAlarm, by: UInt32)
    /// A critical alarm was acknowledged long ago and still stands: it sounds again.
    case acknowledgementLapsed(ListedAlarm, by: UInt32)
    case silenced(ListedAlarm, by: UInt32)
    case silenceEnded(ListedAlarm, SilenceEnd)
    /// What is to be heard from now on, from the start of its pattern; nil: nothing.
    case sounding(Sounding?)
    /// What somebody asked for does not apply.
    case refused(AlarmID, AlarmRefusal, by: UInt32)
    /// People are told that this pump was started into the same alert again and again. The desk does not stop the pump:
    /// it can not see the patient, and an unwanted stop can kill by withdrawal as surely as the alert's cause.
    case repeatedStopStart(PumpSerial, AlarmName)
    case session(PumpSerial, SessionLatch.Change)
    /// The pump is no longer watched, because somebody said so.
    case forgotten(PumpSerial, by: UInt32)
    /// The list is full: this quiet pump, read least recently, is no longer watched.
    case dropped(PumpSerial)
    /// The list is full of pumps that are not quiet: what came about this pump was not taken.
    case turnedAway(PumpSerial)

    /// The class of alarm that begins to sound by it.
    var begins: AlarmClass? {
        switch self {
        case .raised(let alarm), .worsened(let alarm, _), .acknowledgementLapsed(let alarm, _),
            .silenceEnded(let alarm, _):
            alarm.isSounding ? alarm.alarmClass : nil
        case .eased, .cleared, .acknowledged, .silenced, .sounding, .refused, .repeatedStopStart, .session, .forgotten,
            .dropped, .turnedAway:
            nil
        }
    }
}

/// Why a silence ended.
package enum SilenceEnd: String, Hashable, Sendable, CaseIterable {
    /// It lasted its time.
    case timeUp
    /// The link to a wand was lost.
    case linkLost
    /// This pump is out of the wand's range.
    case outOfRange
    /// The cause got worse.
    case worse
    /// The cause ended.
    case causeEnded
    /// The alarm was acknowledged.
    case acknowledged
}

/// Why an acknowledgement or a silence does not apply.
package enum AlarmRefusal: String, Hashable, Sendable, CaseIterable {
    /// There is no such alarm: it ended, or it ended and returned under another id.
    case unknownAlarm
    /// Its cause is gone and it does not sound: only an acknowledgement is left to give.
    case cleared
    /// It was acknowledged and is quiet already.
    case acknowledged
}

/// What is to be heard: the tone of the highest class that sounds.
package struct Sounding: Hashable, Sendable {
    package var alarmClass: AlarmClass
    /// From the start of one tone to the start of the next, in milliseconds.
    package var everyMilliseconds: Int64
    package var tone: AlarmTone

    init(_ alarmClass: AlarmClass, _ policy: AlarmPolicy) {
        self.alarmClass = alarmClass
        switch alarmClass {
        case .critical:
            tone = .critical
            everyMilliseconds = policy.criticalToneEvery.milliseconds
        case .nonCritical:
            tone = .nonCritical
            everyMilliseconds = policy.nonCriticalToneEvery.milliseconds
        }
    }
}
