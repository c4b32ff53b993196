import Foundation
import Plotting

/// Images layer by layer: what the two networks make of three masked test images.
public struct Figure8: ReportFigure {
    /// The stem of its files.
    public static let id = "figure-8"
    /// What the page calls it.
    public static let number = "Figure 8"
    /// A short title.
    public static let title = "Inpainted images, layer by layer"
    /// The stages it draws from.
    public static let needs = ["inpainting/evaluate/constrained/", "inpainting/evaluate/standard/"]

    static let methods = ["constrained", "standard"]

    /// Nothing to set.
    public init() {}

    /// A grid of images. Throws `RunReaderError`, `TableError`, `PlottingError`.
    public func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = run.inpainting
        var sources = FigureSources(study)
        let methods = try sources.available(Self.methods)
        let set = try ExampleSet(methods, sources: &sources, file: "examples.csv", read: study.examples)
        let layers = set.layers
        guard !layers.isEmpty else { throw RunReaderError.noRow("any layer", file: "examples.csv") }
        let (grid, isSideBySide) = try LayerGrid(set: set, layers: layers).grid()
        let errors = set.examples.map { example in
            "\(set.name(of: example)): "
                + set.methods.map { method in
                    let values = layers.map { method.images.image(.layer, of: example, at: $0)?.hole ?? .nan }
                    return MethodNames.name(method.id) + " "
                        + values.map { NumberText.short($0) }.joined(separator: ", ")
                }.joined(separator: "; ")
        }
        let figure = Figure(
            id: Self.id,
            summary:
                "A grid of images with a masked input, the outputs of \(layers.count) layers and the clean image for "
                + "each of \(set.examples.count) test images. Mean squared error inside the hole by layer: "
                + errors.joined(separator: ". ") + ".",
            panels: [Panel(grid: grid)])
        let ends = CaptionText.named(methods.compactMap { id in sources.final(id, "hole").map { (id: id, value: $0) } })
        let names = methods.map { MethodNames.name($0) }
        let sides =
            names.count < 2
            ? "network " + names.joined()
            : "networks " + names.joined(separator: isSideBySide ? " (left) and " : " (above) and ")
                + (isSideBySide ? " (right)" : " (below)")
        let caption =
            "Masked input, outputs *y*_{1} … *y*_{\(Int(layers.last ?? 0))} of the layers, and clean image, of the "
            + "\(sides), seed \(set.seed). \(ExampleSet.remark) Under each image: mean squared "
            + "error inside the hole; at the last layer its mean over "
            + "\(CaptionText.examples(sources.testExamples(of: methods), "test images")) and "
            + "\(CaptionText.seeds(methods.map { study.seeds(of: $0).count })) is \(ends)."
        return try write(
            figure, caption: caption, departures: InpaintingDepartures.sentences(run), sources: sources,
            frames: try frames(set, layers, in: folder), into: folder)
    }

    /// The images that the page's slider goes through.
    private func frames(_ set: ExampleSet, _ layers: [Double], in folder: URL) throws -> FrameSet? {
        var frames = FrameFolder(Self.id, in: folder)
        for example in set.examples {
            let name = set.name(of: example)
            if let image = set.common.image(.masked, of: example) {
                try frames.add(
                    image, as: "\(example)-masked", example: name, name: "masked input", words: "masked input",
                    value: image.hole)
            }
            for method in set.methods {
                for (step, layer) in layers.enumerated() {
                    guard let image = method.images.image(.layer, of: example, at: layer) else { continue }
                    try frames.add(
                        image, as: "\(example)-\(method.id)-\(Int(layer))", example: name,
                        method: MethodNames.name(method.id), step: step, name: "*y*_{\(Int(layer))}",
                        words: "layer \(Int(layer))", value: image.hole)
                }
            }
            if let image = set.common.image(.clean, of: example) {
                try frames.add(
                    image, as: "\(example)-clean", example: name, name: "clean image", words: "clean image", value: nil)
            }
        }
        return frames.set(step: "Layer", quantity: "error inside the hole")
    }
}
