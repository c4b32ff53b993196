import Images
import Bench
import Datasets
import Foundation
import Stages
import Tensors
import TestSupport

/// A folder with made-up images in the form of Fashion-MNIST; it goes away with the test.
final class MadeUpImages {
    let url: URL

    /// - Parameters:
    ///   - count: images to learn from and choose by; half as many are for testing.
    ///   - seed: other numbers make other images.
    init(_ count: Int, seed: UInt64 = 1) throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("images-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for (name, count) in [("train", count), ("t10k", count / 2)] {
            try MadeUp.idxImages(count, seed: seed).write(to: url.appendingPathComponent("\(name)-images-idx3-ubyte"))
        }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Settings that read these images, with others over them.
    func settings(_ values: [(String, SettingValue)] = []) throws -> RunSettings {
        let own = DataAssignments.studies(Studies.schema).map {
            ("\($0).data.directory", SettingValue.string(url.path))
        }
        return try Studies.settings(own + values)
    }

    /// The keys of all stages on these images.
    func keys(_ values: [(String, SettingValue)] = []) throws -> [String: StageKey] {
        let graph = try Studies.graph(settings(values))
        return Dictionary(uniqueKeysWithValues: try graph.stages.map { ($0.name, try graph.key(of: $0.name)) })
    }

    /// The stages that some values make anew, add, or take away.
    func changed(_ values: (String, SettingValue)..., from base: [(String, SettingValue)] = []) throws -> Set<String> {
        let (before, after) = (try keys(base), try keys(base + values))
        return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    }
}

/// A folder of PNG files in colours; it goes away with the test.
final class MadeUpFolder {
    let url: URL

    /// Writes `count` images of side×side pixels, each a shade between two chance colours.
    init(_ count: Int, side: Int = 12) throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("folder-\(UUID().uuidString)")
        let colours: Matrix<Float> = RandomStream(seed: 3, name: "colours").normal(
            rows: count, columns: 6, standardDeviation: 0.2)
        for n in 0..<count {
            let image = Matrix<Float>(rows: 3, columns: side * side)
            for channel in 0..<3 {
                for i in 0..<side * side {
                    let share = Float(i % side + i / side) / Float(2 * side)
                    image[channel, i] = 0.5 + share * colours[n, channel] + (1 - share) * colours[n, 3 + channel]
                }
            }
            try ImageFile.write(
                image.pointer, height: side, width: side, channels: 3,
                to: url.appendingPathComponent("\(1000 + n).png").path)
        }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Settings by which the inpainting study reads this folder.
    var settings: [(String, SettingValue)] {
        [("inpainting.data.source", .string("folder")), ("inpainting.data.directory", .string(url.path))]
    }
}
