import Access
import AlarmDesk
import AuditTrail
import CommandQueue
import ControlServer
import DaemonConfiguration
import Dosing
import Journal
import Logging
import NIOConcurrencyHelpers
import NIOPosix
import PumpModel
import SerialTransport
import SQLiteJournal
import ServiceLifecycle
import UnixSignals
import WandService

/// The wiring of one daemon: configuration to desks, desks to the control socket.
struct Daemon {
    let live: LiveSettings
    private var configuration: DaemonConfiguration { live.configuration }

    init(file: String, _ configuration: DaemonConfiguration) { live = LiveSettings(file: file, configuration) }

    /// Serves until SIGTERM or SIGINT.
    /// - Throws: `Failure` when the socket or a port belongs to somebody else.
    func run() async throws {
        let logger = live.logger("wandd")
        let policy = try accessPolicy(logger)
        let rules = dosingRules(logger)
        let settings = configuration.wands.map { wandSettings($0, rules) }
        // first of all: a second instance must not come near a port
        let socket = try openSocket()
        defer { socket.release() }
        try refuseBusyPorts(settings)

        let database = try openJournal(logger)
        defer { database.close() }
        let names = UserNames()
        let journal = DurableJournal(database, boot: Boot.identifier(), userName: names.name)
        let desksBox = NIOLockedValueBox<WandDirectory?>(nil)
        let hub = EventHub(
            head: try await newestRecord(database), logger: logger,
            wand: { name in await desksBox.withLockedValue { $0 }?.wand(name) },
            pump: { serial in await desksBox.withLockedValue { $0 }?.pump(serial) })
        database.whenAppended(hub.appended)
        let keeper = AlarmKeeper(journal: journal, hub: hub, logger: logger)
        let accessKeeper = AccessKeeper(journal: journal, logger: logger)
        let gate = AccessGate(policy: policy, now: Clocks.now, userName: names.name, note: accessKeeper.keep)
        let alarms = AlarmStation(
            policy: configuration.alarms, eventLoop: .singletonMultiThreadedEventLoopGroup.next(), logger: logger,
            keep: keeper.keep)
        let desks = settings.map {
            WandDesk(
                settings: $0, journal: journal, alarms: alarms, eventLoopGroup: .singletonMultiThreadedEventLoopGroup,
                logger: logger, tell: hub.changed)
        }
        let directory = WandDirectory(desks: desks)
        desksBox.withLockedValue { $0 = directory }
        for desk in desks { hub.changed(.wand(desk.name)) }
        try await takeUp(journal, directory, alarms, logger)
        let reloader = Reloader(live: live, gate: gate, hub: hub, keeper: accessKeeper, logger: logger)
        let server = ControlServer(
            socket: socket,
            backend: Backend(
                directory: directory, database: database, alarmStation: alarms, rules: rules, live: live,
                reloading: reloader.reload),
            gate: gate, hub: hub, version: Wandd.version, logger: logger)
        // started in this order, stopped in the other: the last answers still reach a desk
        var group = ServiceGroupConfiguration(
            services: [
                .init(service: keeper), .init(service: accessKeeper), .init(service: hub),
                .init(service: DeskService(directory: directory)), .init(service: reloader),
                .init(service: AccessClock(gate: gate)), .init(service: server),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = .milliseconds(Limits.shutdownMilliseconds)
        logger.notice(
            "ready", metadata: ["version": "\(Wandd.version)", "socket": "\(configuration.socket.path)"])
        try await ServiceGroup(configuration: group).run()
        await note(.end, journal, logger)
        logger.notice("ended")
    }

    /// - Throws: `Failure` that names every user and group that this machine does not know.
    private func accessPolicy(_ logger: Logger) throws(Failure) -> AccessPolicy {
        let policy: AccessPolicy
        do { policy = try configuration.accessPolicy() } catch { throw Failure(.configuration, "\(error)") }
        if policy.givesNothing {
            logger.critical(
                "nobody has a role: every request is refused until 'access:' in the configuration gives some")
        }
        return policy
    }

    /// The number of the newest audit record, after which events are told.
    private func newestRecord(_ database: JournalDatabase) async throws(Failure) -> Int64 {
        do { return try await database.auditBounds().head.sequence } catch { throw Failure(.journal, "\(error)") }
    }

    /// - Throws: `Failure` when there is no journal to be had. One that can only be read is had, and said loudly.
    private func openJournal(_ logger: Logger) throws(Failure) -> JournalDatabase {
        do throws(JournalDatabaseError) {
            let database = try JournalDatabase(directory: configuration.stateDirectory)
            if !database.isWritable {
                logger.critical(
                    "the journal can not be written: therapy is refused", metadata: ["path": "\(database.path)"])
            }
            return database
        } catch {
            throw Failure(error.code == .inUse ? .inUse : .journal, "\(error)")
        }
    }

    /// Hands out what earlier runs left, before anything else can happen.
    private func takeUp(
        _ journal: DurableJournal, _ directory: WandDirectory, _ alarms: AlarmStation, _ logger: Logger
    ) async throws(Failure) {
        do throws(JournalError) {
            let found = try journal.commands { problem in
                logger.critical("a command that has ended can not be shown", metadata: ["reason": "\(problem)"])
            }
            let memories = try journal.watches(at: Clocks.now()) { problem in
                logger.critical("what was known of a pump's alarms is lost", metadata: ["reason": "\(problem)"])
            }
            alarms.restore(memories)
            let open = found.values.joined().filter { !$0.command.state.isTerminal }
            // what may have reached a pump left a session open, until a reading shows how it stands
            for command in open.map(\.command) where command.state != .queued {
                alarms.handle(.therapyWork(command.pump, by: nil))
            }
            for (pump, commands) in Dictionary(grouping: found.values.joined().map(\.command), by: \.pump) {
                let applied = commands.filter { $0.state.appliedRevision != nil }
                let newest = applied.max { $0.acceptedAt < $1.acceptedAt }
                // the end may have been durable and the alarm not yet; a pump that was discharged stays so
                if case .mismatched = newest?.state, alarms.isWatched(pump) { alarms.handle(.mismatch(pump)) }
            }
            logger.notice("journal open", metadata: ["path": "\(journal.database.path)", "open": "\(open.count)"])
            await note(.start, journal, logger)
            await directory.restore(found)
        } catch {
            throw Failure(.journal, "\(journal.database.path): \(error)")
        }
    }

    private func note(_ turn: DurableJournal.Turn, _ journal: DurableJournal, _ logger: Logger) async {
        do throws(JournalError) {
            try await journal.note(turn, version: Wandd.version, at: Clocks.now())
        } catch {
            logger.critical("the journal takes nothing: therapy is refused", metadata: ["reason": "\(error)"])
        }
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

    /// What therapy is judged by; a file that can not be used refuses therapy, and is said loudly.
    private func dosingRules(_ logger: Logger) -> DosingRules {
        let library = configuration.readDrugLibrary()
        switch library {
        case .loaded(let library, _):
            logger.notice(
                "drug library loaded", metadata: ["name": "\(library.name)", "version": "\(library.version)"])
        case .refused(let reason): logger.critical("therapy is refused", metadata: ["reason": "\(reason)"])
        }
        do throws(ConfigurationErrors) {
            return DosingRules(library: library, catalog: try configuration.readCatalog())
        } catch {
            logger.critical("therapy is refused: no pump model is known", metadata: ["reason": "\(error)"])
            return DosingRules(library: library, catalog: PumpCatalog(pumps: [], catheters: []))
        }
    }

    private func wandSettings(_ wand: DaemonConfiguration.Wand, _ rules: DosingRules) -> WandSettings {
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
                rules: rules, reportAge: configuration.interrogationAge,
                confirmationMilliseconds: configuration.confirmationLifetime.milliseconds),
            cardPolicy: { [live] in live.configuration.card }, host: "wandd \(Wandd.version)")
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
    var level: Logger.Level {
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
