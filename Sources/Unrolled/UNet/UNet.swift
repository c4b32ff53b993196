import Tensors

/// A U-Net (Ronneberger, Fischer and Brox, 2015) that corrects an image: y = x + U(x). Levels of two 3×3 convolutions each, with the
/// largest of four pixels between them on the way down, and every pixel four times, beside what the level had, on the way up; a 1×1
/// convolution at the end, which begins as zero.
///
/// A network of one layer, whose y_0 is not looked at. With levels of 25, 50, 100 and 200 channels and two planes it has 1 188 477
/// parameters.
public final class UNet<Scalar: FlowScalar>: UnrolledNetwork {
    /// What tells one from another.
    public struct Settings: Equatable, Sendable {
        /// Planes of x and y.
        public var planes: Int
        /// The image's height in pixels, a multiple of 2^(levels − 1).
        public var height: Int
        /// Its width, likewise.
        public var width: Int
        /// Channels of each level, from the image's size on.
        public var channels: [Int]

        /// Settings of a network.
        public init(planes: Int, height: Int, width: Int, channels: [Int]) {
            (self.planes, self.height, self.width, self.channels) = (planes, height, width, channels)
        }
    }

    /// Where activations of a batch lie: so many channels of a level's images.
    struct Place: Equatable {
        let index: Int
        let channels: Int
        let level: Int
    }

    /// What is computed, in order.
    enum Step {
        /// Of which convolution, rectified.
        case convolve(Int, from: Place, to: Place)
        /// The largest of four.
        case pool(from: Place, to: Place)
        /// Every pixel four times, and the channels of `beside`.
        case join(Place, beside: Place, to: Place)
        /// The 1×1 convolution, onto x.
        case finish(from: Place)
    }

    /// What tells it from others.
    public let settings: Settings
    let convolutions: [WinogradConvolution<Scalar>]
    let steps: [Step]
    /// Of activations, in the order of `layerMemory`; the first is x.
    let places: [Place]
    let weights: [Parameter]
    let biases: [Parameter]
    /// The 1×1 convolution's.
    let last: (weight: Parameter, bias: Parameter)
    public let parameters: [Parameter]
    public let values: Matrix<Scalar>
    /// The transforms of the convolutions' weights, one after the other, for both passes.
    let transforms: Matrix<Scalar>
    /// Where those of each convolution begin.
    let transformOffsets: [Int]
    /// What a convolution or the last one needs while it computes.
    let scratch: SpareMatrices<Scalar>

    /// Convolutions are in Winograd's form since 1.
    public static var revision: Int { 1 }
    public var layerCount: Int { 1 }
    public var dimension: Int { settings.planes * settings.height * settings.width }

    /// A network of zeros.
    public init(_ settings: Settings) {
        let (channels, depth) = (settings.channels, settings.channels.count)
        let unit = 1 << max(0, depth - 1)
        precondition(depth > 0 && settings.height % unit == 0 && settings.width % unit == 0, "sides that can be halved")
        var (places, steps, convolutions): ([Place], [Step], [WinogradConvolution<Scalar>]) = ([], [], [])
        func place(_ channels: Int, _ level: Int) -> Place {
            places.append(Place(index: places.count, channels: channels, level: level))
            return places[places.count - 1]
        }
        func convolve(_ from: Place, _ outputs: Int) -> Place {
            let to = place(outputs, from.level)
            steps.append(.convolve(convolutions.count, from: from, to: to))
            convolutions.append(
                WinogradConvolution(
                    inputs: from.channels, outputs: outputs, height: settings.height >> from.level,
                    width: settings.width >> from.level))
            return to
        }
        var current = place(settings.planes, 0)
        var kept: [Place] = []
        for level in 0..<depth {
            if level > 0 {
                let half = place(current.channels, level)
                steps.append(.pool(from: current, to: half))
                current = half
            }
            current = convolve(convolve(current, channels[level]), channels[level])
            kept.append(current)
        }
        for level in (0..<depth - 1).reversed() {
            let joined = place(current.channels + kept[level].channels, level)
            steps.append(.join(current, beside: kept[level], to: joined))
            current = convolve(convolve(joined, channels[level]), channels[level])
        }
        steps.append(.finish(from: current))
        var layout = ParameterLayout()
        var (weights, biases): ([Parameter], [Parameter]) = ([], [])
        for (index, convolution) in convolutions.enumerated() {
            weights.append(layout.add("conv.\(index + 1).weight", convolution.weightShape, layer: 1, decays: false))
            biases.append(layout.add("conv.\(index + 1).bias", [convolution.outputs], layer: 1, decays: false))
        }
        last = (
            layout.add("last.weight", [settings.planes, current.channels], layer: 1, decays: false),
            layout.add("last.bias", [settings.planes], layer: 1, decays: false)
        )
        (self.settings, self.convolutions, self.steps, self.places) = (settings, convolutions, steps, places)
        (self.weights, self.biases, parameters) = (weights, biases, layout.parameters)
        values = Matrix(rows: 1, columns: layout.count)
        let counts = convolutions.map(\.transformCount)
        transformOffsets = counts.indices.map { counts[..<$0].reduce(0, +) }
        transforms = Matrix(rows: 1, columns: counts.reduce(0, +))
        let image = settings.planes * settings.height * settings.width
        scratch = SpareMatrices(
            rows: 1,
            columns: convolutions.map(\.scratchCount).reduce(WinogradConvolution<Scalar>.imagesTogether * image, max))
        BLAS.prepare()
    }

    /// Transforms the weights of all convolutions.
    public func refresh() {
        for (index, convolution) in convolutions.enumerated() {
            convolution.transform(
                values.pointer + weights[index].offset, into: transforms.pointer + transformOffsets[index])
        }
    }

    /// Draws the 3×3 convolutions from N(0, 2/fan-in) (He et al., 2015); the last one stays zero, so that y = x at first.
    public func initialise(seed: UInt64) {
        for (weight, convolution) in zip(weights, convolutions) {
            let deviation = (2 / Double(9 * convolution.inputs)).squareRoot()
            let draw: Matrix<Float> = RandomStream(seed: seed, name: "weights/\(weight.name)").normal(
                rows: 1, columns: weight.count, standardDeviation: deviation)
            for i in 0..<weight.count { values.pointer[weight.offset + i] = Scalar(draw.pointer[i]) }
        }
    }

    /// The sides of a level's images.
    func sides(_ level: Int) -> (height: Int, width: Int) { (settings.height >> level, settings.width >> level) }

    func pixels(_ level: Int) -> Int { sides(level).height * sides(level).width }
}
