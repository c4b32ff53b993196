import Bench
import Stages

extension SparseCodingStudy {
    /// The eleven ways to train LISTA, and further values of ε. All see the same data, starts, batches and numbers of steps, and
    /// have their learning rates chosen with the same effort, but for those that take another's: what shows one difference to
    /// `constrained` differs in nothing else.
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
                changed(
                    recipe(
                        "constrained-from-2", "constrained, first layer free", fromSecond, dualRate: rate, isNoisy: true
                    )
                ) { $0.rateOf = "constrained" }, legend: "Constrained, first layer free", style: .init("proposed", 2)),
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
                changed(recipe("standard-ista", "standard, started at ISTA")) { $0.start = Start.ista.rawValue },
                legend: "Standard, started at ISTA", style: .init("baseline", 3)),
        ] + near + sweep
    }

    /// Constrained from the first layer on, and from the second, where the first has something to do: y_0 ~ N(0, 10⁻⁴·I) is
    /// nearly at zero, and no nearer to y* than a layer that moves off at once.
    private var near: [TrainedMethod] {
        let rows: [(id: String, label: String, legend: String, firstLayer: Int)] = [
            ("near-start", "constrained, from nearly zero", "Constrained, from nearly zero", 1),
            ("near-start-from-2", "first layer free, from nearly zero", "First layer free, from nearly zero", 2),
        ]
        return rows.enumerated().map { index, row in
            let own = recipe(
                row.id, row.label,
                constraint(epsilon: settings.constraint.epsilon, firstLayer: min(row.firstLayer, layerCount)),
                dualRate: settings.constraint.dualRate, isNoisy: true)
            return TrainedMethod(
                changed(own) {
                    $0.changes = [settings.network.name(\.startDeviation): 0.01]
                    $0.rateOf = index == 0 ? nil : rows[0].id
                }, legend: row.legend, style: .init("proposed", 4 + index))
        }
    }

    /// `constrained` at further values of ε, at its learning rate.
    private var sweep: [TrainedMethod] {
        Set(settings.constraint.sweep).sorted().enumerated().map { index, epsilon in
            let own = recipe(
                "epsilon-\(epsilon)", "constrained, ε = \(epsilon)", constraint(epsilon: epsilon),
                dualRate: settings.constraint.dualRate, isNoisy: true)
            return TrainedMethod(
                changed(own) { $0.rateOf = "constrained" }, legend: "Constrained, $ε$ = \(epsilon)",
                style: .init("ablation", index), isSweep: true)
        }
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
            dualBound: dualRate > 0 && settings.constraint.dualBound > 0 ? settings.constraint.dualBound : nil,
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
