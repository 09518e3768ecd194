import ControlAPI
import PumpModel
import Testing
import WandClient

@testable import wandctl

/// The picture: exact in its size whatever stands in it, and truthful about how old it is.
struct WatchFrameTests {
    private static let hostile =
        "\u{1B}[2J\u{7}\u{202E}漢字かな e\u{301}\u{301}\u{301}\u{301} 🫀👨‍👩‍👧 \r\n" + String(repeating: "x", count: 300)

    private static func crowded(_ text: String) -> WatchModel {
        var wand = Sample.wand(text, isUnpaired: true, reaches: text)
        wand.port = API.Port(state: .closed, path: text, reason: text, since: text)
        wand.session = API.Session(wandSerial: text, model: text, firmware: text, openedAt: text)
        let program = API.Program(mode: .simpleContinuous, text: text)
        var pump = Sample.pump(
            program: program, withdrawal: API.Withdrawal(stoppedSince: text, elapsedSeconds: 60),
            session: API.TherapySession(state: .abandoned, openedAt: text),
            alarms: [API.Alarm(cause: text, class: "critical", since: text)])
        (pump.serial, pump.drug) = (text, text)
        var command = Sample.command(.inDoubt, .unknown)
        (command.operator, command.reason, command.id) = (text, text, text)
        command.outcome = API.Outcome(certainty: .unknown, detail: text, whatToDo: text)
        var caller = WatchSample.caller
        caller.user = text
        let alarms = API.AlarmState.allCases.enumerated().map { index, state in
            WatchSample.alarm(UInt64(index), text, state: state, whatToDo: text)
        }
        let health = API.Health(
            status: .degraded, reasons: [text, text], uptimeMilliseconds: 1,
            journal: API.JournalHealth(writable: false, problem: text), wands: [])
        return WatchSample.live(
            WatchSample.reading(
                caller: caller, health: health, wands: [wand, wand], pumps: [pump, Sample.pump()], alarms: alarms,
                commands: [command]))
    }

    private static let sizes = [
        (1, 1), (2, 3), (20, 5), (59, 17), (60, 18), (61, 19), (80, 24), (81, 25), (100, 30), (120, 40), (200, 60),
        (500, 200),
    ]

