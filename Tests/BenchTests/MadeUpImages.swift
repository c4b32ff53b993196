import Experiments
import Foundation
import Stages

/// A folder with made-up images in the form of Fashion-MNIST; it goes away with the test.
final class MadeUpImages {
    let url: URL

    /// - Parameters:
    ///   - count: images to learn from and choose by; half as many are for testing.
    ///   - seed: other numbers make other images.
    init(_ count: Int, seed: UInt64 = 1) throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("experiments-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for (name, count) in [("train", count), ("t10k", count / 2)] {
            try Self.images(count, seed: seed).write(to: url.appendingPathComponent("\(name)-images-idx3-ubyte"))
        }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Settings that read these images, with others over them.
    func settings(_ values: [(String, SettingValue)] = []) throws -> RunSettings {
        let own: [(name: String, value: SettingValue)] = DataAssignments.studies.map {
            ("\($0).data.directory", .string(url.path))
        }
        return try RunSettings(
            profile: "test", sources: [.init(place: "test", values: own + values.map { (name: $0.0, value: $0.1) })])
    }

    /// An IDX file of 28×28 images, each of 16 patches of chance brightness.
    private static func images(_ count: Int, seed: UInt64) -> Data {
        var data = Data([0, 0, 8, 3])
        for number in [count, 28, 28] { data.append(contentsOf: (0..<4).map { UInt8(number >> (24 - 8 * $0) & 255) }) }
        var state = seed &+ UInt64(count)
        for _ in 0..<count {
            let patches = (0..<16).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(state >> 56)
            }
            for y in 0..<28 { for x in 0..<28 { data.append(patches[y / 7 * 4 + x / 7]) } }
        }
        return data
    }
}
