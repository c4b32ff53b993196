/// "A first layer left free ascends, in distance and in objective, and the later layers descend."
public struct FreeLayerAscends: ClaimKind {
    /// A method's numbers.
    public struct Samples {
        /// The distance, with the constraint of the later layers.
        public var distance: LayerSamples
        /// The objective f by layer.
        public var objective: LayerSamples
        /// The largest dual of the first layer in the network that is constrained throughout, by seed; empty where it is not
        /// known.
        public var duals: [Judgement.SeedValue]

        /// Numbers to judge.
        public init(distance: LayerSamples, objective: LayerSamples, duals: [Judgement.SeedValue] = []) {
            (self.distance, self.objective, self.duals) = (distance, objective, duals)
        }
    }

    let method: String
    let constrained: String
    let distance: String
    let objective: String
    let target: LayerTarget.Source

    /// Reads samples.csv of the method, and history.csv of the constrained network's trainings.
    public func samples(of study: StudyReader) throws -> Samples {
        let numbers = try LayerSamples(study, method, distance, quantity: "distance", target: target)
        let duals = (numbers.layers.samples.first?.seeds ?? []).compactMap { seed -> Judgement.SeedValue? in
            let history = try? study.run.table("history.csv", of: study.training(constrained, seed: seed))
            return (try? history?.doubles("lambda_1"))?.max().map { .init(seed: seed, value: $0) }
        }
        return Samples(
            distance: numbers, objective: try LayerSamples(study, method, objective, quantity: "*f*"), duals: duals)
    }

    /// The first layer's ratios have to be above 1, the later layers' of the distance below 1. Seeds in which the first
    /// layer's constraint never bound are left out: to free it changed nothing.
    public func evidence(_ samples: Samples) -> Evidence {
        let (layers, objective) = (samples.distance.layers, samples.objective.layers)
        guard layers.last > 1, objective.last > 0 else {
            return Evidence([], measured: "", methods: [method], vacuous: "the network has too few layers")
        }
        let idle = samples.duals.filter { $0.value <= 0 }.map(\.seed)
        let label = samples.distance.label
        func first(_ name: String, _ layers: LayerRatios) -> Hypothesis {
            Hypothesis(
                .ratio(
                    "mean \(name) (\(label)) after layer 1 over that before it", layers.samples[1],
                    over: layers.samples[0]),
                .above(1))
        }
        let parts = [
            Part("the first layer’s distance grows", first("distance", layers)),
            Part("its *f* grows", first("*f*", objective)),
            Part("the later layers descend", .every, layers.hypotheses("distance (\(label))", from: 2, .below(1))),
        ]
        func factor(_ layers: LayerRatios) -> String {
            NumberText.short(layers.samples[1].mean / layers.samples[0].mean)
        }
        let seeds = layers.samples[0].seeds
        let used = seeds.filter { !idle.contains($0) }
        var measured =
            "The first layer takes the mean distance to \(factor(layers)) times its start and the mean *f* to "
            + "\(factor(objective)) times."
        if !idle.isEmpty {
            measured +=
                " In seeds \(NumberText.list(idle)) the first layer’s constraint never bound in training (*λ*_{1} = 0 "
                + "throughout), so that to free it changed nothing: they are not counted."
        }
        return Evidence(
            parts.map { $0.without(idle) }, measured: measured, tables: [samples.distance.table()],
            methods: [method],
            vacuous: used.isEmpty
                ? "the first layer’s constraint never bound (*λ*_{1} = 0 throughout in every seed), so that nothing was freed"
                : nil)
    }
}

extension ClaimKind where Self == FreeLayerAscends {
    /// "The free first layer of `method` ascends in `distance` and in `objective`, and the later layers descend."
    /// `constrained` is the same network without the freedom.
    public static func freeLayerAscends(
        _ method: String, freedFrom constrained: String, distance: String, objective: String, target: LayerTarget.Source
    ) -> FreeLayerAscends {
        FreeLayerAscends(
            method: method, constrained: constrained, distance: distance, objective: objective, target: target)
    }
}
