internal import ControlAPI
internal import PumpModel

extension API.LimitFinding {
    init(_ limit: HardLimit) {
        let code =
            switch limit {
            case .aboveCeiling: "aboveCeiling"
            case .flowOutOfRange: "flowOutOfRange"
            case .unknownConcentration: "unknownConcentration"
            case .bolusTooFast: "bolusTooFast"
            case .totalOverflow: "totalOverflow"
            case .bolusRunning: "bolusRunning"
            }
        self.init(code: code, text: limit.description)
    }

    init(_ limit: SoftLimit) {
        let code =
            switch limit {
            case .increase: "increase"
            case .decrease: "decrease"
            case .startFromZero: "startFromZero"
            case .stopsDelivery: "stopsDelivery"
            }
        self.init(code: code, text: limit.description)
    }
}
