import PumpModel
import Testing
import VirtualWand
import WandProtocol

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite struct PumpMemoryTests {
    /// A memory with something in every field.
    static func rich() throws -> PumpMemory {
        var pump = VirtualPump(memory(nanoliters: 1_450_000))
        _ = pump.stage(1, try bolus(50, seconds: 60, base: 101))
        _ = pump.commit(1, at: 3)
        _ = pump.stop(2, at: 1_000)
        _ = pump.stop(3, at: 2_000)
        _ = pump.stage(4, .minimumRate, base: 3, lifetime: 10, at: 3_000)
        _ = pump.set(.motorStall, true, at: at(50 * hour))
        _ = pump.set(.nonCriticalMemoryError, true, at: at(50 * hour))
        let patient = RandomTherapy(seed: 5).with { $0.patientBolus() }
        let change = PumpChange(
            program: try #require(Program(base: .minimumRate, patientBolus: patient)), refill: refill(),
            setUp: try setUp(), clock: ClockCorrection(milliseconds: -7))
        _ = pump.stage(5, change, base: 3, at: 51 * hour)
        _ = pump.commit(5, base: 3, at: 51 * hour)
        _ = pump.set(.motorStall, false, at: at(51 * hour))
        _ = pump.askForBolus(at: at(52 * hour))
        _ = pump.losePower(at: at(53 * hour))
        return pump.memory
    }

    @Test func roundTrip() throws {
        let rich = try Self.rich()
        #expect(try PumpMemory(decoding: rich.encoded()) == rich)
        #expect(try PumpMemory(decoding: memory(.minimumRate).encoded()) == memory(.minimumRate))
    }

    @Test func damageAndCutsAreFound() throws {
        let bytes = try Self.rich().encoded()
        for index in stride(from: 0, to: bytes.count, by: 3) {
            var damaged = bytes
            damaged[index] ^= 1 << UInt8(index % 8)
            #expect(throws: PumpMemoryError.self, "byte \(index)") { try PumpMemory(decoding: damaged) }
        }
        for count in stride(from: 0, to: bytes.count, by: 7) {
            #expect(throws: PumpMemoryError.self, "cut at \(count)") {
                try PumpMemory(decoding: Array(bytes.prefix(count)))
            }
        }
    }

    @Test(arguments: [
        ("concentration 500", "concentration 0"), ("implanted 0", "implanted 2"), ("revision 1", "revision -1"),
        ("drug 1", "drug 9"), ("program simpleContinuous 100000", "program simpleContinuous"), ("alarms 0", "alarms 9"),
        ("history 0", "history 0\nchange"), ("clock ", "cluck "), ("reservoirParts ", "reservoirParts -"),
        ("reservoirParts ", "reservoirParts 999999999"), ("hours ", "hours x"), ("hours ", "hours 9"),
        ("hours ", "hours -"), ("setUp -", "setUp A.B. 1"),
        ("program simpleContinuous 100000", "program simpleContinuous 100000 1"), ("faults 0", "faults 1"),
        ("program simpleContinuous 100000", "program stopped bolus 1 1000"), ("lastRefill -", "lastRefill - -"),
        ("program simpleContinuous 100000", "program simpleContinuous 100000 bolus 1 1"),
    ])
    func soundChecksumOverNonsense(from: String, to: String) throws {
        let text = String(decoding: memory().encoded(), as: UTF8.self)
        let body = try #require(text.range(of: "crc32c ")).lowerBound
        let changed = try #require(text[..<body].replacingFirst(from, with: to))
        let checked = changed + "crc32c \(CRC32C.checksum(of: Array(changed.utf8)))\n"
        #expect(throws: PumpMemoryError.self) { try PumpMemory(decoding: Array(checked.utf8)) }
    }

    @Test func fileKeepsTheLastMemory() throws {
        try withDirectory { directory in
            let file = try PumpMemoryFile(path: directory + "/pump")
            #expect(try file.load() == nil)
            try file.save(memory())
            let rich = try Self.rich()
            try file.save(rich)
            #expect(try file.load() == rich)
        }
    }

    @Test func aHalfWrittenSuccessorIsNoObstacle() throws {
        try withDirectory { directory in
            let file = try PumpMemoryFile(path: directory + "/pump")
            try file.save(memory())
            try write("half of a mem", to: directory + "/pump.new")
            #expect(try file.load() == memory())
            try file.save(try Self.rich())
            #expect(try file.load() == (try Self.rich()))
        }
    }

    @Test func anOlderVersionIsRefusedByName() throws {
        let text = String(decoding: memory().encoded(), as: UTF8.self)
        let old = text.replacingFirst("memory 2", with: "memory 1") ?? ""
        let refusal = #expect(throws: PumpMemoryError.self) { try PumpMemory(decoding: Array(old.utf8)) }
        #expect(refusal == .otherVersion("1"))
        #expect(refusal?.description.contains("version 1") == true)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func everyProgramIsKept(seed: UInt64) throws {
        var therapy = RandomTherapy(seed: seed)
        let change = PumpChange(
            program: therapy.program(), refill: refill(concentration: 1_000), setUp: try setUp(),
            clock: ClockCorrection(milliseconds: -7))
        var kept = memory(change.program)
        kept.history = [
            AppliedChange(
                applied: AppliedTransaction(transaction: id(1), revision: ProgramRevision(1), at: start),
                change: change,
                changedRevision: true)
        ]
        #expect(try PumpMemory(decoding: kept.encoded()) == kept)
    }

    @Test(arguments: ["", "something else\n", "virtual pump memory"])
    func aForeignFileIsRefusedAndLeft(content: String) throws {
        try withDirectory { directory in
            let path = directory + "/pump"
            try write(content, to: path)
            let file = try PumpMemoryFile(path: path)
            var refusal: PumpMemoryFileError?
            do throws(PumpMemoryFileError) { _ = try file.load() } catch { refusal = error }
            #expect(refusal == .refused(path: path, .foreign))
            #expect(try read(path) == content)
        }
    }

    @Test func aSecondSimulatorIsKeptOut() throws {
        try withDirectory { directory in
            let path = directory + "/pump"
            let file = try PumpMemoryFile(path: path)
            try file.save(memory())
            var refusal: PumpMemoryFileError?
            do throws(PumpMemoryFileError) { _ = try PumpMemoryFile(path: path) } catch { refusal = error }
            #expect(refusal == .inUse(path: path))
        }
    }

    @Test func aDirectoryThatIsNotThereIsASystemError() throws {
        var refusal: PumpMemoryFileError?
        do throws(PumpMemoryFileError) { _ = try PumpMemoryFile(path: "/nowhere/pump") } catch { refusal = error }
        #expect(refusal == .system(operation: "open", path: "/nowhere/pump.lock", code: ENOENT))
    }
}

private struct SystemFailure: Error {}

private func withDirectory(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/pump-memory-XXXXXX".utf8CString)
    guard let name = mkdtemp(&template) else { throw SystemFailure() }
    let directory = String(cString: name)
    defer {
        for file in ["/pump", "/pump.new", "/pump.lock"] { unlink(directory + file) }
        rmdir(directory)
    }
    try body(directory)
}

private func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else { throw SystemFailure() }
    fputs(text, file)
    fclose(file)
}

private func read(_ path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw SystemFailure() }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
}

extension StringProtocol {
    fileprivate func range(of text: String) -> Range<Index>? {
        indices.first { self[$0...].hasPrefix(text) }.map { $0..<index($0, offsetBy: text.count) }
    }

    fileprivate func replacingFirst(_ text: String, with other: String) -> String? {
        range(of: text).map { self[..<$0.lowerBound] + other + self[$0.upperBound...] }
    }
}
