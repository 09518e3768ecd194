import PumpModel
import WandProtocol

/// Values as the vectors' `fields` say them, field by field: two fields that were swapped would show here.
extension DecodedBody {
    var fields: JSONValue {
        switch self {
        case .hello(let hello):
            .object([
                "minVersion": .number(hello.versions.lowerBound), "maxVersion": .number(hello.versions.upperBound),
                "capabilities": .number(hello.capabilities.rawValue), "maxBody": .number(hello.limits.bodyBytes),
                "window": .number(hello.limits.windowFrames), "securityOffer": .number(hello.security.rawValue),
                "hostNonce": hello.nonce.fields, "host": .text(hello.host),
            ])
        case .welcome(let welcome):
            .object([
                "version": .number(welcome.version), "capabilities": .number(welcome.capabilities.rawValue),
                "maxBody": .number(welcome.limits.bodyBytes), "window": .number(welcome.limits.windowFrames),
                "security": .number(welcome.security.rawValue), "hostNonce": welcome.hostNonce.fields,
                "wandNonce": welcome.wandNonce.fields, "wandSerial": .text(welcome.serial.text),
                "model": .text(welcome.model), "firmware": .text(welcome.firmware),
                "proof": .text(welcome.proof.map(hexadecimal).joined()),
            ])
        case .ready(let ready):
            .object(["wandNonce": ready.wandNonce.fields, "proof": .text(ready.proof.map(hexadecimal).joined())])
        case .reset(let reset): .object(["reason": .text("\(reset.reason)"), "nonce": reset.nonce.fields])
        case .message(let envelope): envelope.fields
        case .empty: .object([:])
        }
    }
}

extension Nonce {
    var fields: JSONValue { .text(hexadecimal(high) + hexadecimal(low)) }
}

extension Envelope {
    var fields: JSONValue {
        message.fields.adding(["message": .text("\(message.type)"), "requestID": .number(requestID)])
    }
}

extension Message {
    var fields: JSONValue {
        switch self {
        case .readWandStatus, .interrogate: .object([:])
        case .stage(let request):
            .object([
                "pumpSerial": .text(request.pump.text), "transaction": .text(request.transaction.description),
                "baseRevision": .number(request.baseRevision.number),
                "lifetime": .number(request.lifetime.milliseconds), "change": request.change.fields,
            ])
        case .commit(let request):
            .object([
                "pumpSerial": .text(request.pump.text), "transaction": .text(request.transaction.description),
                "baseRevision": .number(request.baseRevision.number),
            ])
        case .queryTransaction(let request), .discard(let request), .stop(let request):
            .object([
                "pumpSerial": .text(request.pump.text), "transaction": .text(request.transaction.description),
            ])
        case .readLog(let request):
            .object([
                "pumpSerial": .text(request.pump.text), "log": .text(request.log.name), "after": .number(request.after),
            ])
        case .wandStatus(let status):
            .object([
                "uptime": .number(status.uptimeSeconds), "clock": status.clock.fields,
                "pump": status.pump.map(\.fields) ?? .null,
            ])
        case .pumpReport(let report): report.fields
        case .staged(let staged): staged.fields
        case .committed(let applied), .stopped(let applied): applied.fields
        case .transactionStatus(let status), .discarded(let status):
            .object(["transaction": .text(status.transaction.description), "outcome": status.outcome.fields])
        case .fault(let fault):
            .object([
                "requestType": .number(fault.requestType), "code": .text("\(fault.code)"),
                "detail": .text(fault.detail),
            ])
        case .logPage(let page): page.fields
        case .pumpEvent(let event): event.entryFields.adding(["pumpSerial": .text(event.pump.text)])
        }
    }
}

extension TransactionStatus.Outcome {
    var fields: JSONValue {
        switch self {
        case .unknown: .object(["tag": .text("unknown")])
        case .staged(let remaining):
            .object(["tag": .text("staged"), "remaining": .number(remaining.milliseconds)])
        case .applied(let revision, let at):
            .object(["tag": .text("applied"), "revision": .number(revision.number), "at": at.fields])
        case .discarded: .object(["tag": .text("discarded")])
        }
    }
}

extension WandStatus.Pump {
    var fields: JSONValue {
        .object([
            "pumpSerial": .text(serial.text), "implanted": .boolean(isImplanted), "strength": .number(strengthPercent),
        ])
    }
}
