internal import CommandQueue
internal import ControlAPI
internal import HummingbirdCore
internal import PumpModel
internal import WandService

extension CommandRequest {
    /// In which a command may be applied when the client does not say, in seconds.
    private static let customaryLifetimeSeconds: Int64 = 900

    /// Reads a submission. The base revision comes from the body or from `If-Match`; both must agree.
    /// - Parameter pumps: the pumps as they were read last: a request without a program keeps what its pump infuses.
    init(
        _ members: inout Members, _ request: Request, userID: UInt32, pumps: [PumpSnapshot]
    ) throws(ProblemError) {
        let serialText = try members.text("pumpSerial", "1 to 20 of A-Z, 0-9 and '-'")
        guard let serial = PumpSerial(serialText) else {
            throw members.wrong("pumpSerial", "This is not a serial.", allowed: "1 to 20 of A-Z, 0-9 and '-'")
        }
        let inBody = try members.optionalInteger("baseRevision", 0...Int64(UInt32.max)).map {
            ProgramRevision(UInt32($0))
        }
        let base = try Self.baseRevision(inBody: inBody, inHeader: request.ifMatch())
        let change = try PumpChange(&members, present: pumps.first { $0.known.report.identity.serial == serial })
        let origin = Command.Origin(
            userID: userID, operatorName: try members.operatorText("operator"),
            reason: try members.operatorText("reason"),
            overrideReason: try members.optionalOperatorText("overrideReason"),
            idempotencyKey: try request.idempotencyKey())
        let allowed =
            Limits.commandLifetimeFloorMilliseconds / 1_000...Limits.commandLifetimeCeilingMilliseconds / 1_000
        let lifetime = try members.optionalInteger("lifetimeSeconds", allowed) ?? Self.customaryLifetimeSeconds
        try members.finish()
        self.init(
            pump: serial, baseRevision: base, change: change, origin: origin, lifetimeMilliseconds: lifetime * 1_000)
    }

    private static func baseRevision(
        inBody: ProgramRevision?, inHeader: ProgramRevision?
    ) throws(ProblemError) -> ProgramRevision {
        switch (inBody, inHeader) {
        case (let revision?, nil), (nil, let revision?): return revision
        case (let body?, let header?) where body == header: return body
        case (let body?, let header?):
            throw .problem(
                .baseRevisionConflict, "'baseRevision' is \(body), but 'If-Match' names \(header).",
                "Send one of them, or the same in both.")
        case (nil, nil):
            throw .problem(
                .baseRevisionMissing, "A command must name the program revision that it was planned on.",
                "Send 'If-Match' with the ETag of the pump, or 'baseRevision' with its revision.")
        }
    }
}
