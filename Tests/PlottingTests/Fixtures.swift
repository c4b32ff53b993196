import Foundation
import Plotting

/// Figures with the shapes of real ones, from formulas: no data files, the same on every machine.
enum Fixtures {
    static let methods = [
        "constrained", "standard", "incremental", "layerwise", "constrained-from-2", "constrained-strong", "ista",
    ]

    /// The methods of a made-up study with their parts in its comparison.
    static let styles = [
        "constrained": Theme.style(role: "proposed", name: "Constrained"),
        "constrained-quiet": Theme.style(role: "proposed", variant: 1, name: "Constrained, no noise"),
        "constrained-from-2": Theme.style(role: "proposed", variant: 2, name: "Constrained, first layer free"),
        "constrained-strong": Theme.style(role: "proposed", variant: 3, name: "Constrained, larger $ε$"),
        "standard": Theme.style(role: "baseline", name: "Standard"),
        "standard-noisy": Theme.style(role: "baseline", variant: 1, name: "Standard, trained with noise"),
        "incremental": Theme.style(role: "alternative", name: "Incremental"),
        "layerwise": Theme.style(role: "alternative", variant: 1, name: "Layer by layer"),
        "ista": Theme.style(role: "classical", name: "ISTA"),
        "gradient-descent": Theme.style(role: "classical", variant: 4, name: "Gradient descent"),
        "ridge": Theme.style(role: "trivial", name: "Ridge"),
    ]

    /// A number in −1…1 that looks random.
    static func noise(_ seed: Int) -> Double {
        var state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15 &+ 0x2545_F491_4F6C_DD1D
        state ^= state >> 29
        state = state &* 0xBF58_476D_1CE4_E5B9
        state ^= state >> 32
        return Double(state >> 11) / Double(1 << 53) * 2 - 1
    }

    /// Two panels, linear and logarithmic, seven methods with error bars, references.
    static var curves: Figure {
        let layers = (0...10).map(Double.init)
        func distance(_ method: Int, _ layer: Int) -> Double {
            let base = 17.5 * pow(0.72 + 0.03 * Double(method), Double(layer)) + 0.3
            let rise = [1, 2, 3].contains(method) && layer > 0 && layer < 9 ? 6 * sin(Double(layer + method)) : 0
            return max(base + rise, 0.25) * (1 + 0.04 * noise(layer * 31 + method))
        }
        func marks(bars: Bool) -> [Mark] {
            methods.enumerated().map { index, method in
                let y = (0...10).map { distance(index, $0) }
                return .line(
                    x: layers, y: y,
                    spread: bars ? .deviationBars(y.map { $0 * 0.14 }) : .deviationBand(y.map { $0 * 0.2 }),
                    series: method)
            }
        }
        return Figure(
            id: "figure-curves", title: "Distance by layer", summary: "Distance to the optimum falls layer by layer.",
            columns: 2, aspect: 0.72,
            panels: [
                Panel(
                    "Distance to the optimum", x: Axis("Layer $ℓ$", ticks: .integers),
                    y: Axis("$‖y_ℓ − y^*‖_2$", includesZero: true), marks: marks(bars: true)),
                Panel(
                    "The same, logarithmic", x: Axis("Layer $ℓ$", ticks: .integers),
                    y: Axis("$‖y_ℓ − y^*‖_2$", scale: .logarithmic),
                    marks: marks(bars: true) + [
                        .horizontal(at: 1.15, label: "zero", series: "zero"),
                        .horizontal(at: 1.05, label: "ridge", series: "ridge"),
                    ]),
            ],
            styles: styles, note: "Mean ± standard deviation over 2000 test examples and 3 seeds.")
    }

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

    /// A logarithmic x with bands.
    static var sweep: Figure {
        let sigmas = [0.01, 0.03, 0.1, 0.3, 1, 3]
        func marks(_ power: Double) -> [Mark] {
            ["constrained", "standard", "standard-noisy", "constrained-quiet"].enumerated().map { index, method in
                let y = sigmas.map { 0.5 + pow($0 * (0.4 + Double(index)), power) }
                return .line(x: sigmas, y: y, spread: .deviationBand(y.map { $0 * 0.2 }), series: method)
            }
        }
        return Figure(
            id: "figure-sweep", width: .oneColumn, aspect: 0.68,
            panels: [
                Panel(
                    x: Axis("Layer noise $\\hat{σ}$", scale: .logarithmic),
                    y: Axis("Distance to $\\tilde{y}^*$", scale: .logarithmic), marks: marks(1.2))
            ], styles: styles)
    }

    /// Duals of ten layers and a grid of images.
    static var ordered: Figure {
        let steps = (0...60).map { Double($0) * 10 }
        let marks: [Mark] = (1...10).map { layer in
            .line(
                x: steps, y: steps.map { 0.02 * Double(11 - layer) * (1 - exp(-$0 / 150)) }, series: "lambda_\(layer)",
                style: Theme.ordered(layer - 1, of: 10, name: "$λ_{\(layer)}$"))
        }
        return Figure(
            id: "figure-ordered", width: .oneColumn, aspect: 0.6,
            panels: [Panel(x: Axis("Training step"), y: Axis("Dual variable $λ_ℓ$"), marks: marks)])
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

    /// For tests that do not import Foundation.
    static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

    static var all: [Figure] { [curves, histograms, contours, intervals, sweep, ordered, images, grid, mixed] }
}