    @Test(arguments: sizes, [true, false])
    func everyLineFitsExactly(size: (Int, Int), isUnicode: Bool) {
        var prompted = Self.crowded("P-1")
        prompted.mode = .reason(pump: "P-1", text: Self.hostile)
        var helped = WatchSample.live()
        helped.mode = .help
        var noticed = WatchSample.live()
        noticed.notice = WatchNotice(
            content: .init(text: Self.hostile, emphasis: .alert), at: WatchSample.begin.utc)
        var lost = Self.crowded("P-1")
        _ = lost.handle(.lost(reason: Self.hostile, retryMilliseconds: 4_000), at: WatchSample.later(90_000))
        let empty = WatchModel(socketPath: Self.hostile, now: WatchSample.begin)
        for model in [WatchSample.live(), Self.crowded(Self.hostile), prompted, helped, noticed, lost, empty] {
            let lines = WatchSample.frame(model, size.0, size.1, isUnicode: isUnicode)
            #expect(lines.count == size.1)
            for line in lines { #expect(Columns.count(line) == size.0, "\(line)") }
        }
    }

    @Test(arguments: [true, false])
    func whatATerminalWouldObeyIsNeverWritten(isUnicode: Bool) {
        let lines = WatchSample.frame(Self.crowded(Self.hostile), 120, 60, isUnicode: isUnicode)
        for scalar in lines.joined().unicodeScalars {
            #expect(
                ![.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory))
            if !isUnicode { #expect(scalar.isASCII, "\(scalar)") }
        }
    }

    private func text(_ model: WatchModel, _ columns: Int = 80, _ rows: Int = 24) -> String {
        WatchSample.frame(model, columns, rows).joined(separator: "\n")
    }

    @Test func aQuietPumpIsShownWhole() {
        let text = text(WatchSample.live())
        for part in [
            "rexample: clinician, signed in until 01:33  wandd 0.4.0", "LIVE 0 s  01:33:05 UTC", "wand bench",
            "/dev/x, port open",
            "pump ITB-4711, in a patient, signal [████████░░] 80 %", "read 1 min 5 s ago by bench, revision 17",
            "simple continuous 100 mcg/day", "100 mcg, at most 120 mcg with the patient's boluses", "0.2 mL/day",
            "baclofen 500 mcg/mL", "18.5 mL of 40 mL, low mark 2 mL in 82 d", "max 4.166 mcg/h", "alarms: none",
            "commands: none open", " s  STOP",
        ] { #expect(text.contains(part), "\(part)\n\(text)") }
        #expect(!text.contains("STALE"))
        #expect(!text.contains("!!"))
        #expect(!text.contains("more lines"))
    }

    @Test func nothingKnownIsNotNothingWrong() {
        let text = text(WatchModel(socketPath: "/run/x.sock", now: WatchSample.begin))
        #expect(text.contains("NOTHING IS KNOWN YET: connecting to /run/x.sock"))
        #expect(!text.contains("alarms: none"))
        #expect(!text.contains("none open"))
    }

    @Test(arguments: [(80, 24), (120, 40), (40, 10)])
    func aLossIsLoudAndDimsEverything(size: (Int, Int)) {
        var model = WatchSample.live()
        _ = model.handle(.lost(reason: "R", retryMilliseconds: 4_000), at: WatchSample.later(70_000))
        let frame = WatchFrame(
            model, size: .init(columns: size.0, rows: size.1), glyphs: Glyphs(isUnicode: true)
        ).lines()
        let text = frame.map(\.text).joined(separator: "\n")
        #expect(text.contains("!! STALE since 2026-11-23 01:33:05 UTC"))
        #expect(text.contains("1 min 10 s"))
        #expect(!text.contains("LIVE"))
        let shown = frame.flatMap(\.runs).filter { $0.text.contains("simple continuous") }
        #expect(shown.allSatisfy { $0.emphasis == .faint })
    }

    @Test func silenceIsALossToo() {
        var model = WatchSample.live()
        _ = model.handle(.tick, at: WatchSample.later(WatchModel.silenceMilliseconds))
        #expect(model.isCurrent)
        _ = model.handle(.tick, at: WatchSample.later(WatchModel.silenceMilliseconds + 1))
        #expect(text(model).contains("STALE since 2026-11-23 01:33:05 UTC (12 s): the daemon does not answer"))
    }

    @Test func agesGoOn() {
        var model = WatchSample.live()
        _ = model.handle(.read(WatchSample.reading()), at: WatchSample.later(0))
        _ = model.handle(.heard(.wand(Sample.wand(reaches: "ITB-4711"))), at: WatchSample.later(7_200_000))
        #expect(text(model).contains("OLD: read 2 h 1 min ago"))
    }

    @Test func theWithdrawalCountsDown() {
        let pump = Sample.pump(withdrawal: API.Withdrawal(stoppedSince: Sample.time, elapsedSeconds: 3_600))
        var model = WatchSample.live(WatchSample.reading(pumps: [pump]))
        #expect(text(model, 120, 24).contains("!! NO DRUG since 2026-11-23 01:33 UTC (1 h), pump ITB-4711."))
        _ = model.handle(.heard(.wand(Sample.wand())), at: WatchSample.later(1_800_000))
        #expect(text(model, 120, 24).contains("(1 h 30 min)"))
    }

    @Test func whatEndangersSomebodyOutlivesASmallTerminal() {
        let pump = Sample.pump(withdrawal: API.Withdrawal(stoppedSince: Sample.time, elapsedSeconds: 3_600))
        let model = WatchSample.live(WatchSample.reading(pumps: [pump], alarms: [WatchSample.alarm(1)]))
        let text = text(model, 50, 12)
        #expect(text.contains("!! NO DRUG"))
        #expect(text.contains("HIGH Motor stall"))
        #expect(text.contains("needs 60x18, this terminal has"))
        #expect(text.contains("q quit"))
    }

    @Test func whatGivesWayIsCounted() {
        let alarms = (1...30).map { WatchSample.alarm($0, "A\($0)", class: .nonCritical, state: .acknowledged) }
        let text = text(WatchSample.live(WatchSample.reading(alarms: alarms)))
        #expect(text.contains("more lines need a taller terminal"))
        #expect(text.contains("simple continuous 100 mcg/day"))
    }

    @Test(arguments: API.AlarmState.allCases)
    func everyStateOfAnAlarmHasItsWord(state: API.AlarmState) {
        let text = text(WatchSample.live(WatchSample.reading(alarms: [WatchSample.alarm(7, state: state)])), 100, 30)
        let word =
            switch state {
            case .sounding: "SOUNDING"
            case .silenced: "silenced until 01:33:05 UTC"
            case .acknowledged: "acknowledged"
            case .clearedNotAcknowledged: "gone, not acknowledged"
            }
        #expect(text.contains("▶ !!! HIGH Motor stall  \(word), ITB-4711"))
        #expect(text.contains("Get help."))
        #expect(text.contains("CRITICAL SOUNDS") == (state == .sounding))
    }

    @Test func theMostUrgentAlarmStandsFirst() {
        let quiet = WatchSample.alarm(1, "Refill due", class: .nonCritical, state: .sounding)
        let list = WatchSample.alarms([quiet, WatchSample.alarm(2, state: .acknowledged), WatchSample.alarm(3)])
        #expect(list.byUrgency.map(\.id) == [3, 2, 1])
    }

    @Test(arguments: API.CommandState.allCases)
    func openCommandsAndTheLastEndedAreShown(state: API.CommandState) {
        var command = Sample.command(state, state == .inDoubt ? .unknown : .pending)
        command.isTerminal = Ending(state) != .inDoubt
        let text = text(WatchSample.live(WatchSample.reading(commands: [command])), 120, 40)
        #expect(
            text.contains(
                command.isTerminal ? "last ended change 0123 \(state.rawValue)" : "ITB-4711: \(state.rawValue),"))
        #expect(text.contains("commands: 1 open") == !command.isTerminal)
    }

    @Test func aLowReservoirSaysSo() {
        var pump = Sample.pump()
        pump.reservoirNanoliters = 1_900_000
        let text = text(WatchSample.live(WatchSample.reading(pumps: [pump])), 120, 30)
        #expect(text.contains("LOW: low mark 2 mL empty in 2 d"))
        pump.actualFlowNanolitersPerDay = 0
        #expect(self.text(WatchSample.live(WatchSample.reading(pumps: [pump]))).contains("NOTHING FLOWS"))
    }

    @Test func onlyWhatThisUserMayDoIsOffered() {
        var observer = WatchSample.caller
        observer.roles = [.observer]
        let foot = WatchSample.frame(WatchSample.live(WatchSample.reading(caller: observer))).last ?? ""
        #expect(foot.contains("STOP"))
        #expect(!foot.contains("acknowledge"))
        observer.roles = []
        let none = WatchSample.frame(WatchSample.live(WatchSample.reading(caller: observer)))
        #expect(none.first?.contains("NO ROLE") == true)
        #expect(none.last?.contains("STOP") == false)
    }

    @Test func onlyChangedLinesAreWritten() {
        #expect(Screen.difference(from: [], to: ["a", "b"]) == "\u{1B}[1;1Ha\u{1B}[2;1Hb")
        #expect(Screen.difference(from: ["a", "b", "c"], to: ["a", "x", "c"]) == "\u{1B}[2;1Hx")
        #expect(Screen.difference(from: ["a"], to: ["a"]).isEmpty)
    }

    @Test func colourIsNeverAllThereIs() {
        for emphasis in [Emphasis.alert, .warning, .key, .title] {
            #expect(emphasis.code(isColoured: false) != nil)
        }
        #expect(FrameLine("x", .alert).rendered(isColoured: false) == "\u{1B}[1;7mx\u{1B}[0m")
        #expect(FrameLine("x", .good).rendered(isColoured: false) == "x")
    }
}
