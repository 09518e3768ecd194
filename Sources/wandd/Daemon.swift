import CommandQueue
import ControlServer
import DaemonConfiguration
import Journal
import Logging
import NIOPosix
import PumpModel
import SerialTransport
import ServiceLifecycle
import UnixSignals
import WandService

/// The wiring of one daemon: configuration to desks, desks to the control socket.
struct Daemon {
    let configuration: DaemonConfiguration

    /// Serves until SIGTERM or SIGINT.
    /// - Throws: `Failure` when the socket or a port belongs to somebody else.
    func run() async throws {
        var logger = Logger(label: "wandd") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = configuration.logLevel.level
        let settings = configuration.wands.map { wandSettings($0) }
        // first of all: a second instance must not come near a port
        let socket = try openSocket()
        defer { socket.release() }
        try refuseBusyPorts(settings)

        let journal = MemoryJournal()
        logger.warning("the journal lasts only as long as this process: commands do not survive a restart")
        let desks = settings.map {
            WandDesk(
                settings: $0, journal: journal, eventLoopGroup: .singletonMultiThreadedEventLoopGroup, logger: logger)
        }
        let directory = WandDirectory(desks: desks)
        let server = ControlServer(
            socket: socket, backend: Backend(directory: directory, cardPolicy: configuration.card),
            version: Wandd.version, logger: logger)
        // started in this order, stopped in the other: the last answers still reach a desk
        var group = ServiceGroupConfiguration(
            services: [.init(service: DeskService(directory: directory)), .init(service: server)],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = .milliseconds(Limits.shutdownMilliseconds)
        logger.notice(
            "ready", metadata: ["version": "\(Wandd.version)", "socket": "\(configuration.socket.path)"])
        try await ServiceGroup(configuration: group).run()
        logger.notice("ended")
    }

    private func openSocket() throws(Failure) -> ControlSocket {
        do throws(ControlSocketError) {
            let settings = configuration.socket
            return try ControlSocket(path: settings.path, mode: settings.mode, group: settings.group)
        } catch {
            throw Failure(.inUse, "\(error)")
        }
    }

    /// A port that another program holds now is a mistake of whoever starts this daemon, unlike one that is not there.
    private func refuseBusyPorts(_ settings: [WandSettings]) throws(Failure) {
        for wand in settings {
            do throws(SerialPortError) {
                try SerialPort(opening: wand.location, settings: wand.port).close()
            } catch {
                if error.code == .busy { throw Failure(.inUse, "wand \(wand.name): \(error)") }
            }
        }
    }

    private func wandSettings(_ wand: DaemonConfiguration.Wand) -> WandSettings {
        let location: PortLocation =
            switch wand.port {
            case .path(let path): .path(path)
            case .usbSerial(let serial): .usbSerial(serial)
            }
        return WandSettings(
            name: wand.name, location: location,
            port: PortSettings(
                bitsPerSecond: wand.baudRate, flowControl: wand.flowControl == .rtsCts ? .rtsCts : .none),
            policy: QueuePolicy(
                limits: configuration.dosing,
                confirmationMilliseconds: configuration.confirmationLifetime.milliseconds),
            host: "wandd \(Wandd.version)")
    }
}

/// The desks as a service: told to stop, they say goodbye and close their ports.
private struct DeskService: Service {
    let directory: WandDirectory

    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await directory.run() }
            // an error here is a cancellation, which ends in the same way
            try? await gracefulShutdown()
            await directory.sayGoodbye()
            group.cancelAll()
        }
    }
}

extension DaemonConfiguration.LogLevel {
    fileprivate var level: Logger.Level {
        switch self {
        case .trace: .trace
        case .debug: .debug
        case .info: .info
        case .notice: .notice
        case .warning: .warning
        case .error: .error
        case .critical: .critical
        }
    }
}
