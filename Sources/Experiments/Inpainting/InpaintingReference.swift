import Optimizees
import Stages
import Tensors

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
}

extension InpaintingStudy {
    /// `inpainting/evaluate/<reference>/seed-0`: the same tables as a network's.
    func referenceStage(_ reference: InpaintingReference) -> Stage {
        let candidates = settings.stageSettings("inpainting.likelihood.shrinkages", "inpainting.network.layers")
        return Stage(
            name: "inpainting/evaluate/\(reference.rawValue)/seed-0", settings: evaluationSettings.merging(candidates),
            inputs: ["data/inpainting", "inpainting/flow"], codeVersion: 2, work: reference == .flowProxLong ? 50 : 5,
            mayDiverge: [.flowProx, .flowProxLong].contains(reference)
        ) { context in
            let test = try InpaintingTest(study: self, context: context)
            let folder = Folder(context.directory)
            let method = try self.method(reference, test: test, folder: folder)
            try test.writeTables(to: folder, method) { try context.checkInterruption() }
        }
    }

    private func method(
        _ reference: InpaintingReference, test: InpaintingTest, folder: Folder
    ) throws -> any InpaintingMethod {
        let images = test.images
        let workers = test.workers
        func filling(_ fill: any HoleFill) -> any InpaintingMethod {
            HoleFillMethod(fill: fill, layer: layerCount, workers: workers)
        }
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
            let count = min(images.validation.rows, settings.int("inpainting.training.validation-samples"))
            let validation = images.validation.rows(0..<count)
            let tried = settings.doubles("inpainting.likelihood.shrinkages").map { shrinkage in
                let method = FlowProximalDescent(
                    flow: test.flow, shrinkage: shrinkage, layers: layerCount, every: reference == .flowProx ? 1 : 10,
                    images: images, workers: workers)
                let result = method.run(images.masked(validation)).images[layerCount]
                return (method: method, distance: Summary(result.rowDistances(to: validation)).mean)
            }
            // A flow may leave the numbers' range far from its data: such a candidate is never chosen.
            let best = tried.filter(\.distance.isFinite).min { $0.distance < $1.distance } ?? tried[0]
            try folder.write(
                [("shrinkage", best.method.shrinkage), ("validation_distance", best.distance)], "summary.csv")
            return best.method
        }
    }
}
