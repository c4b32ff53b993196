import Bench
import Descent
import Optimizees
import Stages

/// What has to fall, as recipes and tables call it.
package enum Quantity: String, CaseIterable {
    /// ‖G(y; x)‖ with the proximal-gradient mapping: (CI).
    case mapping
    /// ‖y − y*‖: (CII).
    case distance
    /// The norm of the subgradient with sign(0) = 0.
    case subgradient

    func measure(of mapping: GradientMapping<Float>) -> any DescentMeasure<Float> {
        switch self {
        case .mapping: GradientMappingNorm(mapping)
        case .distance: DistanceToOptimum()
        case .subgradient: GradientNorm(mapping.lasso)
        }
    }

    var description: StudyDescription.Measure {
        switch self {
        case .mapping:
            .init(name: rawValue, label: "norm of the proximal-gradient mapping", symbol: "$E‖G(y_ℓ;\\ x)‖_2$")
        case .distance: .init(name: rawValue, label: "distance to the optimum", symbol: "$E‖y_ℓ − y^*‖_2$")
        case .subgradient:
            .init(name: rawValue, label: "norm of the subgradient", symbol: "$E‖∂f(y_ℓ;\\ x)‖_2$")
        }
    }
}

/// A network of the study, and what for.
struct TheoryNetwork {
    enum Purpose: Equatable {
        /// It is compared with the others.
        case compared
        /// It learns from fewer signals, for ζ(N).
        case sized(Int)
        /// It is trained with signals of its own each time, for δ.
        case retrained
    }

    let method: TrainedMethod
    let purpose: Purpose
}

extension DescentTheoryStudy {
    /// The four that are compared, one for each further N, and the one that is trained again and again. The last two are the one
    /// with (CI).
    var networks: [TheoryNetwork] {
        let gradient = recipe("constrained-gradient", "constrained, (CI)", .mapping)
        return [
            network(recipe("standard", "standard", .mapping, isConstrained: false), .init("baseline")),
            network(gradient, .init("proposed")),
            network(recipe("constrained-distance", "constrained, (CII)", .distance), .init("proposed", 1)),
            network(
                recipe("constrained-subgradient", "constrained, (CI) by a subgradient", .subgradient),
                .init("alternative")),
        ]
            + settings.samples.sizes.sorted().enumerated().map { index, size in
                var own = gradient
                (own.id, own.label) = ("samples-\(size)", "constrained, (CI), N = \(size)")
                own.changes = [settings.samples.name(\.train): .int(size)]
                return network(own, .init("ablation", index), .sized(size))
            } + [
                {
                    var own = gradient
                    (own.id, own.label) = ("retrained", "constrained, (CI), trained again")
                    return network(own, .init("proposed", 2), .retrained)
                }()
            ]
    }

    private func recipe(
        _ id: String, _ label: String, _ quantity: Quantity, isConstrained: Bool = true
    ) -> Recipe {
        let bound = settings.constraint.dualBound
        return Recipe(
            id: id, label: label, network: "LISTA",
            constraints: [
                .init(measure: quantity.rawValue, form: .difference, epsilon: settings.constraint.epsilon)
            ], dualRate: isConstrained ? settings.constraint.dualRate : 0,
            dualBound: isConstrained && bound > 0 ? bound : nil)
    }

    private func network(
        _ recipe: Recipe, _ style: StudyDescription.StyleHint, _ purpose: TheoryNetwork.Purpose = .compared
    ) -> TheoryNetwork {
        let legend = recipe.label.prefix(1).uppercased() + recipe.label.dropFirst().replacing("N =", with: "$N$ =")
        return TheoryNetwork(
            method: TrainedMethod(recipe, legend: legend, style: style, isSweep: purpose != .compared),
            purpose: purpose)
    }

    /// The seeds with which a network is trained.
    func seeds(of network: TheoryNetwork) -> [Int] {
        network.purpose == .retrained ? Array(1...settings.samples.retrainings) : settings.common.trainingSeeds
    }

    /// The draw of the problem that a network's seed sees: δ is of one problem.
    func draw(of network: TheoryNetwork, seed: Int) -> Int {
        network.purpose == .retrained ? 1 : settings.common.draw(ofSeed: seed)
    }

    /// The seed of a network's streams: retrainings share none with the others.
    func streamSeed(of network: TheoryNetwork, seed: Int) -> UInt64 {
        settings.common.streamSeed(network.purpose == .retrained ? 10_000 + seed : seed)
    }
}
