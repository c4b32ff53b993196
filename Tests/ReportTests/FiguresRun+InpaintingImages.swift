import Foundation
import Plotting
import Report
import Stages

/// A made-up inpainting study with the images that its evaluations keep.
extension FiguresRun {
    /// What the images are of, and which methods there are.
    struct Images {
        var side = 32
        var isGrey = true
        var seeds = [1, 2]
        var methods = ["constrained", "standard"]
        /// Stages that end without tables.
        var diverged: [String] = []
        var layers = 5
        /// A layer whose outputs are no numbers, so that there are no images of it.
        var lostLayer: Int?
        var examples = 3
        var levels = [0, 0.1, 0.2, 0.3, 0.4, 0.5]
        /// The first test image; the examples are every seventh from there.
        var firstSample = 12
        /// The error inside the hole before the first layer.
        var error = 0.18
    }

    /// A run with nothing but images and the tables around them. With DOWNHILL_IMAGES=folder the images are that
    /// folder's PNG files instead of made-up ones, to look at.
    static func withImages(_ images: Images = Images(), flow: Bool = true) throws -> FiguresRun {
        let run = FiguresRun(seeds: images.seeds)
        for method in images.methods {
            for seed in method.hasPrefix("ablation") ? [1] : images.seeds { try run.addImages(method, seed, images) }
        }
        for method in images.diverged {
            try run.add("inpainting/train/\(method)/seed-1", state: .diverged)
            run.manifest.stages[run.manifest.stages.count - 1].reason = "loss is NaN at step 12"
            try run.add("inpainting/evaluate/\(method)/seed-1", state: .skipped)
        }
        if flow { try run.addFlow(images) }
        try run.finish()
        return run
    }

    /// The folder of the stage added last.
    private var folder: URL { output.appendingPathComponent(manifest.stages.last?.directory ?? "") }

    private func write(_ pixels: Pixels, _ file: String) throws {
        let bytes = pixels.values.flatMap { value in
            let byte = UInt8((min(max(value, 0), 1) * 255).rounded())
            return pixels.channels == 3 ? [byte] : [byte, byte, byte]
        }
        let url = folder.appendingPathComponent(file)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Raster(width: pixels.columns, height: pixels.rows, bytes: bytes).png(dotsPerInch: 72).write(to: url)
    }

    func addImages(_ method: String, _ seed: Int, _ images: Images) throws {
        let rate = 0.45 + 0.3 * abs(jitter(method.count, seed, 3))
        var layers = Table(columns: ["layer", "hole_mean", "hole_std"])
        for layer in 0...images.layers { layers.append([layer, 0.18 * pow(rate, Double(layer)), 0.02]) }
        var truth = Table(columns: ["sample", "chequer"])
        for sample in 0..<500 { truth.append([sample, 0.06]) }
        var shift = Table(columns: ["level", "mse_mean", "mse_std", "hole_mean", "hole_std"])
        for level in images.levels {
            let error = 0.01 + (0.2 + rate * 0.2) * level * level
            shift.append([level, error, 0.002 + 0.05 * level * level, error / 2, 0.008])
        }
        var examples = Table(columns: ["example", "sample", "kind", "layer", "file", "hole", "mse"])
        var shifted = Table(columns: ["level", "example", "kind", "file", "mse", "hole"])
        for example in 0..<images.examples {
            let sample = images.firstSample + 7 * example
            func row(_ kind: String, _ layer: Int?, _ file: String, _ hole: Double?) {
                examples.append([example, sample, kind, layer, "examples/\(file).png", hole, hole.map { $0 * 0.14 }])
            }
            row("masked", nil, "\(example)-masked", nil)
            for layer in 0...images.layers where layer != images.lostLayer {
                row("layer", layer, "\(example)-layer-\(layer)", images.error * pow(rate, Double(layer + example)))
            }
            row("clean", nil, "\(example)-clean", 0)
            for (index, level) in images.levels.enumerated() {
                shifted.append([level, example, "input", "ood/\(example)-\(index)-input.png", level * level, 0.2])
                shifted.append([
                    level, example, "output", "ood/\(example)-\(index)-output.png", 0.01 + rate * level * level, 0.03,
                ])
            }
        }
        try add(
            "inpainting/evaluate/\(method)/seed-\(seed)",
            tables: [
                "layers.csv": layers, "truth.csv": truth, "ood.csv": shift, "examples.csv": examples,
                "ood-examples.csv": shifted,
            ])
        for example in 0..<images.examples { try writeImages(of: example, rate: rate, images) }
    }

