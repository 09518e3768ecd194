import PumpModel
import Testing
import VirtualWand

/// What arrives at the tip, and when.
@Suite struct CatheterLineTests {
    /// A pump with a line of 0.4 mL, full of the old drug.
    private func pump(
        _ program: Program, concentration: Int64, isFilled: Bool = true, volume: Int64 = 400_000
    ) -> VirtualPump {
        var pump = VirtualPump(memory(program, concentration: concentration))
        _ = pump.undergo(.line(LineStart(volume: Volume(checked: volume), isFilled: isFilled)), at: at(0))
        return pump
    }

    /// Refilled at the start with another concentration, with or without a bridge of the line's volume.
    private func refilled(from cold: Int64, to new: Int64, bridgeHours: Int64?) throws -> VirtualPump {
        var pump = pump(continuous(300), concentration: cold)
        let once = bridgeHours.flatMap {
            TimedVolume(volume: Volume(checked: 400_000), duration: TimeSpan(checked: $0 * hour))
        }.map { OneTimeDelivery.bridge($0) }
        let program = try #require(Program(base: .simpleContinuous(dose(300)), once: once))
        _ = pump.stage(1, PumpChange(program: program, refill: refill(concentration: new)))
        #expect(pump.commit(1)?.applied != nil)
        return pump
    }

    /// What reaches the tip in each hour, in nanograms.
    private func tip(_ pump: inout VirtualPump, hours: Int64) throws -> [Int64] {
        var nanograms: [Int64] = []
        for number in 1...hours {
            let before = try #require(pump.memory.physics.line).delivered
            _ = pump.advance(to: at(number * hour))
            let after = try #require(pump.memory.physics.line).delivered
            nanograms.append(Int64((after - before) / (1_000_000 * DeliveryRate.partsPerPicogram)))
        }
        return nanograms
    }

    /// The lowest and the highest sum of 24 hours in a row, in micrograms.
    private func days(_ hours: [Int64]) -> ClosedRange<Int64> {
        let sums = (0...(hours.count - 24)).map { hours[$0..<($0 + 24)].reduce(0, +) / 1_000 }
        return (sums.min() ?? 0)...(sums.max() ?? 0)
    }

    @Test(arguments: [(500, 2_000, 16), (2_000, 500, 64)] as [(Int64, Int64, Int64)])
    func aBridgeKeepsTheDoseAtTheTip(cold: Int64, new: Int64, bridgeHours: Int64) throws {
        var pump = try refilled(from: cold, to: new, bridgeHours: bridgeHours)
        let hours = try tip(&pump, hours: 168)
        // what the smeared front brings early it lacks later: within 8 % in any 24 h
        let range = days(hours)
        #expect((276...324).contains(range.lowerBound) && (276...324).contains(range.upperBound), "\(range)")
        // exactly the old dose until the front comes near, and the new one behind it: 12.5 mcg each hour
        let quiet = hours.prefix(Int(bridgeHours * 3 / 4)) + hours.suffix(24)
        #expect(quiet.allSatisfy { (12_450...12_550).contains($0) }, "\(quiet)")
    }

    /// `D * Cold / Cnew` for `Vb * Cnew / D`.
    @Test(arguments: [(500, 2_000, 64, 75), (2_000, 500, 16, 1_200)] as [(Int64, Int64, Int64, Int64)])
    func withoutABridgeTheOldDrugComesAtTheNewFlow(cold: Int64, new: Int64, lineHours: Int64, wrong: Int64) throws {
        var pump = try refilled(from: cold, to: new, bridgeHours: nil)
        let hours = try tip(&pump, hours: 168)
        let early = hours.prefix(Int(lineHours * 3 / 4))
        #expect(early.allSatisfy { abs($0 * 24 - wrong * 1_000) < wrong * 10 }, "\(early)")
        #expect(hours.suffix(24).allSatisfy { (12_450...12_550).contains($0) })
        // in all, the line's volume was delivered at the wrong concentration
        let missing = hours.reduce(0, +) - 7 * 300_000
        #expect(abs(missing - 400 * (cold - new)) < 2_000, "\(missing)")
    }

