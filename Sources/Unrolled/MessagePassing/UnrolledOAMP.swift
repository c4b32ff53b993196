import Foundation
import Tensors

/// Orthogonal approximate message passing unrolled, for complex scenes c from x̃ = S·Vᴴc + w. Layer l:
///
///     r_l = s_{l−1} + γ_l·W_l(x̃ − S·Vᴴs_{l−1}),              the linear estimator, with v² from each sample's residual
///     ĉ_l = w(|r_l|²)·r_l + τ_l·R_l(r_l/τ_l, |r_l|/τ_l, ln τ_l),  a denoiser of pixels and a small network of convolutions
///     s_l = φ_l·(ĉ_l − ξ_l·r_l),                              what the next layer begins with
///
/// after Ma and Ping (Orthogonal AMP, 2017) and He, Wen, Jin and Li (OAMP-Net2, 2020). R's last convolution begins as zero: the
/// untrained network is the algorithm, bit for bit. The divergence is a constant to the backward pass; v² and τ are not: a gradient
/// that holds them has the wrong sign in γ and ξ.
///
/// y_l of the protocol is ĉ_l, as (real parts, imaginary parts) of an image; x is x̃, (B, 2M).
public final class UnrolledOAMP<Scalar: FlowScalar>: UnrolledNetwork {
    /// How s follows from ĉ and r.
    public enum Correction: String, CaseIterable, Codable, Sendable {
        /// s = ĉ.
        case none
        /// φ = (1 + φ̃)/(1 − δ) and ξ = (1 + ξ̃)·δ with the divergence δ of w(|r|²)·r in each sample: free of divergence at φ̃ = ξ̃ = 0.
        case divergenceFree = "divergence-free"
        /// φ = 1 + φ̃, ξ = ξ̃: numbers of the layer, as in OAMP-Net2.
        case learned
    }

    /// What tells one network from another.
    public struct Settings: Equatable, Sendable {
        /// L.
        public var layers: Int
        /// The scene's height in pixels.
        public var height: Int
        /// Its width.
        public var width: Int
        /// Channels of R between its convolutions, 4 → channels → channels → channels → 2; 0 for no R.
        public var channels: Int
        /// Whether all layers share their parameters.
        public var isTied: Bool
        /// w, or what it begins as.
        public var denoiser: RadialDenoiser
        /// Where w is learned, how; nil where it stays as it is.
        public var knots: RadialKnots?
        public var correction: Correction
        /// What is subtracted from ln τ.
        public var meanLevel: Double

        /// Settings of a network.
        public init(
            layers: Int, height: Int, width: Int, channels: Int, isTied: Bool, denoiser: RadialDenoiser,
            knots: RadialKnots? = nil, correction: Correction, meanLevel: Double
        ) {
            (self.layers, self.height, self.width, self.channels) = (layers, height, width, channels)
            (self.isTied, self.denoiser, self.correction) = (isTied, denoiser, correction)
            (self.knots, self.meanLevel) = (knots, meanLevel)
        }
    }

    /// A layer's parameters: γ, φ̃ and ξ̃, w at its knots, weights and biases of R.
    struct Layer {
        var step: Parameter
        var scale: Parameter?
        var share: Parameter?
        var knots: Parameter?
        var weights: [Parameter] = []
        var biases: [Parameter] = []
    }

    /// What tells it from others.
    public let settings: Settings
    /// A, as the first half of a layer sees it.
    public let estimator: LinearEstimator<Scalar>
    /// The convolutions of R, in order.
    public let convolutions: [CircularConvolution]
    public let parameters: [Parameter]
    public let values: Matrix<Scalar>
    let layers: [Layer]
    /// Whether forward passes keep the divergence that their trajectory has: what the backward pass holds fixed, for checks of it.
    public var keepsDivergence = false
    /// Whether forward passes keep the v² and τ that their trajectory has, from `fix`.
    public var keepsVariances = false

    public var layerCount: Int { settings.layers }
    public var dimension: Int { 2 * pixels }
    /// N.
    var pixels: Int { settings.height * settings.width }
    /// The rates of scalars as multiples of the convolutions'.
    public static var scalarRate: Double { 10 }
    /// The same for R's last convolution, whose inputs are as large as |r|/τ: a pixel far above the noise has many.
    private static var lastRate: Double { 0.02 }

