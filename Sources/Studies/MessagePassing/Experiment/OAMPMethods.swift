import Bench
import Descent
import Stages

/// A network that is trained, as recipes call it.
package enum OAMPNetwork: String, CaseIterable, Sendable {
    /// Unrolled message passing, each layer with weights of its own.
    case untied
    /// The same with one layer's weights for all.
    case tied
    /// Steps and corrections alone, no convolutions.
    case scalars
    /// A U-Net on the linear estimate of least mean squared error.
    case unet
    /// A U-Net on Aᴴy.
    case unetAdjoint = "unet-adjoint"
    /// A U-Net on the linear estimate with about as many parameters as the unrolled network.
    case unetSmall = "unet-small"
    /// Message passing whose layers learn a function of each pixel's size and nothing else, layer by layer.
    case knots = "denoisers"
    /// The same, all layers at once.
    case knotsJoint = "denoisers-joint"
    /// ALISTA: a step and a threshold for each layer, an analytic matrix.
    case alista

    var label: String {
        switch self {
        case .untied: "unrolled OAMP"
        case .tied: "tied unrolled OAMP"
        case .scalars: "OAMP, learned scalars"
        case .unet: "U-Net"
        case .unetAdjoint: "U-Net on the adjoint"
        case .unetSmall: "small U-Net"
        case .knots: "learned denoisers"
        case .knotsJoint: "learned denoisers, end to end"
        case .alista: "ALISTA"
        }
    }

    var legend: String {
        switch self {
        case .untied: "Unrolled OAMP"
        case .tied: "Tied unrolled OAMP"
        case .scalars: "OAMP, learned scalars"
        case .unet: "U-Net"
        case .unetAdjoint: "U-Net on the adjoint"
        case .unetSmall: "Small U-Net"
        case .knots: "Learned denoisers"
        case .knotsJoint: "Learned denoisers, end to end"
        case .alista: "ALISTA"
        }
    }

    var style: StudyDescription.StyleHint {
        switch self {
        case .untied: .init("proposed")
        case .tied: .init("proposed", 1)
        case .scalars: .init("proposed", 2)
        case .unet: .init("baseline")
        case .unetAdjoint: .init("baseline", 2)
        case .unetSmall: .init("baseline", 3)
        case .knots: .init("proposed", 3)
        case .knotsJoint: .init("alternative", 1)
        case .alista: .init("alternative")
        }
    }

    /// What its evaluations with a safeguard are called, before the number of scenes.
    static let safeguarded = "alista-safeguarded"

    var isUNet: Bool { self == .unet || self == .unetAdjoint || self == .unetSmall }
    /// Whether its layers learn functions of pixels.
    var hasKnots: Bool { self == .knots || self == .knotsJoint }
    /// The problem that its main trainings are of.
    var home: ScatteringProblem.Kind { hasKnots ? .independent : .gaussian }
    /// In which order its layers learn.
    var curriculum: Curriculum {
        self == .knots ? .layerwise : self == .knotsJoint ? .endToEnd : .incrementalThenJoint
    }
    var input: SceneNetwork.Input { self == .unetAdjoint ? .adjoint : .lmmse }
}

/// What is not trained.
enum OAMPReference: String, CaseIterable, Sendable {
    /// The algorithm with the prior, free of divergence.
    case algorithm = "bernoulli-gauss"
    /// The same without the correction.
    case uncorrected
    /// The soft threshold without the correction.
    case soft
    /// The algorithm with v² of state evolution instead of residuals.
    case schedule
    case lmmse, adjoint
    /// Told where the scene is not zero, and how strong each pixel is in the mean.
    case oracle

    /// For which operators.
    var isOfAll: Bool { self != .soft && self != .schedule }

    var label: String {
        switch self {
        case .algorithm: "OAMP"
        case .uncorrected: "OAMP, not corrected"
        case .soft: "OAMP, soft threshold"
        case .schedule: "OAMP, fixed schedule"
        case .lmmse: "best linear estimate"
        case .adjoint: "adjoint"
        case .oracle: "oracle"
        }
    }

    var legend: String {
        switch self {
        case .algorithm: "OAMP"
        case .uncorrected: "OAMP, not corrected"
        case .soft: "OAMP, soft threshold"
        case .schedule: "OAMP, fixed schedule"
        case .lmmse: "Best linear estimate"
        case .adjoint: "Adjoint"
        case .oracle: "Oracle"
        }
    }

    var style: StudyDescription.StyleHint {
        switch self {
        case .algorithm: .init("classical")
        case .uncorrected: .init("classical", 1)
        case .soft: .init("classical", 2)
        case .schedule: .init("classical", 3)
        case .lmmse: .init("trivial")
        case .adjoint: .init("trivial", 1)
        case .oracle: .init("trivial", 2)
        }
    }

    func id(_ kind: ScatteringProblem.Kind) -> String { rawValue + (kind == .gaussian ? "" : "-\(kind.rawValue)") }

    func method(_ kind: ScatteringProblem.Kind, _ settings: Settings<OAMPDeclarations>) -> StudyDescription.Method {
        let isMain = kind == .gaussian
        let (seeds, common) = (settings.common.trainingSeeds, settings.common)
        return StudyDescription.Method(
            id: id(kind), label: label + (isMain ? "" : ", \(kind.label)"),
            legend: legend + (isMain ? "" : ", \(kind.label)"),
            style: isMain ? style : .init("\(style.role)-\(kind.rawValue)", style.variant), isTrained: false,
            layers: [.lmmse, .adjoint, .oracle].contains(self) ? nil : settings.depth, seeds: seeds,
            draws: seeds.map(common.draw(ofSeed:)), evaluations: OAMPStudy.names.evaluations(id(kind)))
    }
}
