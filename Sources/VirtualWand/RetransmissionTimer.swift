/// The retransmission time after RFC 6298, in whole milliseconds.
///
/// Kept scaled (SRTT by 8, RTTVAR by 4), so that the gains of 1/8 and 1/4 lose nothing to rounding.
struct RetransmissionTimer: Hashable, Sendable {
    static let first: Int64 = 500
    static let floor: Int64 = 60
    static let ceiling: Int64 = 1_000

    /// The age from which a frame is sent again because of an acknowledgement, without any measurement.
    static let firstAge: Int64 = 100

    private var smoothed8: Int64?
    private var variation4: Int64 = 0
    /// The time to wait for an acknowledgement now, doublings included.
    private(set) var current = Self.first

    /// How long ago a frame must have been sent for an acknowledgement without it to tell of its loss.
    var hurriedAge: Int64 { smoothed8.map { $0 / 16 } ?? Self.firstAge }

    /// Takes the round trip of a frame that was sent once.
    mutating func measured(_ roundTrip: Int64) {
        if let smoothed = smoothed8 {
            variation4 += abs(smoothed / 8 - roundTrip) - variation4 / 4
            smoothed8 = smoothed + roundTrip - smoothed / 8
        } else {
            smoothed8 = roundTrip * 8
            variation4 = roundTrip * 2
        }
        progressed()
    }

    /// The host acknowledged something new: the doubling ends.
    mutating func progressed() {
        current = smoothed8.map { min(max($0 / 8 + variation4, Self.floor), Self.ceiling) } ?? Self.first
    }

    /// The time passed in vain.
    mutating func backOff() {
        current = min(current * 2, Self.ceiling)
    }
}