    private func writeImages(of example: Int, rate: Double, _ images: Images) throws {
        let clean = try scene(example, images)
        let hidden = clean.filled(with: 0, noise: { _ in 0 })
        try write(hidden, "examples/\(example)-masked.png")
        try write(clean, "examples/\(example)-clean.png")
        for layer in 0...images.layers {
            let image = clean.filled(with: 1 - pow(rate, Double(layer)), noise: { _ in 0 })
            try write(image, "examples/\(example)-layer-\(layer).png")
        }
        for (index, level) in images.levels.enumerated() {
            func noise(_ place: Int) -> Float { Float(level * 1.7 * jitter(place, index, example)) }
            try write(clean.filled(with: 0, noise: noise), "ood/\(example)-\(index)-input.png")
            try write(clean.filled(with: 1 - level * rate, noise: noise), "ood/\(example)-\(index)-output.png")
        }
    }

    private func addFlow(_ images: Images) throws {
        var history = Table(columns: ["step", "epoch", "learning_rate", "bits_train", "bits_validation"])
        for step in stride(from: 0, through: 2000, by: 50) {
            let bits = 2.4 + 9 * exp(-Double(step) / 60) + 0.6 * exp(-Double(step) / 700)
            let validation: Double? = step % 200 == 0 ? bits + 0.05 : nil
            history.append([step, Double(step) / 500, 1e-3, bits + 0.02 * jitter(step), validation])
        }
        var samples = Table(columns: ["sample", "temperature", "file"])
        for index in 0..<32 { samples.append([index, index < 16 ? 1 : 0.7, "samples/\(index).png"]) }
        try add(
            "inpainting/flow",
            tables: [
                "history.csv": history, "samples.csv": samples,
                "summary.csv": summary([
                    ("steps", 2000), ("parameters", 120_345), ("bits_test", 2.512), ("inverse_error", 3.1e-6),
                ]),
            ])
        for index in 0..<32 {
            let clean = try scene(index, images)
            try write(clean.filled(with: 1) { Float(0.05 * jitter($0, index)) }, "samples/\(index).png")
        }
    }

    /// A disc on a slope of light.
    private func scene(_ index: Int, _ images: Images) throws -> Pixels {
        if let folder = ProcessInfo.processInfo.environment["DOWNHILL_IMAGES"] {
            let name = String(format: "%04d.png", index)
            return try Pixels(png: URL(fileURLWithPath: folder).appendingPathComponent(name))
        }
        let (side, channels) = (images.side, images.isGrey ? 1 : 3)
        let values = (0..<side * side * channels).map { place -> Float in
            let (row, column) = (place / channels / side, place / channels % side)
            let x = Double(column) / Double(side) - 0.5 - 0.15 * jitter(index, 1)
            let y = Double(row) / Double(side) - 0.5 - 0.15 * jitter(index, 2)
            let light = x * x + y * y < 0.08 ? 0.9 : 0.3 + 0.4 * x
            return Float(light * (1 - 0.3 * Double(place % channels) * abs(jitter(index, 3))))
        }
        return Pixels(columns: side, rows: side, channels: channels, values: values)
    }
}

extension Pixels {
    /// The image with its middle `share` of the way from grey, and noise on all other values.
    fileprivate func filled(with share: Double, noise: (Int) -> Float) -> Pixels {
        var copy = self
        let hole = columns * 5 / 16..<columns * 11 / 16
        for place in values.indices {
            let (row, column) = (place / channels / columns, place / channels % columns)
            if hole.contains(row), hole.contains(column) {
                copy.values[place] = 0.5 + (values[place] - 0.5) * Float(share)
            } else {
                copy.values[place] += noise(place)
            }
        }
        return copy
    }
}
