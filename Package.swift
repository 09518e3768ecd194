// swift-tools-version: 6.2
import PackageDescription

/// One settings block for every Swift target: what is a warning elsewhere is an error here.
let swift: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
    .define("PLANTED_BUGS", .when(traits: ["PlantedBugs"])),
]
/// And one for every C target.
let c: [CSetting] = [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioConcurrency = Target.Dependency.product(name: "NIOConcurrencyHelpers", package: "swift-nio")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "wandd",
    products: [
        .executable(name: "wandd", targets: ["wandd"]),
        .executable(name: "wandctl", targets: ["wandctl"]),
        .executable(name: "wandsim", targets: ["wandsim"]),
        .library(name: "PumpModel", targets: ["PumpModel"]),
        .library(name: "WandProtocol", targets: ["WandProtocol"]),
        .library(name: "WandClient", targets: ["WandClient", "ControlAPI", "AuditTrail"]),
    ],
    traits: [
        .trait(name: "PlantedBugs", description: "Lets the simulation plant mistakes, to show that it finds them.")
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    // top to bottom as the layers stand: a target imports only what is below it
    targets: [
        // executables: arguments and wiring
        .executableTarget(
            name: "wandd",
            dependencies: [
                "Access", "AlarmDesk", "AuditTrail", "CommandQueue", "ControlAPI", "ControlServer",
                "DaemonConfiguration", "Dosing", "Journal", "PumpModel", "SQLiteJournal", "SerialTransport",
                "WandProtocol", "WandService", argumentParser, lifecycle, logging, nioConcurrency, nioPosix,
                unixSignals,
            ],
            swiftSettings: swift),
        .executableTarget(
            name: "wandctl",
            dependencies: [
                "AlarmDesk", "AuditTrail", "ClinicalPapers", "ClinicalRecord", "Console", "ControlAPI", "Dosing",
                "FHIRExport", "PumpModel", "SerialTransport", "WandClient", argumentParser, nioPosix, unixSignals,
            ],
            swiftSettings: swift),
        .executableTarget(
            name: "wandsim", dependencies: ["PumpModel", "VirtualWand", "WandProtocol", argumentParser],
            swiftSettings: swift),
        .executableTarget(
            name: "simulate", dependencies: ["DaemonConfiguration", "Scenario", "Simulation", argumentParser],
            swiftSettings: swift),

        // what the documentation shows, compiled and run
        .executableTarget(
            name: "wandd-example", dependencies: ["ControlAPI", "WandClient"], path: "docs/examples/swift",
            swiftSettings: swift),

        // HTTP over the control socket, the configuration, simulated devices
        .target(
            name: "ControlServer",
            dependencies: [
                "Access", "AlarmDesk", "AuditTrail", "CControlSocket", "CommandQueue", "ControlAPI", "Dosing",
                "PumpModel", "WandProtocol", "WandService", deque, httpTypes, hummingbird, hummingbirdCore, lifecycle,
                logging, nioConcurrency, nioCore, nioHTTP1,
                nioHTTPTypes, nioPosix,
            ],
            swiftSettings: swift),
        // the page for the workstation's browser, and what lets it in
        .target(
            name: "Console",
            dependencies: [
                "ControlAPI", "PumpModel", "WandClient", asyncHTTPClient, httpTypes, hummingbirdCore, logging,
                nioConcurrency, nioCore, nioHTTP1, nioPosix,
            ],
            resources: [.embedInCode("Assets")], swiftSettings: swift),
        .target(
            name: "WandClient", dependencies: ["ControlAPI", asyncHTTPClient, nioCore, nioHTTP1, nioPosix],
            swiftSettings: swift),
        .target(name: "ControlAPI", dependencies: ["AuditTrail"], swiftSettings: swift),
        .target(name: "CControlSocket", cSettings: c),
        .target(
            name: "DaemonConfiguration", dependencies: ["Access", "AlarmDesk", "Dosing", "PumpModel", crypto, yams],
            swiftSettings: swift),
        .target(name: "VirtualWand", dependencies: ["PumpModel", "WandProtocol"], swiftSettings: swift),

        // the daemon's logic and the virtual wand against each other, on virtual time
        .target(
            name: "Simulation",
            dependencies: [
                "AuditTrail", "CommandQueue", "Dosing", "Journal", "PumpModel", "VirtualWand", "WandEngine", "WandLink",
                "WandProtocol", deque,
            ],
            swiftSettings: swift),

        // the same without faults: stories of a pump's life that are told and checked
        .target(
            name: "Scenario",
            dependencies: [
                "AlarmDesk", "CommandQueue", "DaemonConfiguration", "Dosing", "PumpModel", "VirtualWand", "WandEngine",
                "WandLink", "WandProtocol", deque, yams,
            ],
            swiftSettings: swift),

        // the shell that carries events in and actions out
        .target(
            name: "WandService",
            dependencies: [
                "AlarmDesk", "CommandQueue", "Dosing", "Journal", "PumpModel", "SerialTransport", "WandEngine",
                "WandLink",
                "WandProtocol", deque, logging, nioConcurrency, nioCore,
            ],
            swiftSettings: swift),
        // link and queue of one wand as one pure machine
        .target(
            name: "WandEngine", dependencies: ["CommandQueue", "PumpModel", "WandLink", "WandProtocol", deque],
            swiftSettings: swift),

        // what is to be done, in what order, made durable
        .target(
            name: "SQLiteJournal",
            dependencies: ["Access", "AlarmDesk", "AuditTrail", "CommandQueue", "Journal", "PumpModel", grdb],
            swiftSettings: swift),
        .target(name: "Journal", dependencies: ["AuditTrail", "CommandQueue", "PumpModel"], swiftSettings: swift),
        .target(name: "AuditTrail", dependencies: [crypto], swiftSettings: swift),
        .target(
            name: "CommandQueue", dependencies: ["Dosing", "PumpModel", "WandProtocol", crypto, deque],
            swiftSettings: swift),

        // what may be given, what must be told, what the papers say: pure values over the pump's
        .target(name: "Dosing", dependencies: ["PumpModel"], swiftSettings: swift),
        .target(name: "Access", dependencies: ["PumpModel"], swiftSettings: swift),
        .target(name: "AlarmDesk", dependencies: ["PumpModel"], swiftSettings: swift),
        .target(name: "ClinicalPapers", dependencies: ["ClinicalRecord", "PumpModel"], swiftSettings: swift),
        .target(name: "FHIRExport", dependencies: ["ClinicalRecord", "PumpModel"], swiftSettings: swift),
        .target(name: "ClinicalRecord", dependencies: ["PumpModel"], swiftSettings: swift),

        // sessions, codec, port
        .target(name: "WandLink", dependencies: ["PumpModel", "WandProtocol", deque], swiftSettings: swift),
        .target(name: "WandProtocol", dependencies: ["CCRC32C", "PumpModel"], swiftSettings: swift),
        .target(name: "CCRC32C", cSettings: c),
        .target(
            name: "SerialTransport", dependencies: ["CSerialPort", "PumpModel", logging, nioCore, nioPosix],
            swiftSettings: swift),
        .target(name: "CSerialPort", dependencies: ["CLibSerialPort"], cSettings: c),
        .systemLibrary(
            name: "CLibSerialPort", pkgConfig: "libserialport", providers: [.apt(["libserialport-dev"])]),

        // plain values, no dependencies
        .target(name: "PumpModel", swiftSettings: swift),

        // tests
        .testTarget(name: "PumpModelTests", dependencies: ["PumpModel"], swiftSettings: swift),
        .testTarget(name: "DosingTests", dependencies: ["Dosing", "PumpModel"], swiftSettings: swift),
        .testTarget(name: "AccessTests", dependencies: ["Access", "PumpModel"], swiftSettings: swift),
        .testTarget(name: "AlarmDeskTests", dependencies: ["AlarmDesk", "PumpModel"], swiftSettings: swift),
        .testTarget(
            name: "ClinicalPapersTests", dependencies: ["ClinicalPapers", "ClinicalRecord", "PumpModel"],
            swiftSettings: swift),
        .testTarget(
            name: "FHIRExportTests", dependencies: ["ClinicalRecord", "FHIRExport", "PumpModel"],
            swiftSettings: swift),
        .testTarget(name: "WandProtocolTests", dependencies: ["PumpModel", "WandProtocol"], swiftSettings: swift),
        .testTarget(
            name: "WandLinkTests", dependencies: ["PumpModel", "WandLink", "WandProtocol"], swiftSettings: swift),
        .testTarget(
            name: "CommandQueueTests", dependencies: ["CommandQueue", "Dosing", "PumpModel", "WandProtocol"],
            swiftSettings: swift),
        .testTarget(
            name: "JournalTests", dependencies: ["AuditTrail", "CommandQueue", "Dosing", "Journal", "PumpModel"],
            swiftSettings: swift),
        .testTarget(name: "AuditTrailTests", dependencies: ["AuditTrail"], swiftSettings: swift),
        .testTarget(
            name: "SQLiteJournalTests",
            dependencies: [
                "Access", "AlarmDesk", "AuditTrail", "CommandQueue", "Journal", "PumpModel", "SQLiteJournal", grdb,
            ],
            swiftSettings: swift),
        .testTarget(
            name: "WandEngineTests",
            dependencies: [
                "CommandQueue", "Dosing", "PumpModel", "VirtualWand", "WandEngine", "WandLink", "WandProtocol",
            ],
            swiftSettings: swift),
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "CommandQueue", "Dosing", "PumpModel", "Simulation", "VirtualWand", "WandEngine", "WandProtocol",
            ],
            swiftSettings: swift),
        .testTarget(
            name: "ScenarioTests", dependencies: ["DaemonConfiguration", "Dosing", "PumpModel", "Scenario"],
            swiftSettings: swift),
        .target(name: "SerialFixtures", path: "Tests/SerialFixtures", swiftSettings: swift),
        .target(
            name: "HTTPFixtures", dependencies: [nioCore, nioPosix], path: "Tests/HTTPFixtures", swiftSettings: swift),
        .testTarget(name: "CSerialPortTests", dependencies: ["CSerialPort", "SerialFixtures"], swiftSettings: swift),
        .testTarget(
            name: "SerialTransportTests",
            dependencies: ["PumpModel", "SerialFixtures", "SerialTransport", logging, nioCore, nioPosix],
            swiftSettings: swift),
        .testTarget(
            name: "VirtualWandTests", dependencies: ["PumpModel", "VirtualWand", "WandProtocol"],
            swiftSettings: swift),
        .testTarget(
            name: "DaemonConfigurationTests",
            dependencies: ["Access", "AlarmDesk", "DaemonConfiguration", "Dosing", "PumpModel"],
            swiftSettings: swift),
        // the safety requirements and the tests that they name
        .testTarget(name: "TraceTests", swiftSettings: swift),
        .testTarget(name: "ControlAPITests", dependencies: ["ControlAPI"], swiftSettings: swift),
        .testTarget(
            name: "ControlServerTests",
            dependencies: [
                "Access", "AlarmDesk", "AuditTrail", "CommandQueue", "ControlAPI", "WandClient", "ControlServer",
                "Dosing", "HTTPFixtures", "PumpModel", "WandProtocol", "WandService", lifecycle, logging, nioCore,
                nioPosix,
            ],
            swiftSettings: swift),
        .testTarget(
            name: "ConsoleTests",
            dependencies: [
                "Console", "ControlAPI", "HTTPFixtures", "PumpModel", httpTypes, logging, nioConcurrency, nioCore,
                nioHTTP1, nioPosix,
            ],
            swiftSettings: swift),
        // real processes over socat: the executables are built before it
        .testTarget(
            name: "SystemTests",
            dependencies: [
                "ControlAPI", "WandClient", "SerialFixtures", "wandctl", "wandd", "wandd-example", "wandsim",
            ],
            swiftSettings: swift),
        .testTarget(
            name: "WandctlTests",
            dependencies: [
                "AuditTrail", "ClinicalPapers", "ClinicalRecord", "ControlAPI", "WandClient", "PumpModel", "wandctl",
                argumentParser,
            ],
            swiftSettings: swift),
    ]
)
