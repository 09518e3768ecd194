package import NIOCore
internal import PumpModel

/// How long a connection may keep the daemon waiting, so that slow and vanishing clients free their place.
package struct ConnectionTimeouts: Sendable {
    /// From the opening of the connection or the last answer to the next complete request head.
    package var idle: TimeAmount
    /// From a request's head to the end of its body.
    package var request: TimeAmount
    /// From the first byte of an answer until the client took the last one.
    package var answer: TimeAmount
    /// For requests under way once the daemon is told to stop.
    package var grace: TimeAmount

    package init(idle: TimeAmount, request: TimeAmount, answer: TimeAmount, grace: TimeAmount) {
        self.idle = idle
        self.request = request
        self.answer = answer
        self.grace = grace
    }

    package static let customary = ConnectionTimeouts(
        idle: .milliseconds(Limits.controlIdleMilliseconds),
        request: .milliseconds(Limits.controlRequestMilliseconds),
        answer: .milliseconds(Limits.controlAnswerMilliseconds),
        grace: .milliseconds(Limits.controlGraceMilliseconds))
}
