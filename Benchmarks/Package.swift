// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds the daemon builds a benchmark framework. The codec under test is
// linked into Sources/ rather than taken as the root package's product: its encoder and decoder are `package`
// declarations, which only targets of one package see. They are the same files, built with the same settings.

let swift: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]
let c: [CSetting] = [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)]

let package = Package(
    name: "Benchmarks",
    dependencies: [
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: [])
    ],
    targets: [
        // the codec against C, under the benchmark framework
        .executableTarget(
            name: "Codec",
            dependencies: [
                "CAllocations", "CReference", "WandProtocol", .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Codec",
            swiftSettings: swift,
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
        // an interrogation through the daemon, against a relay in C
        .executableTarget(name: "Interrogation", dependencies: ["PumpModel", "WandProtocol"], swiftSettings: swift),
        .executableTarget(name: "Relay", cSettings: c),
        .target(name: "CReference", cSettings: c),
        .target(name: "CAllocations", cSettings: c),

        // links to the root's sources
        .target(name: "WandProtocol", dependencies: ["CCRC32C", "PumpModel"], swiftSettings: swift),
        .target(name: "CCRC32C", cSettings: c),
        .target(name: "PumpModel", swiftSettings: swift),
    ]
)
