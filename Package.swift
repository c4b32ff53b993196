// swift-tools-version: 6.0
import PackageDescription

/// One side of a study: the modules `<Study>Experiment` and `<Study>Report` are the two folders of `Sources/Studies/<Study>`.
func study(_ name: String, _ side: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name + side, dependencies: dependencies, path: "Sources/Studies/\(name)/\(side)")
}
let studies = [
    "Toy", "SparseCoding", "Inpainting", "Steps", "Recovery", "Gaussian", "DescentTheory", "Convergent",
    "MessagePassing", "Landscape", "Generalisation",
]

/// A folder is a module. Each imports only modules listed above it, and few of those; ARCHITECTURE.md says why.
let package = Package(
    name: "Downhill",
    products: [
        .executable(name: "downhill", targets: ["downhill"]),
        // All modules, for packages that add studies, networks, constraints and figures of their own.
        .library(
            name: "DownhillKit",
            targets: [
                "Support", "Images", "Tensors", "Datasets", "Optimizees", "Unrolled", "Descent", "Stages", "Bench",
                "Plotting", "Report", "DownhillCLI",
            ]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
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

        // What both wings share.
        .target(
            name: "Support", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
        .target(name: "Images", dependencies: ["Support", "CPNG", "CTurboJPEG", "CZlib"]),
        .target(
            name: "Stages", dependencies: ["Support", .product(name: "Logging", package: "swift-log")]),

        // The experiments wing.
        .target(name: "CKernels", cSettings: [.define("NDEBUG")]),
        .target(name: "Tensors", dependencies: ["CKernels", "COpenBLAS", "Support"]),
        .target(name: "Datasets", dependencies: ["Tensors", "Images", "Support", "CZlib"]),
        .target(name: "Optimizees", dependencies: ["Tensors"]),
        .target(name: "Unrolled", dependencies: ["CKernels", "Tensors"]),
        .target(name: "Descent", dependencies: ["Tensors", "Optimizees", "Unrolled"]),
        .target(
            name: "Bench",
            dependencies: ["Support", "Images", "Tensors", "Datasets", "Optimizees", "Unrolled", "Descent", "Stages"],
            // Its stages carry the type of a network into closures, for which Swift 6 wants `SendableMetatype`, of 6.2.
            swiftSettings: [.swiftLanguageMode(.v5)]),
    ] + studies.map { study($0, "Experiment", ["Bench"]) } + [

        // The report wing. It meets the experiments in files alone.
        .target(name: "Plotting", dependencies: ["CCairo", "Images", "Support"]),
        .target(
            name: "Report",
            dependencies: [
                "Support", "Stages", "Plotting", "CZlib", .product(name: "Mustache", package: "swift-mustache"),
            ]),
    ] + studies.map { study($0, "Report", ["Report"]) } + [

        // The one place where wings and studies meet.
        .target(
            name: "DownhillCLI",
            dependencies: [
                "Support", "Bench", "Report", "Yams",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ] + studies.flatMap { [.target(name: $0 + "Experiment"), .target(name: $0 + "Report")] }),
        .executableTarget(name: "downhill", dependencies: ["DownhillCLI"]),
        .executableTarget(
            name: "downhill-bench", dependencies: ["Tensors", "Optimizees", "Unrolled", "Descent"],
            path: "Benchmarks/Sources"),

        // Damaged inputs for the built program: `make fuzz`.
        .executableTarget(
            name: "downhill-fuzz",
            dependencies: [
                "Tensors", "TestSupport", "CZlib", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Fuzz", exclude: ["Corpus"]),

        // What the tests of several modules are made of.
        .target(name: "TestSupport", dependencies: ["Unrolled"], path: "Tests/TestSupport"),

        .testTarget(name: "SupportTests", dependencies: ["Support"]),
        .testTarget(name: "ImagesTests", dependencies: ["Images", "Support"]),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors", "Support"]),
        .testTarget(name: "DatasetsTests", dependencies: ["Datasets", "Images", "Support"]),
        .testTarget(name: "OptimizeesTests", dependencies: ["Optimizees"]),
        .testTarget(name: "UnrolledTests", dependencies: ["Unrolled", "TestSupport"]),
        .testTarget(name: "DescentTests", dependencies: ["Descent", "TestSupport"]),
        .testTarget(name: "StagesTests", dependencies: ["Stages", "Support"]),
        .testTarget(
            name: "BenchTests", dependencies: ["TestSupport"] + studies.map { .target(name: $0 + "Experiment") }),
        .testTarget(name: "PlottingTests", dependencies: ["Plotting"], resources: [.copy("Golden")]),
        .testTarget(name: "ReportTests", dependencies: studies.map { .target(name: $0 + "Report") }),
        .testTarget(
            name: "CommandLineTests",
            dependencies: ["downhill", "DownhillCLI", "Stages", "Tensors", "Images", "TestSupport"],
            exclude: ["Snapshots"]),
    ],
    swiftLanguageModes: [.v6]
)
