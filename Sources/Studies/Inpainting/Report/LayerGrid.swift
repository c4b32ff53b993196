import Plotting
import Report

/// Masked input, layers' outputs and clean image of each example: the grid of Figure 8.
struct LayerGrid {
    let set: ExampleSet
    /// The layers from 1 on.
    let layers: [Double]

    /// Networks side by side where images stay large enough for it, else above each other for each example. Throws
    /// `PlottingError` where an image cannot be read.
    func grid() throws -> (grid: ImageGrid, isSideBySide: Bool) {
        let wide = try sideBySide()
        return wide.isReadable(in: .twoColumns) ? (wide, true) : (try stacked(), false)
    }

    private var heads: [String] { layers.map { "$y_{\(Int($0))}$" } }

    private func sideBySide() throws -> ImageGrid {
        ImageGrid(
            columns: [.init("", ["masked"])] + set.methods.map { .init(set.study.style(of: $0.id).name, heads) }
                + [.init("", ["clean"])],
            rows: set.examples.map { .init(name($0), [""]) },
            cells: try set.examples.map { example in
                try [masked(example)] + set.methods.flatMap { try outputs($0.images, example) } + [clean(example)]
            })
    }

    private func stacked() throws -> ImageGrid {
        ImageGrid(
            columns: [.init("", ["masked"]), .init("", heads), .init("", ["clean"])],
            rows: set.examples.map { .init(name($0), set.methods.map { set.study.style(of: $0.id).name }) },
            cells: try set.examples.flatMap { example in
                try set.methods.enumerated().map { index, method in
                    // Input and clean image are the same for all networks.
                    let ends = index == 0 ? (try masked(example), try clean(example)) : (.empty, .empty)
                    return [ends.0] + (try outputs(method.images, example)) + [ends.1]
                }
            })
    }

    private func name(_ example: Int) -> String { set.common.heading(of: example) }

    private func masked(_ example: Int) throws -> ImageCell {
        try ExampleSet.cell(set.common.image(.masked, of: example), \.hole)
    }

    private func clean(_ example: Int) throws -> ImageCell {
        try ExampleSet.cell(set.common.image(.clean, of: example))
    }

    private func outputs(_ images: ExampleImages, _ example: Int) throws -> [ImageCell] {
        try layers.map { try ExampleSet.cell(images.image(.layer, of: example, at: $0), \.hole) }
    }
}
