internal import AuditTrail

extension API.AuditBounds: Described {
    static var schema: Schema {
        .object(
            "The two ends of the audit trail, each as `SEQUENCE:HASH`.",
            [
                "anchor": .text(
                    "The record before the oldest one that is kept; number 0 while none was dropped.",
                    pattern: Pattern.head),
                "head": .text("The newest record.", pattern: Pattern.head),
            ])
    }
}

extension API.AuditPage: Described {
    static var schema: Schema {
        .object(
            "A page of audit records, oldest first. An anchor above the `after` that was asked for means that records "
                + "after it were dropped.",
            [
                "records": .list(of: .ref(AuditRecord.self), count: 0...API.Bounds.auditPageRecords),
                "anchor": .text(pattern: Pattern.head), "head": .text(pattern: Pattern.head),
                "next": .whole("What `after` takes for the next page; null on the last one.", from: 1).orNull,
            ])
    }
}

extension AuditRecord: Described {
    static var schema: Schema {
        .object(
            "`hash` is the SHA-256 of the canonical text of `{\"entry\":...,\"previous\":...,\"sequence\":...}`.",
            [
                "sequence": .whole("From 1 on, without gaps.", from: 1),
                "previous": .text("The hash of the record before; 64 zeros for the first.", pattern: Pattern.hash),
                "entry": entry, "hash": .text(pattern: Pattern.hash),
            ])
    }

    /// Each kind has members of its own, so this object is open: those that are common have their types here.
    private static var entry: Schema {
        var schema = Schema.object(
            "What happened. An entry has the members that its kind has a value for.",
            [
                "kind": .ref(API.AuditKind.self), "at": .time().optional,
                "atMilliseconds": .whole("Since 1970.").optional,
                "uptimeMilliseconds": .whole("By a clock that never jumps within a `boot`.").optional,
                "boot": .text().optional, "wand": .wand().optional, "pump": .serial().optional,
                "command": .id().optional, "state": .ref(API.CommandState.self).optional,
                "userID": .user("Who asked, by the kernel's word.").optional, "user": .text().optional,
                "operator": .text("By the client's word.").optional, "reason": .text().optional,
                "overrideReason": .text().optional, "idempotencyKey": .text().optional,
            ])
        schema.keywords["additionalProperties"] = true
        return schema
    }
}

extension API.AuditKind: DescribedChoice {
    static var example: API.AuditKind { .program }
    static var words: String { "What an audit record tells of." }
}
