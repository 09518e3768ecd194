internal import PumpModel
internal import WandProtocol

extension Message {
    /// The pump that a request names.
    var pumpSerial: PumpSerial? {
        switch self {
        case .stage(let request): request.pump
        case .commit(let request): request.pump
        case .queryTransaction(let request), .discard(let request), .stop(let request): request.pump
        case .readLog(let request): request.pump
        case .readWandStatus, .interrogate, .wandStatus, .pumpReport, .staged, .committed, .transactionStatus,
            .discarded, .stopped, .logPage, .fault, .pumpEvent:
            nil
        }
    }

    var isStop: Bool { type == .stop }

    /// The fault that refuses this request.
    func refused(_ code: FaultCode, _ detail: String) -> Message {
        .fault(Fault(requestType: type.rawValue, code: code, detail: detail))
    }
}
