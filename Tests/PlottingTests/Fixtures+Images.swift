import Foundation
import Plotting

extension Fixtures {
    /// A made-up picture: a disc on a slope of light, with `blur` of a hole filled in; grey or in colours.
    static func picture(_ seed: Int, side: Int = 32, channels: Int = 1, fill: Double = 1) -> Pixels {
        let hole = side * 5 / 16..<side * 11 / 16
        var values: [Float] = []
        for row in 0..<side {
            for column in 0..<side {
                let x = Double(column) / Double(side) - 0.5 - 0.1 * noise(seed)
                let y = Double(row) / Double(side) - 0.5 - 0.1 * noise(seed + 1)
                let disc = x * x + y * y < 0.09 ? 0.9 : 0.25 + 0.4 * (x + 0.5)
                let isHidden = hole.contains(row) && hole.contains(column)
                for channel in 0..<channels {
                    let tint = disc * (1 - 0.25 * Double(channel) * abs(noise(seed + 7)))
                    values.append(Float(isHidden ? 0.5 + (tint - 0.5) * fill : tint))
                }
            }
        }
        return Pixels(columns: side, rows: side, channels: channels, values: values)
    }

    static var images: Figure {
        let panels = (0..<6).map { index in
            Panel(
                index < 3 ? ["Input", "Standard", "Constrained"][index] : "",
                image: Pixels(
                    columns: 16, rows: 16,
                    values: (0..<256).map { Float(abs(sin(Double($0 * (index + 1)) / 40))) }))
        }
        return Figure(
            id: "figure-images", width: .oneColumn, columns: 3, aspect: 1, panels: panels, letters: false,
            rowHeadings: ["Layer 1", "Layer 10"])
    }

    /// Three images, filled layer by layer by two methods side by side, with one row that failed.
    static var grid: Figure {
        let layers = (1...5).map { "$y_{\($0)}$" }
        let cells = (0..<3).map { image -> [ImageCell] in
            let steps = { (rate: Double) -> [ImageCell] in
                (1...5).map { layer in
                    let error = 0.18 * pow(rate, Double(layer)) + 0.001 * Double(image)
                    return ImageCell(
                        picture(image, fill: 1 - pow(rate, Double(layer))), words: String(format: "%.4f", error),
                        value: error)
                }
            }
            let failed = [ImageCell.empty, .empty, ImageCell(words: "diverged"), .empty, .empty]
            return [ImageCell(picture(image, fill: 0), words: "0.187")] + steps(0.5)
                + (image == 1 ? failed : steps(0.8)) + [ImageCell(picture(image))]
        }
        return Figure(
            id: "figure-grid",
            panels: [
                Panel(
                    grid: ImageGrid(
                        columns: [
                            .init("", ["masked"]), .init("Constrained", layers), .init("Standard", layers),
                            .init("", ["clean"]),
                        ], rows: (1...3).map { .init("Image \($0)", [""]) }, cells: cells))
            ])
    }

    /// Curves at the left, a grid of images in colours at the right.
    static var mixed: Figure {
        let levels = [0, 0.1, 0.2, 0.3, 0.4, 0.5]
        let marks: [Mark] = ["constrained", "standard"].enumerated().map { index, method in
            let y = levels.map { 0.01 + (0.2 + 0.1 * Double(index)) * $0 * $0 }
            return .line(x: levels, y: y, spread: .deviationBars(y.map { $0 * 0.2 }), series: method)
        }
        let cells = (0..<3).map { row in
            levels.map { level in
                ImageCell(
                    picture(3, side: 16, channels: 3, fill: row == 0 ? 0 : 1 - level),
                    words: row == 0 ? "" : String(format: "%.3f", level * level / Double(row)))
            }
        }
        return Figure(
            id: "figure-mixed", columnShares: [2, 3], aspect: 0.5,
            panels: [
                Panel("Error", x: Axis("Noise $p$"), y: Axis("Mean squared error"), marks: marks),
                Panel(
                    "Images",
                    grid: ImageGrid(
                        columns: [.init("", levels.map { "$p = \($0)$" })],
                        rows: [.init("", ["Noisy input"]), .init("", ["Constrained", "Standard"])], cells: cells)),
            ], styles: styles)
    }
}
