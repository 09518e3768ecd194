import PumpModel
import Testing
import VirtualWand
import WandProtocol

/// A host that knows nothing but bytes: a whole session against the wand through the line's framing, written after
/// the protocol document without the codec's encoders.
@Suite struct RawBytesTests {
    /// Section 2: stuffing by hand, both delimiters.
    private func wire(_ plain: [UInt8]) -> [UInt8] {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in plain {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1 }
        }
        let checked = plain + little(~crc, 4)
        // short frames alone: no block is ever full
        let blocks = checked.split(separator: 0, omittingEmptySubsequences: false)
        return [0] + blocks.flatMap { [UInt8($0.count + 1)] + $0 } + [0]
    }

    private func little(_ value: some BinaryInteger, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private func head(_ kind: UInt8, _ epoch: [UInt8], sequence: UInt16 = 0, acknowledge: UInt16 = 0, _ body: [UInt8])
        -> [UInt8]
    {
        [1, kind, 0, 0] + epoch + little(0, 4) + little(sequence, 2) + little(acknowledge, 2) + little(body.count, 2)
            + body
    }

    private func unwrapped(_ frame: Frame) -> [UInt8] {
        var encoder = FrameEncoder()
        let bytes = Array(encoder.encode(frame))
        var plain: [UInt8] = []
        for block in bytes.dropFirst().dropLast().reduce(
            into: [[UInt8]](),
            { blocks, byte in
                if let last = blocks.indices.last, blocks[last].count < Int(blocks[last][0]) {
                    blocks[last].append(byte)
                } else {
                    blocks.append([byte])
                }
            })
        {
            if !plain.isEmpty || block.isEmpty { plain.append(0) }
            plain += block.dropFirst()
        }
        return plain
    }

    @Test func aSessionByHand() throws {
        var wand = VirtualWand(
            configuration: VirtualWand.Configuration(identity: WandIdentity(serial: WandSerial(checked: "W"))),
            memory: memory(), seed: 9, at: at(0))
        func send(_ bytes: [UInt8]) -> [Frame] {
            wand.handle(.received(bytes), at: 0).compactMap { if case .transmit(let frame) = $0 { frame } else { nil } }
        }
        let zero = [UInt8](repeating: 0, count: 8)
        let nonce = [UInt8](1...16)
        // hello: versions 1 to 1, therapy alone, 4096 bytes, window 8, clear, nonce, host "h"
        let hello = [1, 1] + little(1, 4) + little(4_096, 2) + [8, 1] + nonce + [1, 0x68]
        // noise before the frame costs nothing: the delimiter cuts it off
        let welcomes = send([0x55, 0xAA, 3] + wire(head(1, zero, hello)))
        let welcome = unwrapped(try #require(welcomes.first))
        #expect(Array(welcome[0..<4]) == [1, 2, 0, 0])
        let epoch = Array(welcome[4..<12])
        // version, capabilities, maxBody, window, security, both nonces, serial
        let body = Array(welcome[22...])
        #expect(Array(body[0..<9]) == [1, 1, 0, 0, 0, 0, 16, 8, 0])
        #expect(Array(body[9..<25]) == nonce)
        let wandNonce = Array(body[25..<41])
        #expect(Array(body[41..<43]) == [1, 0x57])
        let opened = send(wire(head(3, epoch, wandNonce + [0])))
        #expect(opened.map(\.header.kind) == [.acknowledge])
        // interrogate, request 0x01020304
        let replies = send(wire(head(4, epoch, [2, 0, 4, 3, 2, 1])))
        let report = unwrapped(try #require(replies.first { $0.header.kind == .data }))
        #expect(Array(report[16..<20]) == [0, 0, 1, 0])
        #expect(Array(report[22..<28]) == [0x02, 0x80, 4, 3, 2, 1])
        #expect(Array(report[28..<35]) == [6] + Array("PUMP-1".utf8))
        // stop under an id, urgent, for this pump
        let stop = [7, 0, 9, 0, 0, 0, 6] + Array("PUMP-1".utf8) + [UInt8](repeating: 0xA5, count: 16)
        let stopped = unwrapped(try #require(send(wire(head(6, epoch, acknowledge: 1, stop))).first))
        #expect(Array(stopped[22..<28]) == [0x07, 0x80, 9, 0, 0, 0])
        #expect(Array(stopped[28..<48]) == [UInt8](repeating: 0xA5, count: 16) + [2, 0, 0, 0])
        #expect(wand.pump.memory.program == .stopped)
        // a damaged frame does nothing but have the acknowledgement repeated
        var damaged = wire(head(7, epoch, []))
        damaged[6] ^= 0x10
        let told = send(damaged).map(unwrapped)
        #expect(told.map { Array($0[1..<2] + $0[16..<22]) } == [[5, 0, 0, 1, 0, 0, 0]])
        #expect(send(damaged).isEmpty)
        #expect(send(wire(head(7, epoch, []))).map(\.header.kind) == [.acknowledge])
    }
}
