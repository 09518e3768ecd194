import ControlAPI
import PumpModel
import WandClient

@testable import wandctl

/// What a daemon says, for the live view.
enum WatchSample {
    static let begin = Moment(uptimeMilliseconds: 1_000_000, utc: Timestamp(clamping: 1_795_397_585_120))

    static func later(_ milliseconds: Int64) -> Moment {
        Moment(
            uptimeMilliseconds: begin.uptimeMilliseconds + milliseconds,
            utc: begin.utc.advanced(byMilliseconds: milliseconds))
    }

    static let caller = API.Caller(
        userID: 1_000, user: "rexample", roles: [.clinician], isSignedIn: true, signedInUntil: Sample.time,
        inactivitySeconds: 180, secondPerson: .never)

    static let health = API.Health(
        status: .ok, reasons: [], uptimeMilliseconds: 5, journal: API.JournalHealth(writable: true, problem: nil),
        wands: [])

    static func alarm(
        _ id: UInt64, _ title: String = "Motor stall", class: API.AlarmClass = .critical,
        priority: API.AlarmPriority = .high, state: API.AlarmState = .sounding, whatToDo: String = "Get help."
    ) -> API.ListedAlarm {
        API.ListedAlarm(
            id: id, pumpSerial: "ITB-4711", name: "motorStall", title: title, whatToDo: whatToDo, class: `class`,
            priority: priority, state: state, since: Sample.time, raisedAt: Sample.time, occurrences: 1,
            silencedUntil: state == .silenced ? Sample.time : nil, userID: nil)
    }

    static func alarms(_ alarms: [API.ListedAlarm]) -> API.AlarmList {
        let loudest = alarms.filter { $0.state == .sounding }.map(\.class)
        let sounding = loudest.contains(.critical) ? API.AlarmClass.critical : loudest.first
        return API.AlarmList(
            alarms: alarms, sounding: sounding.map { API.Sounding(class: $0, everyMilliseconds: 600_000) })
    }

    static func reading(
        caller: API.Caller = caller, health: API.Health = health, wands: [API.Wand]? = nil, pumps: [API.Pump]? = nil,
        alarms: [API.ListedAlarm] = [], commands: [API.Command] = []
    ) -> WatchReading {
        WatchReading(
            caller: caller, version: "0.4.0", health: health, wands: wands ?? [Sample.wand(reaches: "ITB-4711")],
            pumps: pumps ?? [Sample.pump()], alarms: self.alarms(alarms), commands: commands)
    }

    /// A view that is live, and was told `reading`.
    static func live(_ reading: WatchReading = reading()) -> WatchModel {
        var model = WatchModel(socketPath: "/run/x.sock", now: begin)
        let hello = API.Hello(version: "0.4.0", isContinuous: true, heartbeatMilliseconds: 15_000)
        _ = model.handle(.heard(.hello(hello)), at: begin)
        _ = model.handle(.read(reading), at: begin)
        return model
    }

    static func frame(
        _ model: WatchModel, _ columns: Int = 80, _ rows: Int = 24, isUnicode: Bool = true
    ) -> [String] {
        WatchFrame(model, size: .init(columns: columns, rows: rows), glyphs: Glyphs(isUnicode: isUnicode)).lines()
            .map(\.text)
    }
}
