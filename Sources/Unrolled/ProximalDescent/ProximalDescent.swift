import Foundation
import Tensors

/// Proximal gradient descent unrolled, with a learned denoiser in the proximal map's place:
/// c_l = D(c_{l−1} + γ(Aᵀy − AᵀA·c_{l−1})), the input being Aᵀy.
///
/// γ = 0.05 + 1.9·σ(g) stays within (0, 2), and ‖A‖ = 1: the gradient step is averaged for every g. Normalised denoisers are a
/// reparametrisation: the weights are free, what is computed with is each divided by its convolution's exact norm, and the
/// gradient goes through that norm. So an optimiser need not know of projections, and no weights leave the class.
public final class ProximalDescent<Scalar: FlowScalar>: UnrolledNetwork {
    /// What tells one network from another.
    public struct Settings: Equatable, Sendable {
        /// L.
        public var layers: Int
        /// The image's height in pixels.
        public var height: Int
        /// Its width.
        public var width: Int
        /// Channels between the convolutions 1 → channels → channels → 1.
        public var channels: Int
        /// What the denoiser is.
        public var denoiser: ProximalDenoiser
        /// Whether all layers share their parameters.
        public var isTied: Bool
        /// B, to which a normalised R is clipped.
        public var range: Double

        /// Settings of a network.
        public init(
            layers: Int, height: Int, width: Int, channels: Int, denoiser: ProximalDenoiser, isTied: Bool, range: Double
        ) {
            (self.layers, self.height, self.width) = (layers, height, width)
            (self.channels, self.denoiser, self.isTied, self.range) = (channels, denoiser, isTied, range)
        }
    }

    /// A layer's parameters: g, the weights and biases of the convolutions, and θ of thresholds.
    struct Layer {
        var step: Parameter
        var weights: [Parameter] = []
        var biases: [Parameter] = []
        var threshold: Parameter?
    }

    /// What is derived from a layer's parameters.
    struct Derived {
        var step: Scalar
        /// λ, one a channel.
        var thresholds: Matrix<Scalar>
        /// The weights that are computed with.
        var weights: [Matrix<Scalar>]
        /// Of those that are normalised.
        var norms: [ConvolutionNorm?]
    }

    /// What tells it from others.
    public let settings: Settings
    /// AᵀA, (d, d), with the largest eigenvalue 1.
    public let gram: Matrix<Scalar>
    /// The convolutions of a denoiser, in order; none of the soft threshold.
    public let convolutions: [CircularConvolution]
    public let parameters: [Parameter]
    public let values: Matrix<Scalar>
    let layers: [Layer]
    /// One for each layer, or one for all.
    var derived: [Derived] = []

    public var layerCount: Int { settings.layers }
    public var dimension: Int { gram.rows }
    /// The rates of scalars as multiples of the convolutions'.
    private static var scalarRate: Double { 10 }

    /// A network of zeros.
    ///
    /// - Parameter gram: AᵀA, (d, d), d = height · width.
    public init(_ settings: Settings, gram: Matrix<Scalar>) {
        precondition(gram.rows == settings.height * settings.width && gram.columns == gram.rows, "AᵀA of an image")
        let kind = settings.denoiser
        let channels = kind.channels(settings.channels)
        let convolutions = zip(channels, channels.dropFirst()).map {
            CircularConvolution(inputs: $0, outputs: $1, height: settings.height, width: settings.width)
        }
        var layout = ParameterLayout()
        func add(_ name: String, _ shape: [Int], _ layer: Int, decays: Bool = false, rate: Double = 1) -> Parameter {
            settings.isTied
                ? layout.add(name, shape, tying: 1...settings.layers, decays: decays, rateShare: rate)
                : layout.add(name, shape, layer: layer, decays: decays, rateShare: rate)
        }
        let own = (1...(settings.isTied ? 1 : settings.layers)).map { layer in
            var parts = Layer(step: add("step", [1], layer, rate: Self.scalarRate))
            for (place, convolution) in convolutions.enumerated() {
                parts.weights.append(add("conv.\(place + 1).weight", convolution.weightShape, layer, decays: true))
                if kind.hasNetwork {
                    parts.biases.append(add("conv.\(place + 1).bias", [convolution.outputs], layer))
                }
            }
            if !kind.hasNetwork {
                parts.threshold = add("threshold", [channels.last ?? 1], layer, rate: Self.scalarRate)
            }
            return parts
        }
        (self.settings, self.gram, self.convolutions) = (settings, gram, convolutions)
        layers = settings.isTied ? (0..<settings.layers).map { _ in own[0] } : own
        (parameters, values) = (layout.parameters, Matrix(rows: 1, columns: layout.count))
        refresh()
    }

    /// The same network in another precision.
    public func converted<Other: FlowScalar>(to type: Other.Type = Other.self) -> ProximalDescent<Other> {
        let other = ProximalDescent<Other>(
            .init(
                layers: settings.layers, height: settings.height, width: settings.width, channels: settings.channels,
                denoiser: settings.denoiser, isTied: settings.isTied, range: settings.range), gram: gram.converted())
        other.values.assign(from: values.converted())
        other.refresh()
        return other
    }

    /// γ, λ, and the weights as they are computed with, of each layer that has parameters of its own.
    public func refresh() {
        let kind = settings.denoiser
        derived = (settings.isTied ? Array(layers.prefix(1)) : layers).map { layer in
            let weights = layer.weights.map { values.view(offset: $0.offset, rows: $0.rows, columns: $0.columns) }
            let norms = zip(convolutions, weights).map { convolution, weight in
                kind.isNormalised ? ConvolutionNorm(convolution, weight: weight.values.map(Double.init)) : nil
            }
            return Derived(
                step: Scalar(0.05 + 1.9 * Self.logistic(Double(values.pointer[layer.step.offset]))),
                thresholds: Self.exponentials(layer.threshold.map { matrix($0).values } ?? []),
                weights: zip(weights, norms).map { weight, norm in
                    guard let norm else { return weight }
                    let scaled = Matrix<Scalar>(rows: weight.rows, columns: weight.columns)
                    Scalar.addScaled(
                        scaled.pointer, weight.pointer, scale: Scalar(1 / Self.divisor(norm)), count: weight.count)
                    return scaled
                }, norms: norms)
        }
    }

    private static func exponentials(_ values: [Scalar]) -> Matrix<Scalar> {
        Matrix(rows: 1, columns: values.count, values: values.map { Scalar(exp(Double($0))) })
    }

    /// What a weight is divided by: its norm, or so much of a weight that is as good as zero.
    static func divisor(_ norm: ConvolutionNorm) -> Double { max(norm.value, 1e-12) }

    /// What is derived from the parameters of a layer, 1…L.
    func derived(_ layer: Int) -> Derived { derived[settings.isTied ? 0 : layer - 1] }

    /// γ of a layer, in (0, 2).
    public func step(_ layer: Int) -> Double { Double(derived(layer).step) }
    /// λ of a layer, one a channel; none where the denoiser has no thresholds.
    public func thresholds(_ layer: Int) -> [Double] { derived(layer).thresholds.values.map(Double.init) }
    /// A convolution's weight in a layer, as it is computed with: (O, 9·I).
    public func weight(_ convolution: Int, layer: Int) -> Matrix<Scalar> { derived(layer).weights[convolution] }

    /// The same as it is stored, before it is divided by its norm.
    public func rawWeight(_ convolution: Int, layer: Int) -> Matrix<Scalar> {
        matrix(layers[layer - 1].weights[convolution])
    }

    static func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
}
