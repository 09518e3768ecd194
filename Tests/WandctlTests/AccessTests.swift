import ControlAPI
import Testing
import WandClient

@testable import wandctl

/// Who may do what, signing in, and a second person.
struct AccessTests {
    private let plain = Style(isColoured: false)

    @Test func whoThisIs() {
        let text = WatchSample.caller.text(plain)
        #expect(text.contains("rexample (user id 1000)"))
        #expect(text.contains("roles                  clinician\n"))
        #expect(text.contains("yes, until 2026-11-23 01:33:05 UTC"))
        #expect(text.contains("3 min without a request"))
        var nobody = WatchSample.caller
        (nobody.user, nobody.roles, nobody.isSignedIn, nobody.signedInUntil) = (nil, [], false, nil)
        #expect(nobody.text(plain).contains("user id 1000\n"))
        #expect(nobody.text(plain).contains("none: nothing is permitted; 'access' in wandd.yaml gives roles"))
        #expect(nobody.text(plain).contains("signed in              no\n"))
    }

    @Test(arguments: API.SecondPerson.allCases, [true, false])
    func whenAnotherUserConfirms(policy: API.SecondPerson, isOverridden: Bool) {
        var (caller, proposal) = (WatchSample.caller, Sample.proposal)
        caller.secondPerson = policy
        if !isOverridden { proposal.softLimits = [] }
        let expected = policy == .always || policy == .overrides && isOverridden
        #expect(caller.needsSecondPerson(proposal) == expected)
    }

    @Test func aMissingRoleIsNamed() {
        let problem = API.Problem(
            type: API.ProblemType.notPermitted.urn, title: "T", status: 403, detail: "D.", whatToDo: "W.")
        let failure = Session.notPermitted(problem, caller: WatchSample.caller)
        #expect(failure.message == "T: D. (rexample has clinician)")
        #expect(failure.status == .refused)
        #expect(failure.document == problem)
    }

    @Test func aSignInThatEndedSaysThatNothingWasApplied() {
        #expect(
            ChangeFlow.signInEnded(WatchSample.caller)
                == "the sign-in of rexample ended, because nothing was asked for for 3 min, and nothing was applied")
    }

    @Test func theOtherPersonSeesWhoAsksAndWhy() {
        var command = Sample.command(.awaitingConfirmation, .pending)
        (command.overrideReason, command.reason, command.confirmBefore) = ("agreed", "spas\u{1B}ms", Sample.time)
        let text = Confirm.text(of: command, Sample.proposal, on: Sample.pump(), plain)
        for part in [
            "asked by        R. Example (user id 1001)", "reason          spas\u{FFFD}ms", "override        agreed",
            "confirm before  2026-11-23 01:33:05 UTC", "+20.50 %", Sample.proposal.digest,
        ] { #expect(text.contains(part), "\(part)\n\(text)") }
        #expect(ChangeFlow.lineForTheOther(command).hasSuffix("wandctl confirm 0123 --operator 'NAME'"))
    }

    @Test func theOtherPersonIsNotToldThatItIsTakenBack() {
        let expected = TypedConfirmation(Sample.proposal)
        #expect(expected.prompt.contains("take it back"))
        #expect(expected.promptOfTheOther.hasSuffix("anything else to leave it waiting:"))
        var days = Sample.proposal
        days.oldDayTotalsNanograms = [1, 1, 1, 1, 1, 1, 1]
        days.newDayTotalsNanograms = [2, 2, 2, 2, 2, 3, 3]
        #expect(TypedConfirmation(days).promptOfTheOther.hasSuffix("anything else leaves it waiting:"))
    }

    @Test func settingsSayWhereTheyComeFrom() {
        let settings = API.Settings(
            file: "/etc/x.yaml",
            settings: [
                API.Setting(key: "log.level", value: "info", origin: .standard, line: nil, needsRestart: false),
                API.Setting(key: "socket.path", value: "/x", origin: .file, line: 7, needsRestart: true),
                API.Setting(key: "card.contact", value: "\u{1B}", origin: .environment, line: nil, needsRestart: false),
            ])
        #expect(
            settings.text(plain) == """
                /etc/x.yaml
                setting       value  from
                log.level     info   standard
                socket.path   /x     line 7 *
                card.contact  \u{FFFD}      environment
                * a change of it waits for the next start
                """)
    }

    @Test func aReloadSaysWhatCameOfIt() {
        #expect(API.Reload(applied: [], needsRestart: []).text(plain) == "nothing has changed")
        #expect(
            API.Reload(applied: ["log.level"], needsRestart: ["wands"]).text(plain)
                == "in force  log.level\nwaits for a restart  wands")
    }
}
