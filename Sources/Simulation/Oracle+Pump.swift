package import PumpModel
package import VirtualWand

extension Oracle {
    /// The pump's non-volatile memory became this.
    package mutating func kept(_ memory: PumpMemory, at now: Int64) throws(Violation) {
        let serial = memory.identity.serial
        let seen = historySeen[serial] ?? 0
        guard memory.history.count > seen else { return }
        historySeen[serial] = memory.history.count
        for change in memory.history[seen...] { try appeared(change, on: serial, at: now) }
    }

    private mutating func appeared(_ change: AppliedChange, on pump: PumpSerial, at now: Int64) throws(Violation) {
        let id = change.applied.transaction
        if foreign.contains(id) { return }
        if applied[id] != nil {
            // a stop that the pump forgot and that changes nothing does no harm
            guard change.changedRevision else { return }
            throw Violation(.atMostOnce, "\(id) changed \(pump) twice")
        }
        applied[id] = Applied(revision: change.applied.revision, change: change.change, step: step)
        guard let order = orders[id] else {
            throw Violation(.atMostOnce, "\(pump) applied \(id), which nobody ordered")
        }
        if let ending = unapplied[id] { throw Violation(.noLoss, "\(id) was applied after it had ended as \(ending)") }
        guard order.pump == pump else { throw Violation(.noStaleTherapy, "\(id) for \(order.pump) changed \(pump)") }
        guard let ordered = order.change else { return }
        guard change.change == ordered else {
            throw Violation(.noStaleTherapy, "\(id) applied \(change.change), ordered was \(ordered)")
        }
        guard let base = order.base, change.applied.revision.number == base.number &+ 1 else {
            throw Violation(.noStaleTherapy, "\(id) made \(change.applied.revision) on another base than it named")
        }
        guard now <= order.deadline else {
            throw Violation(.noStaleTherapy, "\(id) was applied \(now - order.deadline) ms after its deadline")
        }
    }

    /// A sound report reached the host's end of the line.
    package mutating func delivered(_ report: PumpReport) {
        reports[ReportKey(pump: report.identity.serial, revision: report.revision)] = Delivered(
            report: report, step: step)
    }

    /// Both say that it is applied and was read back.
    func checkReadBack(_ id: TransactionID, _ revision: ProgramRevision, by: ProgramRevision?) throws(Violation) {
        guard let order = orders[id], let applied = applied[id] else {
            throw Violation(.noFalseSuccess, "\(id) counts as applied, and no pump has applied it")
        }
        guard applied.revision == revision, applied.change == order.change ?? PumpChange(program: .stopped) else {
            throw Violation(
                .noFalseSuccess, "\(id) counts as revision \(revision); the pump made \(applied.revision) of it")
        }
        let shown = reports[ReportKey(pump: order.pump, revision: by ?? revision)]
        guard let shown, shown.step > applied.step, by != nil || shown.report.shows(applied.change) else {
            throw Violation(.noFalseSuccess, "\(id) counts as read back, and no report of it had arrived")
        }
    }
}
