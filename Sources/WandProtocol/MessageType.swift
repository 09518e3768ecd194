/// The number of each message on the wire: requests from 0x0001, their replies 0x8000 higher, notifications 0x4000.
package enum MessageType: UInt16, Hashable, Sendable, CaseIterable {
    case readWandStatus = 0x0001
    case interrogate = 0x0002
    case stage = 0x0003
    case commit = 0x0004
    case queryTransaction = 0x0005
    case discard = 0x0006
    case stop = 0x0007
    case readLog = 0x0008
    case wandStatus = 0x8001
    case pumpReport = 0x8002
    case staged = 0x8003
    case committed = 0x8004
    case transactionStatus = 0x8005
    case discarded = 0x8006
    case stopped = 0x8007
    case logPage = 0x8008
    case fault = 0x80FF
    case pumpEvent = 0x4001
}

extension Message {
    package var type: MessageType {
        switch self {
        case .readWandStatus: .readWandStatus
        case .interrogate: .interrogate
        case .stage: .stage
        case .commit: .commit
        case .queryTransaction: .queryTransaction
        case .discard: .discard
        case .stop: .stop
        case .readLog: .readLog
        case .wandStatus: .wandStatus
        case .pumpReport: .pumpReport
        case .staged: .staged
        case .committed: .committed
        case .transactionStatus: .transactionStatus
        case .discarded: .discarded
        case .stopped: .stopped
        case .logPage: .logPage
        case .fault: .fault
        case .pumpEvent: .pumpEvent
        }
    }
}
