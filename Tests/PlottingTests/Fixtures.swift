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

    /// For tests that do not import Foundation.
    static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

    static var all: [Figure] { [curves, histograms, contours, intervals, sweep, ordered, images, grid, mixed] }
}
