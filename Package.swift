// swift-tools-version: 6.0
import PackageDescription

/// A folder is a module. Each imports only modules listed above it, and few of those; ARCHITECTURE.md says why.
let package = Package(
    name: "Downhill",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // System libraries: headers come from the packages that `make deps` installs.
        .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
        .systemLibrary(name: "CCairo", pkgConfig: "cairo-ft", providers: [.apt(["libcairo2-dev"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

        // The experiments wing.
        .target(
            name: "CKernels",
            cSettings: [.define("NDEBUG"), .unsafeFlags(["-O2"], .when(configuration: .debug))]),
        .target(name: "Tensors", dependencies: ["CKernels", "COpenBLAS"]),
        .target(name: "Datasets", dependencies: ["Tensors", "CPNG", "CTurboJPEG", "CZlib", "CCrypto"]),
        .target(name: "Optimizees", dependencies: ["Tensors"]),
        .target(name: "Unrolled", dependencies: ["CKernels", "Tensors"]),
        .target(name: "Descent", dependencies: ["Tensors", "Optimizees", "Unrolled"]),
        .target(name: "Stages", dependencies: ["CCrypto", .product(name: "Logging", package: "swift-log")]),
        .target(
            name: "Experiments", dependencies: ["Tensors", "Datasets", "Optimizees", "Unrolled", "Descent", "Stages"]),

        // The report wing. It meets the experiments in files alone.
        .target(name: "Plotting", dependencies: ["CCairo", "CPNG"], swiftSettings: [.swiftLanguageMode(.v6)]),
        .target(
            name: "Report",
            dependencies: ["Stages", "Plotting", .product(name: "Mustache", package: "swift-mustache")]),

        .executableTarget(
            name: "downhill",
            dependencies: [
                "Experiments", "Report", "Yams",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .executableTarget(
            name: "downhill-bench", dependencies: ["Tensors", "Optimizees", "Unrolled", "Descent"],
            path: "Benchmarks/Sources"),

        .testTarget(name: "TensorsTests", dependencies: ["Tensors"]),
        .testTarget(name: "DatasetsTests", dependencies: ["Datasets"]),
        .testTarget(name: "OptimizeesTests", dependencies: ["Optimizees"]),
        .testTarget(name: "UnrolledTests", dependencies: ["Unrolled"]),
        .testTarget(name: "DescentTests", dependencies: ["Descent"]),
        .testTarget(name: "StagesTests", dependencies: ["Stages"]),
        .testTarget(name: "ExperimentsTests", dependencies: ["Experiments", "Stages", "Tensors", "Unrolled"]),
        .testTarget(
            name: "PlottingTests", dependencies: ["Plotting"], resources: [.copy("Golden")],
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .testTarget(name: "ReportTests", dependencies: ["Report"]),
        .testTarget(name: "CommandLineTests", dependencies: ["downhill", "Stages", "Tensors"], exclude: ["Snapshots"]),
    ],
    swiftLanguageModes: [.v5]
)
