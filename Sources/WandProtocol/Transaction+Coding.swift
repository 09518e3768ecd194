internal import PumpModel

extension [UInt8] {
    mutating func write(_ request: StageRequest) {
        write(text: request.pump.text)
        write(request.transaction)
        write(request.baseRevision)
        write32(request.lifetime)
        write(request.change)
    }

    mutating func write(_ request: CommitRequest) {
        write(text: request.pump.text)
        write(request.transaction)
        write(request.baseRevision)
    }

    mutating func write(_ request: TransactionRequest) {
        write(text: request.pump.text)
        write(request.transaction)
    }

    mutating func write(_ staged: StagedProgram) {
        write(staged.transaction)
        write(staged.baseRevision)
        write32(staged.remaining)
        write(staged.change)
    }

    mutating func write(_ applied: AppliedTransaction) {
        write(applied.transaction)
        write(applied.revision)
        write(applied.at)
    }

    mutating func write(_ status: TransactionStatus) {
        write(status.transaction)
        switch status.outcome {
        case .unknown: append(0)
        case .staged(let remaining):
            append(1)
            write32(remaining)
        case .applied(let revision, let at):
            append(2)
            write(revision)
            write(at)
        case .discarded: append(3)
        }
    }
}

extension WireReader {
    mutating func stageRequest() throws(MessageError) -> StageRequest {
        StageRequest(
            pump: try serial("pumpSerial"), transaction: try transaction("transaction"),
            baseRevision: try revision("baseRevision"), lifetime: try quantity("lifetime"), change: try change())
    }

    mutating func commitRequest() throws(MessageError) -> CommitRequest {
        CommitRequest(
            pump: try serial("pumpSerial"), transaction: try transaction("transaction"),
            baseRevision: try revision("baseRevision"))
    }

    mutating func transactionRequest() throws(MessageError) -> TransactionRequest {
        TransactionRequest(pump: try serial("pumpSerial"), transaction: try transaction("transaction"))
    }

    mutating func staged() throws(MessageError) -> StagedProgram {
        let id = try transaction("transaction")
        let base = try revision("baseRevision")
        let remaining: TimeSpan = try quantity("remaining")
        return StagedProgram(transaction: id, baseRevision: base, change: try change(), remaining: remaining)
    }

    mutating func applied() throws(MessageError) -> AppliedTransaction {
        AppliedTransaction(
            transaction: try transaction("transaction"), revision: try revision("revision"), at: try timestamp("at"))
    }

    /// The answer to a query, or to a discard: which never leaves the transaction staged.
    mutating func transactionStatus(isDiscard: Bool = false) throws(MessageError) -> TransactionStatus {
        let id = try transaction("transaction")
        let outcome: TransactionStatus.Outcome
        switch try integer("outcome") as UInt8 {
        case 0: outcome = .unknown
        case 1 where !isDiscard: outcome = .staged(remaining: try quantity("remaining"))
        case 2: outcome = .applied(revision: try revision("revision"), at: try timestamp("at"))
        case 3: outcome = .discarded
        default: throw .invalid(field: "outcome")
        }
        return TransactionStatus(transaction: id, outcome: outcome)
    }
}