    @Test func aPrimeBringsTheDrugToTheTip() throws {
        let timed = try #require(
            TimedVolume(volume: Volume(checked: 400_000), duration: TimeSpan(checked: hour)))
        let primed = try #require(Program(base: .simpleContinuous(dose(300)), once: .prime(timed)))
        var pump = pump(.stopped, concentration: 500, isFilled: false)
        _ = pump.stage(1, primed)
        #expect(pump.commit(1)?.applied != nil)
        let hours = try tip(&pump, hours: 30)
        // the front arrives smeared: some drug leaves at the tip already during the prime
        #expect((1_000...10_000).contains(hours[0]), "\(hours)")
        #expect(hours[2...].allSatisfy { (6_000...12_550).contains($0) }, "\(hours)")
        #expect(hours.suffix(12).allSatisfy { $0 >= 12_450 })

        var unprimed = self.pump(.stopped, concentration: 500, isFilled: false)
        _ = unprimed.stage(1, continuous(300))
        _ = unprimed.commit(1)
        // 0.6 mL a day: the tip of 0.4 mL is 16 h away
        #expect(try tip(&unprimed, hours: 12).allSatisfy { $0 < 100 })
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func nothingIsLostWhateverHappens(seed: UInt64) throws {
        var therapy = RandomTherapy(seed: seed)
        var pump = pump(
            continuous(100), concentration: 500, isFilled: therapy.happens(oneIn: 2),
            volume: therapy.number(100_000...500_000))
        _ = pump.undergo(.accuracy(perMille: therapy.number(-24...25)), at: at(0))
        let filled = try #require(pump.memory.physics.line).content
        var whole = pump
        var time: Int64 = 0
        for number in 1...8 as ClosedRange<UInt32> {
            let change = PumpChange(
                program: Program(base: .simpleContinuous(DailyDose(checked: therapy.number(200_000...900_000))))
                    ?? .stopped,
                refill: refill(concentration: therapy.number(500...2_000)))
            let end = time + therapy.number(1...3 * day)
            for _ in 0..<3 {
                time = therapy.number(time...end)
                _ = pump.advance(to: at(time))
                pump = VirtualPump(try PumpMemory(decoding: pump.memory.encoded()))
            }
            time = end
            for index in 0...1 {
                var one = index == 0 ? pump : whole
                _ = one.stage(UInt64(number), change, base: number, at: time)
                #expect(one.commit(UInt64(number), base: number, at: time)?.applied != nil)
                if index == 0 { pump = one } else { whole = one }
            }
            let line = try #require(pump.memory.physics.line)
            #expect(filled + line.entered == line.content + line.delivered)
        }
        #expect(pump.memory == whole.memory)
        #expect(pump.memory.physics.line?.delivered ?? 0 > 0)
    }

    @Test func whatComesInIsWhatTheReservoirGave() throws {
        var pump = pump(continuous(137), concentration: 700)
        let before = pump.memory
        _ = pump.advance(to: at(10 * day + 12_345))
        let line = try #require(pump.memory.physics.line)
        #expect(line.entered == (before.reservoirParts - pump.memory.reservoirParts) * 1_000)
        #expect(line.milliConcentration(ofCell: 0) == 700_000)
        #expect((699_999...700_000).contains(line.milliConcentration(ofCell: CatheterLine.cellCount - 1)))
    }

    @Test func aLineAsTheSetUpSays() throws {
        var kept = memory()
        kept.setUp = try setUp(catheter: 167_200)
        var pump = VirtualPump(kept)
        _ = pump.undergo(.line(LineStart(isFilled: true)), at: at(0))
        #expect(pump.memory.physics.line?.volume.nanoliters == 367_200)
        _ = pump.undergo(.line(nil), at: at(0))
        #expect(pump.memory.physics.line == nil)
    }
}
