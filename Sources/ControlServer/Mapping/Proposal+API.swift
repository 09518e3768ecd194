internal import CommandQueue
internal import ControlAPI
internal import Dosing
internal import PumpModel

extension API.Proposal {
    init(_ proposal: Proposal) {
        self.init(
            pumpSerial: proposal.pump.text, baseRevision: proposal.baseRevision.number,
            concentrationMicrogramsPerMilliliter: proposal.concentration.microgramsPerMilliliter,
            old: API.Program(proposal.old), new: API.Change(proposal.new),
            oldTotal24HoursNanograms: proposal.oldTotal.nanogramsPerDay,
            oldTotal24HoursMicrograms: proposal.oldTotal.decimalText,
            newTotal24HoursNanograms: proposal.newTotal.nanogramsPerDay,
            newTotal24HoursMicrograms: proposal.newTotal.decimalText,
            oldDayTotalsNanograms: proposal.oldDays?.map(\.nanogramsPerDay),
            newDayTotalsNanograms: proposal.newDays?.map(\.nanogramsPerDay),
            oldGreatest24HoursNanograms: proposal.oldGreatest?.nanogramsPerDay,
            newGreatest24HoursNanograms: proposal.newGreatest?.nanogramsPerDay,
            changeBasisPoints: proposal.changeBasisPoints,
            changePercent: proposal.changeBasisPoints.map(Self.percentText),
            softLimits: proposal.softLimits.map(API.LimitFinding.init), digest: proposal.digest)
    }

    /// Hundredths of a percent with a sign: 1234 is "+12.34".
    static func percentText(_ basisPoints: Int64) -> String {
        let (whole, hundredths) = basisPoints.magnitude.quotientAndRemainder(dividingBy: 100)
        let sign = basisPoints == 0 ? "" : basisPoints < 0 ? "-" : "+"
        return "\(sign)\(whole).\(hundredths < 10 ? "0" : "")\(hundredths)"
    }
}
