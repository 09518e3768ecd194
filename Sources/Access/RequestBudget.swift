internal import PumpModel

/// How many requests each user may make: a bucket per user id that holds `Limits.requestBurst` requests and is filled by
/// `Limits.requestsPerSecond`. A pure value in whole numbers; time is monotonic milliseconds that come in.
///
/// A user who was not seen has a full bucket, and so has one who was away for long enough, who is then forgotten. At most
/// `Limits.budgetedUsers` are kept; one more is refused until one of them can be forgotten, so that nobody gains a full
/// bucket by crowding others out. Time that goes backwards fills nothing.
package struct RequestBudget: Sendable {
    /// Thousandths of a request: a rate per second is the same number of them per millisecond.
    private static let request: Int64 = 1_000
    private static let full = Int64(Limits.requestBurst) * request
    private static let perMillisecond = Int64(Limits.requestsPerSecond)

    package enum Answer: Hashable, Sendable {
        case granted
        /// Whole seconds, at least one, after which a request is granted if none is made until then.
        case refused(retryAfterSeconds: Int64)
    }

    private struct Bucket {
        var content: Int64
        var uptimeMilliseconds: Int64

        mutating func fill(until now: Int64) {
            guard now > uptimeMilliseconds else { return }
            // after so long it is full, whatever was in it; nor does the product overflow
            let enough = full / perMillisecond + 1
            let (passed, overflow) = now.subtractingReportingOverflow(uptimeMilliseconds)
            let elapsed = overflow ? enough : min(passed, enough)
            content = min(full, content + elapsed * perMillisecond)
            uptimeMilliseconds = now
        }

        func seconds(until level: Int64) -> Int64 {
            let milliseconds = (level - content + perMillisecond - 1) / perMillisecond
            return max(1, (milliseconds + 999) / 1_000)
        }
    }

    private var buckets: [UInt32: Bucket] = [:]

    package init() {}

    /// Users that are kept.
    package var userCount: Int { buckets.count }

    /// One request of a user.
    package mutating func take(_ user: UInt32, uptimeMilliseconds now: Int64) -> Answer {
        if buckets[user] == nil, buckets.count >= Limits.budgetedUsers { forgetFull(now) }
        guard buckets[user] != nil || buckets.count < Limits.budgetedUsers else {
            return .refused(retryAfterSeconds: buckets.values.map { $0.seconds(until: Self.full) }.min() ?? 1)
        }
        var bucket = buckets[user] ?? Bucket(content: Self.full, uptimeMilliseconds: now)
        bucket.fill(until: now)
        defer { buckets[user] = bucket }
        guard bucket.content >= Self.request else {
            return .refused(retryAfterSeconds: bucket.seconds(until: Self.request))
        }
        bucket.content -= Self.request
        return .granted
    }

    private mutating func forgetFull(_ now: Int64) {
        for user in buckets.keys { buckets[user]?.fill(until: now) }
        buckets = buckets.filter { $0.value.content < Self.full }
    }
}
