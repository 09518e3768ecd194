import ControlAPI
import WandClient
import Testing

/// What the real daemon tells its alarm desk, seen from outside.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct AlarmTests {
    @Test("a pump that alarms is read without anybody asking, and again when the alarm ends")
    func noticed() async throws {
        try await Stand.with { stand in
            _ = try await stand.client.interrogate(wand: "bench")
            try await stand.tell("stall", "on")
            try await stand.until { $0.contains { $0.name == "motorStall" && $0.state == .sounding } }
            try await stand.tell("stall", "off")
            try await stand.until { $0.contains { $0.name == "motorStall" && $0.state == .clearedNotAcknowledged } }
        }
    }

    @Test("a silence ends when the pump leaves the range, and when the cable goes", arguments: ["range", "cable"])
    func silence(_ loss: String) async throws {
        try await Stand.with { stand in
            try await stand.tell("stall", "on")
            _ = try await stand.client.interrogate(wand: "bench")
            let alarms = try await stand.client.alarms().alarms
            let stall = try #require(alarms.first { $0.name == "motorStall" })
            _ = try await stand.client.silence(alarm: stall.id)
            try await stand.until { $0.contains { $0.id == stall.id && $0.state == .silenced } }
            if loss == "range" { try await stand.tell("range", "out") } else { stand.pullCable() }
            try await stand.until { $0.contains { $0.id == stall.id && $0.state == .sounding } }
        }
    }

    @Test("a pump out of range while a session is open alarms until it is read again")
    func session() async throws {
        try await Stand.with { stand in
            _ = try await stand.stage("110")
            try await stand.tell("range", "out")
            try await stand.until { $0.contains { $0.name == "linkLostInSession" && $0.state == .sounding } }
            try await stand.tell("range", "in")
            try await stand.until { !$0.contains { $0.name == "linkLostInSession" && $0.state == .sounding } }
        }
    }
}

extension Stand {
    /// Asks for the alarms until they are as they should be; the suite's time is the limit.
    func until(_ holds: ([API.ListedAlarm]) -> Bool) async throws {
        while !holds(try await client.alarms().alarms) { try await Task.sleep(for: .milliseconds(10)) }
    }
}
