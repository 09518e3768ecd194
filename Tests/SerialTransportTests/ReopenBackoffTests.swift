import SerialTransport
import Testing

@Suite struct ReopenBackoffTests {
    private func waits(_ backoff: inout ReopenBackoff, _ codes: [SerialPortError.Code]) -> [Duration] {
        codes.map { backoff.wait(after: $0) }
    }

    private func milliseconds(_ numbers: Int...) -> [Duration] { numbers.map { .milliseconds($0) } }

    @Test func itDoublesFrom100MillisecondsTo3Seconds() {
        var backoff = ReopenBackoff()
        let codes = [SerialPortError.Code](repeating: .notFound, count: 8)
        #expect(waits(&backoff, codes) == milliseconds(100, 200, 400, 800, 1600, 3000, 3000, 3000))
    }

    @Test func aFailureOfAnotherKindStartsItOver() {
        var backoff = ReopenBackoff()
        let codes: [SerialPortError.Code] = [.notFound, .notFound, .notFound, .noPermission, .noPermission, .notFound]
        #expect(waits(&backoff, codes) == milliseconds(100, 200, 400, 100, 200, 100))
    }

    @Test(arguments: [(Duration.milliseconds(2_999), 400), (.seconds(3), 100), (.seconds(3_600), 100)])
    func onlyAPortThatWasUpStartsItOver(openFor: Duration, next: Int) {
        var backoff = ReopenBackoff()
        _ = waits(&backoff, [.hungUp, .hungUp])
        backoff.portClosed(afterOpenFor: openFor)
        #expect(backoff.wait(after: .hungUp) == .milliseconds(next))
    }

    @Test func itNeverWaitsLongerThanItsLongest() {
        var backoff = ReopenBackoff(shortest: .milliseconds(7), longest: .milliseconds(20))
        let codes = [SerialPortError.Code](repeating: .busy, count: 4)
        #expect(waits(&backoff, codes) == milliseconds(7, 14, 20, 20))
    }
}
