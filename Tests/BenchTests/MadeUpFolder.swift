import Datasets
import Experiments
import Foundation
import Images
import Stages
import Tensors

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
