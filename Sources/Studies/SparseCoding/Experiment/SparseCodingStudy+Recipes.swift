import Bench
import Stages

extension SparseCodingStudy {
    /// The ten ways to train LISTA. All see the same data, starts, batches and numbers of steps, and, but for
    /// `standard-slow`, the same learning rate.
    package var methods: [TrainedMethod] {
        let strong = constraint(epsilon: settings.constraint.strongEpsilon)
        let fromSecond = constraint(epsilon: settings.constraint.epsilon, firstLayer: min(2, layerCount))
        let rate = settings.constraint.dualRate
        return [
            TrainedMethod(recipe("standard", "standard"), legend: "Standard", style: .init("baseline")),
            TrainedMethod(
                recipe("standard-noisy", "standard, trained with noise", isNoisy: true),
                legend: "Standard, trained with noise",
                style: .init("baseline", 1)),
            TrainedMethod(
                recipe("constrained", "constrained", dualRate: rate, isNoisy: true), legend: "Constrained",
                style: .init("proposed")),
            TrainedMethod(
                recipe("constrained-quiet", "constrained, no noise", dualRate: rate), legend: "Constrained, no noise",
                style: .init("proposed", 1)),
            TrainedMethod(
                recipe(
                    "constrained-from-2", "constrained, first layer free", fromSecond, dualRate: rate, isNoisy: true),
                legend: "Constrained, first layer free", style: .init("proposed", 2)),
            TrainedMethod(
                recipe(
                    "constrained-strong", "constrained, larger ε", strong, dualRate: settings.constraint.strongDualRate,
                    isNoisy: true), legend: "Constrained, larger $ε$", style: .init("proposed", 3)),
            TrainedMethod(
                changed(recipe("incremental", "incremental")) { $0.curriculum = .incremental }, legend: "Incremental",
                style: .init("alternative")),
            TrainedMethod(
                changed(recipe("layerwise", "layer by layer")) { $0.curriculum = .layerwise },
                legend: "Layer by layer", style: .init("alternative", 1)),
            TrainedMethod(
                changed(recipe("standard-slow", "standard, rate/10")) { $0.rateShare = 0.1 },
                legend: "Standard, rate/10", style: .init("baseline", 2)),
            TrainedMethod(
                changed(recipe("standard-ista", "standard, started at ISTA")) { $0.start = Start.ista.rawValue },
                legend: "Standard, started at ISTA", style: .init("baseline", 3)),
        ]
    }

    /// Where LISTA's weights begin.
    enum Start: String {
        /// Small random matrices.
        case random
        /// ISTA's own matrices, eq. (14).
        case ista
    }

    /// A recipe; without a `dualRate` its constraints are watched alone.
    private func recipe(
        _ id: String, _ label: String, _ constraint: Recipe.Constraint? = nil, dualRate: Double = 0,
        isNoisy: Bool = false
    ) -> Recipe {
        Recipe(
            id: id, label: label, network: "LISTA",
            constraints: [constraint ?? self.constraint(epsilon: settings.constraint.epsilon)], dualRate: dualRate,
            noise: isNoisy
                ? .init(form: settings.noise.form.rawValue, strength: settings.noise.strength) : nil,
            start: Start.random.rawValue)
    }

    private func constraint(epsilon: Double, firstLayer: Int = 1) -> Recipe.Constraint {
        .init(
            measure: settings.constraint.measure.rawValue, form: settings.constraint.form, epsilon: epsilon,
            firstLayer: firstLayer)
    }

    private func changed(_ recipe: Recipe, _ change: (inout Recipe) -> Void) -> Recipe {
        var copy = recipe
        change(&copy)
        return copy
    }
}
