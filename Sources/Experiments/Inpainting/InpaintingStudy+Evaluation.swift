import Foundation
import Stages
import Tensors
import Unrolled

extension InpaintingStudy {
    var evaluationSettings: StageSettings {
        settings.stageSettings(
            "inpainting.evaluation.", "inpainting.problem.", "inpainting.constraint.epsilon",
            "inpainting.training.validation-samples"
        ).merging(["run.seed": .int(settings.int("run.seed"))])
    }

    /// `inpainting/evaluate/<variant>/seed-<s>`: a trained network on the test images, layer by layer, and on noisy ones.
    func evaluationStage(_ variant: InpaintingVariant, seed: Int) -> Stage {
        let training = "inpainting/train/\(variant.id)/seed-\(seed)"
        let own = settings(of: variant)
        let passes = settings.double("inpainting.evaluation.samples") / own.double("inpainting.training.batch")
        return Stage(
            name: "inpainting/evaluate/\(variant.id)/seed-\(seed)", settings: evaluationSettings,
            inputs: ["data/inpainting", "inpainting/flow", training], codeVersion: 2,
            work: 3 * passes * updateSeconds(own),
            mayDiverge: variant.isAblation
        ) { context in
            let test = try InpaintingTest(study: self, context: context)
            let network = try GlowProx<Float>(
                layerCount: layerCount, shape: shape, hole: hole, settings: Self.networkSettings(own))
            try GlowProxFile.load(
                Folder(try context.input(training)).path("weights.safetensors"), into: network)
            let method = GlowProxMethod(network: network, images: test.images, workers: test.workers)
            let folder = Folder(context.directory)
            try test.writeTables(to: folder, method) { try context.checkInterruption() }
            let errors = network.flows.map { test.images.inverseError($0, test.clean, workers: test.workers) }
            try folder.write(
                errors.enumerated().map { ("inverse_error_\($0.offset + 1)", $0.element as any TableValue) },
                "summary.csv")
        }
    }
}
