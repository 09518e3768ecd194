import ArgumentParser
import ControlAPI
import WandClient

struct WhoAmI: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "whoami", abstract: "Show who you are to the daemon, your roles, and whether you are signed in.",
        discussion: """
            The kernel says who you are; 'access' in wandd.yaml says what that user may do.

            Examples:
              wandctl whoami
              wandctl whoami --json
            """)
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) async throws {
        let caller = try await session.client.caller()
        try session.answer(caller) { caller.text($0) }
    }
}

struct SignIn: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-in", abstract: "Sign in as the clinician who changes therapy.",
        discussion: """
            Commands that change therapy do this by themselves. A sign-in ends when nothing was asked for for some minutes; \
            looking does not prolong it.

            Example:
              wandctl sign-in
            """)
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) async throws {
        let caller = try await session.signIn()
        try session.answer(caller) { caller.text($0) }
    }
}

struct SignOut: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-out", abstract: "Sign out: nothing is submitted or confirmed until the next sign-in.",
        discussion: "Commands that were confirmed go on.\n\nExample:\n  wandctl sign-out")
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) async throws {
        let caller = try await session.client.signOut()
        try session.answer(caller) { caller.text($0) }
    }
}
