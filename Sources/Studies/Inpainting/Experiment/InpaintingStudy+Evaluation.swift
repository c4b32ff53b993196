import Bench
import Optimizees
import Stages
import Tensors
import Unrolled

extension InpaintingStudy {
    var evaluationSettings: StageSettings {
        settings.evaluation.stageSettings + settings.problem.stageSettings + settings.constraint.only(\.epsilon)
            + settings.training.optimiser.only(\.validationSamples) + settings.common.only(\.seed)
    }
    func testInputs(draw: Int) -> [String] { [names.data(draw: draw), referenceFlow] }

    /// `inpainting/evaluate/<recipe>/seed-<s>`: a trained network on the test images of its draw, layer by layer, and on
    /// noisy ones.
    func evaluationStage(_ method: TrainedMethod, seed: Int) throws -> Stage {
        let (training, draw) = (names.training(method.id, seed), settings.common.draw(ofSeed: seed))
        let own = try settings.changing(method.recipe.changes, place: method.id)
        let passes = Double(settings.evaluation.samples) / Double(own.training.optimiser.batch)
        return .numerical(
            name: names.evaluation(method.id, seed), settings: evaluationSettings,
            inputs: testInputs(draw: draw) + [training], codeVersion: 6, work: 3 * passes * updateSeconds(own),
            mayDiverge: method.mayDiverge
        ) { context in
            let test = try InpaintingTest(study: self, draw: draw, context: context)
            let network = try GlowProx<Float>(layerCount: layerCount, shape: shape, hole: hole, settings: own.glowProx)
            try GlowProxFile.load(context.folder(training).path("weights.safetensors"), into: network)
            let images = test.images.coordinates(of: own.network.semantics)
            let tested = Method.glowProx(
                network, images, noise: try testNoise(method.recipe), seed: test.seed, workers: test.workers)
            try test.writeTables(of: tested, to: context.results) { try context.checkInterruption() }
            let errors = network.flows.map { images.inverseError($0, test.clean, workers: test.workers) }
            try context.results.write(
                errors.enumerated().map { ("inverse_error_\($0.offset + 1)", $0.element as any TableValue) },
                "summary.csv")
        }
    }

    /// `inpainting/evaluate/<reference>/draw-<k>`: the same tables as a network's.
    func referenceStage(_ reference: InpaintingReference, draw: Int) -> Stage {
        .numerical(
            name: names.evaluation(reference.rawValue, draw: draw),
            settings: evaluationSettings + settings.likelihood.only(\.shrinkages) + settings.network.only(\.layers),
            inputs: testInputs(draw: draw), codeVersion: 6, work: reference == .flowProxLong ? 50 : 5,
            mayDiverge: reference.isFlow
        ) { context in
            let test = try InpaintingTest(study: self, draw: draw, context: context)
            let method = try method(reference, test: test, folder: context.results)
            try test.writeTables(of: method, to: context.results) { try context.checkInterruption() }
        }
    }

    private func method(_ reference: InpaintingReference, test: InpaintingTest, folder: Folder) throws -> Method {
        let (images, workers) = (test.images, test.workers)
        func filling(_ fill: any HoleFill) -> Method { .filling(fill, layer: layerCount, workers: workers) }
        let hole = try ImageHole(images.hole, height: shape.height, width: shape.width)
        switch reference {
        case .mean: return filling(try MeanImageFill(training: images.train, hole: hole))
        case .harmonic: return filling(try HarmonicFill(hole: hole))
        case .biharmonic: return filling(try BiharmonicFill(hole: hole))
        case .ridge:
            let ridge = try RidgeFill(training: images.train, validation: images.validation, hole: hole)
            try folder.write([("strength", ridge.regression.strength)], "summary.csv")
            return filling(ridge)
        case .flowProx, .flowProxLong:
            let count = min(images.validation.rows, settings.training.optimiser.validationSamples)
            let validation = images.validation.rows(0..<count)
            let tried = settings.likelihood.shrinkages.map { shrinkage in
                let descent = FlowProximalDescent(
                    flow: test.flow, shrinkage: shrinkage, layers: layerCount, every: reference == .flowProx ? 1 : 10,
                    images: images, workers: workers)
                let result = descent.run(images.masked(validation)).outputs[layerCount]
                return (descent: descent, distance: Summary(result.rowDistances(to: validation)).mean)
            }
            // A flow may leave the numbers' range far from its data: such a candidate is never chosen.
            let best = tried.filter(\.distance.isFinite).min { $0.distance < $1.distance } ?? tried[0]
            try folder.write(
                [("shrinkage", best.descent.shrinkage), ("validation_distance", best.distance)], "summary.csv")
            return best.descent.method
        }
    }
}

/// The answers beside every network.
enum InpaintingReference: String, CaseIterable {
    /// The training images' mean.
    case mean
    /// The solution of Laplace's equation in the hole.
    case harmonic
    /// The solution of the biharmonic equation.
    case biharmonic
    /// Ridge regression of the hole on the known pixels, its strength chosen on validation.
    case ridge
    /// Proximal descent on eq. (21) with the flow trained by maximum likelihood.
    case flowProx = "flow-prox"
    /// The same for ten times as many iterations as the networks have layers.
    case flowProxLong = "flow-prox-long"

    /// Whether it descends on the flow trained by maximum likelihood.
    var isFlow: Bool { self == .flowProx || self == .flowProxLong }

    /// What the report has to know of it; networks have L layers.
    func described(layers: Int) -> ReferenceMethod {
        switch self {
        case .mean: .init(self, label: "mean image", legend: "Mean image", "trivial", 2)
        case .harmonic: .init(self, label: "harmonic interpolation", legend: "Harmonic interpolation", "trivial", 3)
        case .biharmonic:
            .init(self, label: "biharmonic interpolation", legend: "Biharmonic interpolation", "trivial", 4)
        case .ridge: .init(self, label: "ridge regression", legend: "Ridge regression", "trivial", 0)
        case .flowProx:
            .init(
                self, label: "proximal descent, one flow", legend: "Proximal descent, one flow", "classical", 5,
                layers: layers)
        case .flowProxLong:
            .init(
                self, label: "proximal descent, one flow, \(10 * layers) steps",
                legend: "Proximal descent, one flow, \(10 * layers) steps", "classical", 6, layers: 10 * layers)
        }
    }
}
