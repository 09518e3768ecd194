extension API {
    /// Every route that there is: its method, its path and who may use it. The server serves these and no other, and the
    /// description tells of these and no other.
    public enum Route: String, Hashable, Sendable, CaseIterable {
        case description, version, caller, health
        case wands, wand, interrogate
        case pumps, pump, card, pumpLog, stop, discharge
        case commands, submit, command, confirm, cancel, limits, library
        case alarms, acknowledge, silence
        case events
        case audit, auditHead
        case signIn, signOut
        case settings, reload
    }

    /// What a route asks of whoever uses it.
    public enum Permission: Hashable, Sendable {
        /// To have been let in to the socket.
        case anyone
        /// One of these roles. Every role includes looking.
        case oneOf([Role])
        /// Any role at all, so that nobody who sees an emergency is turned away.
        case anyRole
    }

    public enum Method: String, Hashable, Sendable, CaseIterable {
        case get = "GET"
        case post = "POST"
    }
}

extension API.Route {
    public var method: API.Method {
        switch self {
        case .description, .version, .caller, .health, .wands, .wand, .pumps, .pump, .card, .pumpLog, .commands,
            .command,
            .library, .alarms, .events, .audit, .auditHead, .settings:
            .get
        case .interrogate, .stop, .discharge, .submit, .confirm, .cancel, .limits, .acknowledge, .silence, .signIn,
            .signOut, .reload:
            .post
        }
    }

    /// With `{name}` for a part that is chosen.
    public var path: String {
        switch self {
        case .description: "/openapi.json"
        case .version: "/v1/version"
        case .caller: "/v1/caller"
        case .health: "/v1/health"
        case .wands: "/v1/wands"
        case .wand: "/v1/wands/{name}"
        case .interrogate: "/v1/wands/{name}/interrogations"
        case .pumps: "/v1/pumps"
        case .pump: "/v1/pumps/{serial}"
        case .card: "/v1/pumps/{serial}/card"
        case .pumpLog: "/v1/pumps/{serial}/log"
        case .stop: "/v1/pumps/{serial}/stop"
        case .discharge: "/v1/pumps/{serial}/discharge"
        case .commands, .submit: "/v1/commands"
        case .command: "/v1/commands/{id}"
        case .confirm: "/v1/commands/{id}/confirmation"
        case .cancel: "/v1/commands/{id}/cancellation"
        case .limits: "/v1/limits"
        case .library: "/v1/library"
        case .alarms: "/v1/alarms"
        case .acknowledge: "/v1/alarms/{id}/acknowledgement"
        case .silence: "/v1/alarms/{id}/silence"
        case .events: "/v1/events"
        case .audit: "/v1/audit"
        case .auditHead: "/v1/audit/head"
        case .signIn: "/v1/sign-in"
        case .signOut: "/v1/sign-out"
        case .settings: "/v1/configuration"
        case .reload: "/v1/configuration/reload"
        }
    }

    public var permission: API.Permission {
        switch self {
        case .description, .version, .caller: .anyone
        case .stop: .anyRole
        case .health, .wands, .wand, .pumps, .pump, .card, .commands, .command, .library, .alarms, .events:
            .oneOf(API.Role.allCases)
        case .interrogate, .pumpLog, .discharge, .submit, .confirm, .cancel, .limits, .acknowledge, .silence, .signIn,
            .signOut:
            .oneOf([.clinician])
        case .audit, .auditHead: .oneOf([.clinician, .administrator])
        case .settings, .reload: .oneOf([.administrator])
        }
    }

    /// Whether it needs a clinician who has signed in and was not inactive for too long.
    public var needsSignIn: Bool { self == .submit || self == .confirm }
}

extension API.Permission {
    public func allows(_ roles: some Collection<API.Role>) -> Bool {
        switch self {
        case .anyone: true
        case .anyRole: !roles.isEmpty
        case .oneOf(let allowed): roles.contains { allowed.contains($0) }
        }
    }
}
