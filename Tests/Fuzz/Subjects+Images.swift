import CZlib
import Foundation
import TestSupport

/// Images and data sets, read by the stage that cuts them into training, validation and test images.
extension Subject {
    static func images() throws -> [Subject] {
        let (png, jpeg) = (try corpus("png"), try corpus("jpeg"))
        let good = Array(png.prefix(2) + jpeg.prefix(2)) + [png[0], jpeg[1]]
        return [
            Subject(name: "png", seeds: png) { seed, damaged, folder in
                // Half of the cases get past the checksums.
                let bytes = damaged.count % 2 == 0 ? damaged : withChecksums(damaged)
                return try read([UInt8](bytes), named: seed.name, among: good, in: folder)
            },
            Subject(name: "jpeg", seeds: jpeg) { seed, damaged, folder in
                try read(damaged, named: seed.name, among: good, in: folder)
            },
            Subject(name: "idx", seeds: try corpus("idx")) { seed, damaged, folder in
                let images = try emptied(folder.appendingPathComponent("images"))
                try damaged.write(to: images.appendingPathComponent(seed.name))
                try [UInt8](MadeUp.idxImages(10)).write(to: images.appendingPathComponent("t10k-images-idx3-ubyte"))
                return try stage("data/sparse/draw-1", data: "fashion-mnist=\(images.path)", in: folder)
            },
            Subject(name: "cifar10", seeds: [.init(name: "data_batch_1.bin", bytes: batch)], weight: 0.1) {
                seed, damaged, folder in
                let images = try emptied(folder.appendingPathComponent("images"))
                try damaged.write(to: images.appendingPathComponent(seed.name))
                return try stage("data/inpainting/draw-1", data: "inpainting:cifar10=\(images.path)", in: folder)
            },
        ]
    }

    /// A batch of CIFAR-10 of the official size, with one grey each.
    private static let batch: [UInt8] = (0..<10_000).flatMap { image -> [UInt8] in
        [UInt8(image % 10)] + [UInt8](repeating: UInt8(image % 251), count: 3072)
    }

    private static func read(_ bytes: [UInt8], named name: String, among good: [Seed], in folder: URL) throws
        -> [String]
    {
        let images = try emptied(folder.appendingPathComponent("images"))
        for (number, seed) in good.enumerated() {
            try seed.bytes.write(to: images.appendingPathComponent("\(number)-\(seed.name)"))
        }
        try bytes.write(to: images.appendingPathComponent(name))
        return try stage("data/inpainting/draw-1", data: "inpainting:folder=\(images.path)", in: folder)
    }

    private static func stage(_ stage: String, data: String, in folder: URL) throws -> [String] {
        let (study, output) = (
            stage.hasPrefix("data/sparse") ? "sparse" : "inpainting", folder.appendingPathComponent("out")
        )
        var settings = ["data.side=4", "data.train=3", "data.validation=1", "data.test=3", "evaluation.samples=3"]
            .map { "\(study).\($0)" }
        settings += ["\(study).training.batch=1", "\(study).training.validation-samples=1"]
        if study == "inpainting" { settings += ["inpainting.flow.start-images=2", "inpainting.likelihood.batch=1"] }
        if study == "inpainting" { settings += ["inpainting.flow.levels=1", "inpainting.likelihood.levels=1"] }
        return ["run-stage", stage, "--threads", "1", "--profile", "quick", "--data", data]
            + settings.flatMap { ["--set", $0] } + ["--output", try emptied(output).path]
    }

    private static func emptied(_ folder: URL) throws -> URL {
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// A PNG file whose chunks have the checksums of what they hold now, as far as its chunks can be told.
    private static func withChecksums(_ bytes: [UInt8]) -> [UInt8] {
        var (bytes, place) = (bytes, 8)
        while place + 12 <= bytes.count {
            let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
            guard place + 12 + length <= bytes.count else { break }
            let sum = bytes[place + 4..<place + 8 + length].withUnsafeBytes {
                crc32(0, $0.bindMemory(to: UInt8.self).baseAddress, UInt32($0.count))
            }
            for index in 0..<4 { bytes[place + 8 + length + index] = UInt8(sum >> (24 - 8 * UInt(index)) & 255) }
            place += 12 + length
        }
        return bytes
    }
}
