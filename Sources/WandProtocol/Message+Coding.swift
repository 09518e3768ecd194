internal import PumpModel

extension Envelope {
    /// The bytes of a data or urgent frame's body.
    package func encoded() -> [UInt8] {
        var out: [UInt8] = []
        encode(into: &out)
        return out
    }

    /// Appends the bytes of the body: type, request number, fields.
    package func encode(into out: inout [UInt8]) {
        out.write(message.type.rawValue)
        out.write(requestID)
        switch message {
        case .readWandStatus, .interrogate: break
        case .stage(let request): out.write(request)
        case .commit(let request): out.write(request)
        case .queryTransaction(let request), .discard(let request), .stop(let request): out.write(request)
        case .readLog(let request): out.write(request)
        case .wandStatus(let status): out.write(status)
        case .pumpReport(let report): out.write(report)
        case .staged(let staged): out.write(staged)
        case .committed(let applied), .stopped(let applied): out.write(applied)
        case .transactionStatus(let status), .discarded(let status): out.write(status)
        case .logPage(let page): out.write(page)
        case .fault(let fault): out.write(fault)
        case .pumpEvent(let event): out.write(event)
        }
    }

    /// Reads a data or urgent frame's body.
    /// - Throws: `MessageError`; an unknown type carries what is needed to answer it.
    package init(decoding body: ArraySlice<UInt8>) throws(MessageError) {
        var reader = WireReader(body)
        let number: UInt16 = try reader.integer("type")
        requestID = try reader.integer("requestID")
        guard let type = MessageType(rawValue: number) else { throw .unknownType(number, requestID: requestID) }
        guard (requestID == 0) == (type == .pumpEvent) else { throw .invalid(field: "requestID") }
        message = try reader.message(type)
        try reader.end()
    }
}

extension WireReader {
    fileprivate mutating func message(_ type: MessageType) throws(MessageError) -> Message {
        switch type {
        case .readWandStatus: .readWandStatus
        case .interrogate: .interrogate
        case .stage: .stage(try stageRequest())
        case .commit: .commit(try commitRequest())
        case .queryTransaction: .queryTransaction(try transactionRequest())
        case .discard: .discard(try transactionRequest())
        case .stop: .stop(try transactionRequest())
        case .readLog: .readLog(try logRequest())
        case .wandStatus: .wandStatus(try wandStatus())
        case .pumpReport: .pumpReport(try pumpReport())
        case .staged: .staged(try staged())
        case .committed: .committed(try applied())
        case .transactionStatus: .transactionStatus(try transactionStatus())
        case .discarded: .discarded(try transactionStatus(isDiscard: true))
        case .stopped: .stopped(try applied())
        case .logPage: .logPage(try logPage())
        case .fault: .fault(try fault())
        case .pumpEvent: .pumpEvent(try pumpEvent())
        }
    }
}
