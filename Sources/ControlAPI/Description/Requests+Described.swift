extension API.CommandSubmission: Described {
    static var schema: Schema {
        var schema = Schema.object(
            "A change of a pump, planned on the revision that was read. At least one of `program`, `refill`, `setUp` and "
                + "`clockCorrectionMilliseconds` is given.",
            [
                "pumpSerial": .text(pattern: Pattern.serial),
                "baseRevision": .count("The revision that was read; or the header `If-Match`.").optionalInRequest,
                "program": .ref("ProgramOrder").saying(
                    "Left out, what the pump infuses by its last reading goes on, without what it delivers once."
                ).optionalInRequest,
                "refill": .ref("RefillOrder").optionalInRequest,
                "setUp": .ref("SetUpOrder").optionalInRequest,
                "clockCorrectionMilliseconds": .whole(
                    "The new correction, not a step.", from: -API.Bounds.clockCorrectionMilliseconds,
                    to: UInt64(API.Bounds.clockCorrectionMilliseconds)
                ).optionalInRequest,
                "operator": .operatorText("Who asks, by the client's word."),
                "reason": .operatorText("Why."),
                "overrideReason": .operatorText("Passes soft limits, and is kept in the audit trail.")
                    .optionalInRequest,
                "lifetimeSeconds": .whole(
                    "After it nothing is applied; 900 when left out.", in: API.Bounds.lifetimeSeconds
                ).optionalInRequest,
            ])
        let changing =
            ["program", "refill", "setUp"].map { ($0, "object") } + [
                ("clockCorrectionMilliseconds", "integer")
            ]
        schema.keywords["anyOf"] = .list(
            changing.map { name, type in
                [
                    "required": [.text(name)],
                    "properties": .object([.init(name: name, value: ["type": .text(type)])]),
                ]
            })
        return schema
    }
}

extension API.Confirmation: Described {
    static var schema: Schema {
        .object(
            "What was read is what is applied.",
            [
                "digest": .text("That of the command's proposal.", pattern: Pattern.hash),
                "operator": .operatorText("Who confirms.").optionalInRequest,
            ])
    }
}

extension API.StopRequest: Described {
    static var schema: Schema {
        .object("Who stops the pump, and why.", ["operator": .operatorText(), "reason": .operatorText()])
    }
}

extension Schema {
    /// What a person gives. The schema counts characters, the daemon bytes.
    fileprivate static func operatorText(_ words: String? = nil) -> Schema {
        let bytes = "1 to \(API.Bounds.operatorTextBytes) bytes of UTF-8, not only spaces."
        return .text(
            words.map { "\($0) \(bytes)" } ?? bytes, pattern: Pattern.visible, minLength: 1,
            maxLength: API.Bounds.operatorTextBytes)
    }

    /// The body of a request that has none: an object without members may stand there.
    static let nothing = Schema(["type": "object", "maxProperties": 0, "additionalProperties": false])
}
