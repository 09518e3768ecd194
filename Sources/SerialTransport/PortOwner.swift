import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// Holds the one `SerialPort` where several tasks and threads need to reach it; open from `init` until `end()`.
///
/// Opening and ending block on the driver, so both run on the process's blocking thread pool.
final class PortOwner: Sendable {
    let path: String
    let bitsPerSecond: UInt32
    let hasLowLatency: Bool
    private let port: Mutex<SerialPort?>

    private init(_ port: consuming sending SerialPort) {
        path = port.path
        bitsPerSecond = port.bitsPerSecond
        hasLowLatency = port.hasLowLatency
        self.port = Mutex(port)
    }

    static func open(
        _ location: PortLocation,
        settings: PortSettings,
        eventLoop: any EventLoop
    ) async throws(SerialPortError) -> PortOwner {
        let opening = eventLoop.runBlocking {
            Result { () throws(SerialPortError) in PortOwner(try SerialPort(opening: location, settings: settings)) }
        }
        do {
            // Not cancellable: a port that was opened must be known to somebody.
            return try await opening.get().get()
        } catch let error as SerialPortError {
            throw error
        } catch {
            throw SerialPortError(code: .system, port: location.description, message: "could not run: \(error)")
        }
    }

    /// Releases the port. Its duplicates should be closed by now, or the lock's release leaves the port half held.
    func end(on eventLoop: any EventLoop) async {
        // Fails only when the process's thread pool has gone, and with it everything that could wait for the port.
        try? await eventLoop.runBlocking { self.port.withLock { $0 = nil } }.get()
    }

    /// Two descriptors, as NIO wants one for each direction.
    func duplicates() throws(SerialPortError) -> DescriptorPair {
        try port.withLock { (port: inout SerialPort?) throws(SerialPortError) in
            switch port {
            case .none:
                throw SerialPortError(code: .hungUp, port: path, message: "the port is closed")
            case .some(let port):
                let input = try port.duplicate()
                do throws(SerialPortError) {
                    return DescriptorPair(input: input, output: try port.duplicate())
                } catch {
                    Glibc.close(input)
                    throw error
                }
            }
        }
    }
}

/// Two descriptors of one port, on their way to NIO.
struct DescriptorPair: Sendable {
    let input: CInt
    let output: CInt

    /// Only for a pair that NIO did not take.
    func close() {
        Glibc.close(input)
        Glibc.close(output)
    }
}

extension EventLoop {
    /// Runs what may block on the process's thread pool for that.
    fileprivate func runBlocking<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) -> EventLoopFuture<Value> {
        NIOThreadPool.singleton.runIfActive(eventLoop: self, body)
    }
}