    /// The algorithm itself: γ = 1, φ̃ = ξ̃ = 0, R = 0, and w as it begins.
    public init(_ settings: Settings, estimator: LinearEstimator<Scalar>) {
        precondition(
            settings.knots.map { [1, settings.layers].contains($0.deviations.count) } ?? true,
            "a deviation for each layer, or one for all")
        precondition(estimator.components == settings.height * settings.width, "an operator on the scene")
        let inside = settings.channels
        let channels = inside == 0 ? [] : [4, inside, inside, inside, 2]
        let convolutions = zip(channels, channels.dropFirst()).map {
            CircularConvolution(inputs: $0, outputs: $1, height: settings.height, width: settings.width)
        }
        var layout = ParameterLayout()
        func add(_ name: String, _ shape: [Int], _ layer: Int, rate: Double = 1) -> Parameter {
            settings.isTied
                ? layout.add(name, shape, tying: 1...settings.layers, decays: false, rateShare: rate)
                : layout.add(name, shape, layer: layer, decays: false, rateShare: rate)
        }
        let own = (1...(settings.isTied ? 1 : settings.layers)).map { layer in
            var parts = Layer(step: add("gamma", [1], layer, rate: Self.scalarRate))
            if settings.correction != .none {
                parts.scale = add("phi", [1], layer, rate: Self.scalarRate)
                parts.share = add("xi", [1], layer, rate: Self.scalarRate)
            }
            if let knots = settings.knots { parts.knots = add("knots", [knots.count], layer, rate: Self.scalarRate) }
            for (place, convolution) in convolutions.enumerated() {
                let rate = place == convolutions.count - 1 ? Self.lastRate : 1
                parts.weights.append(add("conv.\(place + 1).weight", convolution.weightShape, layer, rate: rate))
                parts.biases.append(add("conv.\(place + 1).bias", [convolution.outputs], layer, rate: rate))
            }
            return parts
        }
        layers = settings.isTied ? [Layer](repeating: own[0], count: settings.layers) : own
        (self.settings, self.estimator, self.convolutions) = (settings, estimator, convolutions)
        parameters = layout.parameters
        values = Matrix(rows: 1, columns: layout.count)
        for (place, layer) in layers.enumerated() {
            values.pointer[layer.step.offset] = 1
            guard let knots = settings.knots, let parameter = layer.knots, !settings.isTied || place == 0 else {
                continue
            }
            for (k, value) in knots.start(settings.denoiser, layer: place + 1).enumerated() {
                values.pointer[parameter.offset + k] = Scalar(value)
            }
        }
    }

    /// Draws the convolutions but the last from N(0, 2/fan-in) (He et al., 2015); all else stays as it is.
    public func initialiseConvolutions(seed: UInt64) {
        for layer in settings.isTied ? [layers[0]] : layers {
            for (place, weight) in layer.weights.dropLast().enumerated() {
                let deviation = (2 / Double(9 * convolutions[place].inputs)).squareRoot()
                let draw: Matrix<Float> = RandomStream(seed: seed, name: "weights/\(weight.name)").normal(
                    rows: 1, columns: weight.count, standardDeviation: deviation)
                for i in 0..<weight.count { values.pointer[weight.offset + i] = Scalar(draw.pointer[i]) }
            }
        }
    }

    /// γ_l.
    public func step(_ layer: Int) -> Double { Double(values.pointer[layers[layer - 1].step.offset]) }

    /// φ_l and ξ_l for a sample whose denoiser has this divergence, and what their derivatives in φ̃ and ξ̃ are.
    func correction(_ layer: Int, divergence: Double) -> (scale: Double, share: Double, slopes: (Double, Double)) {
        guard let scale = layers[layer - 1].scale, let share = layers[layer - 1].share else { return (1, 0, (0, 0)) }
        let (phi, xi) = (Double(values.pointer[scale.offset]), Double(values.pointer[share.offset]))
        guard settings.correction == .divergenceFree else { return (1 + phi, xi, (1, 1)) }
        return ((1 + phi) / (1 - divergence), divergence * (1 + xi), (1 / (1 - divergence), divergence))
    }
}
