internal import PumpModel

/// The retransmission time after RFC 6298, in whole milliseconds.
///
/// Promise: always between the floor and the ceiling of `Limits`; doubles with every loss, and falls back to what was
/// measured once anything new is acknowledged. Only frames that were sent once are measured (Karn's rule, the caller's).
struct RoundTripTimer: Hashable, Sendable {
    /// Smoothed round trip, in eighths of a millisecond; nil before the first measurement.
    private var smoothedEighths: Int64?
    /// Its variation, in quarters of a millisecond.
    private var variationQuarters: Int64 = 0
    /// Milliseconds until an unacknowledged frame is sent again.
    private(set) var milliseconds = Limits.retransmissionFirstMilliseconds

    /// Milliseconds after which an acknowledgement of nothing new means that a frame was lost: half of a round trip.
    var patienceMilliseconds: Int64 {
        smoothedEighths.map { $0 / 16 } ?? Limits.earlyRetransmissionFirstMilliseconds
    }

    mutating func measured(_ roundTrip: Int64) {
        if let smoothed = smoothedEighths {
            let error = roundTrip - smoothed / 8
            // gains of 1/8 and 1/4, kept scaled so that integers lose nothing that matters
            smoothedEighths = smoothed + error
            variationQuarters += abs(error) - variationQuarters / 4
        } else {
            smoothedEighths = roundTrip * 8
            variationQuarters = roundTrip * 2
        }
        settle()
    }

    /// Something new was acknowledged: ends the doubling.
    mutating func settle() {
        set(smoothedEighths.map { $0 / 8 + variationQuarters } ?? Limits.retransmissionFirstMilliseconds)
    }

    mutating func backOff() { set(milliseconds * 2) }

    private mutating func set(_ value: Int64) {
        milliseconds = min(
            max(value, Limits.retransmissionFloorMilliseconds), Limits.retransmissionCeilingMilliseconds)
    }
}
