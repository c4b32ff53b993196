import Report

/// A number of each seed that claims of this study are about.
package enum OAMPQuantity: Sendable {
    /// The error of one method less that of another, in dB, after the trained layers.
    case difference(Method, minus: Method)
    /// The error with (CII) less that with each penalty on movement, in dB, after the trained layers.
    case descentOverPenalties
    /// The ratio of the changes of two methods’ outputs at an error of the operator of about 3 % in the data.
    case changeOver(Method, Method)
    /// The median over target errors of the ratio of n at which the U-Net and the unrolled network reach it, at least.
    case sampleRatio
    /// The largest difference of two methods' errors over the trained layers, in dB, without its sign.
    case layerDifference(Method, Method)
    /// The largest distance of learned denoisers from the prior's mean, the mean over layers: with the most scenes over that with the
    /// fewest.
    case denoiserDistance
    /// The slope of the U-Net's error less the unrolled network's, in dB, for each tenfold n.
    case advantageSlope
    /// The largest |10·log10(τ²/predicted)| over layers, medians over scenes.
    case evolutionError([Method])
    /// The largest ratio of v² that state evolution predicts of neighbouring layers.
    case evolutionGrowth([Method])
    /// The largest excess kurtosis over layers, without its sign.
    case kurtosis([Method])
    /// The error at the last iteration less that after the trained layers, in dB.
    case pastDepth([Method])
    /// The slope of the logarithm of the output's change in that of the operator's error, up to one percent.
    case changeSlope([Method])
    /// The exponent of the layer in the sensitivity, from layer 3 on.
    case depthExponent([Method])
    /// The dB that one method loses to an error of the operator of about 3 % in the data, less those that another loses.
    case loss(Method, minus: Method)
    /// What training on data with errors of the operator wins back of what these cost a network trained without, as a share.
    case wonBack(String, adaptation: String)
    /// The error of one method less that of another, in dB, on scenes of another kind.
    case onOutlines(Method, minus: Method)
    /// The gap between test and training scenes of one network less that of another, with each number of scenes that both have.
    case gap(String, minus: String)
    /// The largest ratio over layers of the linear estimator's change to its spectral bound.
    case overSpectral
    /// The smallest ratio over layers of the printed bound to the change.
    case printedOver
    /// A ratio of two gradients with checkpoints every so many layers, nil for none: with ten layers, or the mean over depths.
    case checkpoints(Cost, of: Int?, over: Int?, withTen: Bool)
    /// The bytes that a further layer needs with a checkpoint at each, over those of a boundary.
    case bytesOverBoundary
    /// The largest difference of gradients with checkpoints from those without.
    case gradientDifference

    /// A method, or one that is named by the number of scenes.
    package enum Method: Sendable {
        case named(String)
        case smallest(String)
        case largest(String)
        /// The tied network with the largest penalty.
        case mostPenalised

        /// The algorithm, and the network with weights of their own for each layer.
        static let passing: [Method] = [.named(OAMPRun.algorithm), .largest("untied")]

        func id(_ run: OAMPRun) -> String {
            switch self {
            case .named(let id): id
            case .smallest(let network): "\(network)-\(run.smallest)"
            case .largest(let network): "\(network)-\(run.largest)"
            case .mostPenalised: run.penalised.last?.method ?? "tied-penalty"
            }
        }
    }

    /// Ten times fewer scenes.
    static let severalTimes = 10.0

    /// What a gradient costs.
    package enum Cost: String, Sendable {
        case bytes, seconds
    }
}
