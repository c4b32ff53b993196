import Foundation
import Plotting

/// Figures of other marks than lines.
extension Fixtures {
    /// Eight histograms with shared axes.
    static var histograms: Figure {
        let edges = (0...24).map { Double($0) * 8 }
        func heights(_ centre: Double, _ width: Double, _ seed: Int) -> [Double] {
            edges.dropLast().enumerated().map { index, edge in
                let z = (edge + 4 - centre) / width
                return (1000 * exp(-z * z / 2) / width * (1 + 0.2 * noise(index * 7 + seed))).rounded()
            }
        }
        let panels = [0, 1, 3, 5, 7, 9, 10].map { layer in
            Panel(
                "Layer \(layer)", x: Axis("$‖y_ℓ‖_1$"), y: Axis("Test examples"),
                marks: [
                    .histogram(
                        edges: edges, heights: heights(150 - 12 * Double(layer), 14, layer), series: "constrained"),
                    .histogram(
                        edges: edges,
                        heights: heights(150 - 12 * Double(layer) + 30 * sin(Double(layer)), 20, layer + 99),
                        series: "standard"),
                ])
        }
        let truth = Panel(
            "Optimum $y^*$", x: Axis("$‖y_ℓ‖_1$"), y: Axis("Test examples"),
            marks: [.histogram(edges: edges, heights: heights(30, 12, 5), series: "truth")])
        return Figure(
            id: "figure-histograms", columns: 4, aspect: 0.8, panels: panels + [truth], styles: styles,
            sharing: [.x, .y], letters: true)
    }

    /// Contours of a quadratic with trajectories, and a table.
    static var contours: Figure {
        let field = ContourField(x: -3...3, y: -3...3) { x, y in
            0.5 * (1.6 * x * x + 1.2 * x * y + 0.6 * y * y)
        }
        func panel(_ title: String, _ method: String, _ wobble: Double) -> Panel {
            let steps = (0...10).map(Double.init)
            return Panel(
                title, x: Axis("$y_1$"), y: Axis("$y_2$"),
                marks: [
                    .contours(field), .optimum(x: 0, y: 0),
                    .trajectory(
                        x: steps.map { -2.3 * pow(0.66, $0) + wobble * noise(Int($0) + 3) * ($0 > 0 ? 1 : 0) },
                        y: steps.map { 2.5 * pow(0.72, $0) + wobble * noise(Int($0) + 40) * ($0 > 0 ? 1 : 0) },
                        series: method),
                ])
        }
        return Figure(
            id: "figure-contours", columns: 3, aspect: 1,
            panels: [
                panel("Gradient descent", "gradient-descent", 0.02), panel("Standard", "standard", 1.3),
                panel("Constrained", "constrained", 0.15),
            ], styles: styles, sharing: [.y],
            table: FigureTable(
                columns: ["Distance $‖y_L − y^*‖_2$", "Gradient descent", "Standard", "Constrained"],
                rows: [
                    ["As trained", "0.021 ± 0.004", "0.038 ± 0.011", "0.029 ± 0.008"],
                    ["Noise at layer 3", "0.034 ± 0.009", "0.71 ± 0.35", "0.052 ± 0.016"],
                ]))
    }

    /// Confidence intervals of claims.
    static var intervals: Figure {
        let names = ["Descends at every layer", "Ends equally near", "More robust at $p = 0.6$", "Recovers in Fig. 2"]
        return Figure(
            id: "figure-intervals", width: .oneColumn, aspect: 0.6,
            panels: [
                Panel(
                    x: Axis("Difference of distances, $\\hat{σ} = 0.1$"), y: Axis("", scale: .category(names)),
                    marks: [
                        .vertical(at: 0, label: "no effect", series: "zero"),
                        .intervals(
                            at: [0, 1, 2, 3], estimates: [-0.4, 0.02, -0.7, -0.31], lower: [-0.5, -0.1, -0.95, -0.4],
                            upper: [-0.3, 0.14, -0.45, -0.22], series: "constrained"),
                        .intervals(
                            at: [0, 1, 2, 3], estimates: [0.3, -0.05, 0.2, 0.1], lower: [0.2, -0.2, 0, -0.1],
                            upper: [0.4, 0.1, 0.45, 0.3], series: "standard"),
                    ])
            ], styles: styles)
    }
}
