// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "OwnStudy",
    dependencies: [.package(name: "Downhill", path: "../..")],
    targets: [
        .executableTarget(
            name: "own-study", dependencies: [.product(name: "DownhillKit", package: "Downhill")],
            path: "Sources/OwnStudy")
    ],
    swiftLanguageModes: [.v5]
)
