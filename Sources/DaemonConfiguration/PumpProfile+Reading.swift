import Dosing
import PumpModel

extension PumpProfile {
    static let keys = [
        "model", "leastFlow", "greatestFlow", "minimumRate", "reservoirs", "residualVolume", "tubingVolume",
        "flowError", "serviceReserve", "serviceLife", "criticalAlarmInterval", "nonCriticalAlarmInterval",
    ]

    /// Nil when anything is wrong or contradicts itself; `findings` then says what.
    init?(_ node: ConfigurationNode, findings: inout Findings) {
        let reader = SectionReader(node, path: node.path, keys: Self.keys, findings: &findings)
        reader.require(Self.keys, findings: &findings)
        let model = reader.value("model", Formats.model, findings: &findings)
        let flow = Self.flow(in: reader, findings: &findings)
        let minimum = reader.value("minimumRate", Formats.minimumRate, findings: &findings)
        let reservoirs = Self.reservoirs(in: reader, findings: &findings)
        let residual = reader.value("residualVolume", Formats.residualVolume, findings: &findings)
        let tubing = reader.value("tubingVolume", Formats.tubingVolume, findings: &findings)
        let error = reader.value("flowError", Formats.flowError, findings: &findings)
        let reserve = reader.value("serviceReserve", Formats.serviceReserve, findings: &findings)
        let life = reader.value("serviceLife", Formats.serviceLife, findings: &findings)
        let critical = reader.value("criticalAlarmInterval", Formats.alarmInterval, findings: &findings)
        let nonCritical = reader.value("nonCriticalAlarmInterval", Formats.alarmInterval, findings: &findings)
        if let minimum, let flow, minimum >= flow.lowerBound {
            findings.add(
                "\(minimum) is not below leastFlow (\(flow.lowerBound))",
                allowed: "the minimum rate is less than any program asks for", at: reader.place(of: "minimumRate"),
                keyPath: reader.path(of: "minimumRate"))
        }
        if let residual, let smallest = reservoirs?.min(), residual >= smallest {
            findings.add(
                "\(residual) is not below the smallest reservoir (\(smallest))", allowed: "nothing could be delivered",
                at: reader.place(of: "residualVolume"), keyPath: reader.path(of: "residualVolume"))
        }
        guard let model, let flow, let minimum, let reservoirs, let residual, let tubing, let error, let reserve,
            let life, let critical, let nonCritical
        else { return nil }
        self.init(
            model: model, flow: flow, minimumFlow: minimum, residualVolume: residual, tubingVolume: tubing,
            reservoirSizes: reservoirs, serviceReserveDays: reserve, serviceYears: life,
            criticalAlarmInterval: critical, nonCriticalAlarmInterval: nonCritical, flowErrorPerMille: error)
    }

    private static func flow(in reader: SectionReader, findings: inout Findings) -> ClosedRange<Flow>? {
        let least = reader.value("leastFlow", Formats.programFlow, findings: &findings)
        let greatest = reader.value("greatestFlow", Formats.programFlow, findings: &findings)
        guard let least, let greatest else { return nil }
        guard least <= greatest else {
            findings.add(
                "leastFlow (\(least)) is above greatestFlow (\(greatest))", allowed: "no flow would be left",
                at: reader.place(of: "leastFlow"), keyPath: reader.path(of: "leastFlow"))
            return nil
        }
        return least...greatest
    }

    private static func reservoirs(in reader: SectionReader, findings: inout Findings) -> [Volume]? {
        guard let items = reader.items("reservoirs", example: "[20 mL, 40 mL]", findings: &findings) else { return nil }
        var sizes: [Volume] = []
        for item in items {
            guard let size = Formats.reservoirSize.read(item, findings: &findings) else { continue }
            if sizes.contains(size) {
                findings.add("\(size) stands here twice", at: item.place, keyPath: item.path)
            }
            sizes.append(size)
        }
        return sizes.count == items.count ? sizes : nil
    }
}
