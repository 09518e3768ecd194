internal import NIOConcurrencyHelpers
internal import PumpModel

/// Which desk is being asked to take a command for a pump: while one is, no other is asked.
final class Reservations: Sendable {
    private struct Holder {
        var desk: String
        var count: Int
    }

    private let holders = NIOLockedValueBox<[PumpSerial: Holder]>([:])

    /// - Returns: the desk that holds the pump already, if it is another one; nothing is reserved then.
    func reserve(_ pump: PumpSerial, _ desk: String) -> String? {
        holders.withLockedValue { holders in
            var holder = holders[pump] ?? Holder(desk: desk, count: 0)
            guard holder.desk == desk else { return holder.desk }
            holder.count += 1
            holders[pump] = holder
            return nil
        }
    }

    /// One reservation ends.
    func release(_ pump: PumpSerial) {
        holders.withLockedValue { holders in
            guard var holder = holders[pump] else { return }
            holder.count -= 1
            holders[pump] = holder.count > 0 ? holder : nil
        }
    }
}
