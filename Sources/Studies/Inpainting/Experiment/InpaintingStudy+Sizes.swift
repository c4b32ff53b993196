import Bench
import Foundation
import Unrolled

extension InpaintingStudy {
    public static var declarations: InpaintingDeclarations { InpaintingDeclarations() }

    public static func bounds(_ settings: Settings<InpaintingDeclarations>) -> [SizeBound] {
        [
            settings.bound(\.training.optimiser.batch, atMost: \.data.images.train),
            settings.bound(\.likelihood.batch, atMost: \.data.images.train),
            settings.bound(\.training.optimiser.validationSamples, atMost: \.data.images.validation),
            settings.bound(\.evaluation.samples, atMost: \.data.images.test),
        ]
    }

    /// What images, hole and flows ask of each other. Throws `SettingsError`.
    func checkShapes() throws {
        let side = shape.width
        guard holeSide < side else {
            throw SettingsError("inpainting.data.hole is \(holeSide): expected less than inpainting.data.side, \(side)")
        }
        for (name, levels) in [
            (settings.flow.name(\.levels), settings.flow.levels),
            (settings.likelihood.name(\.levels), settings.likelihood.levels),
        ] where side % (1 << levels) != 0 {
            throw SettingsError(
                "\(name) is \(levels), so that inpainting.data.side must be a multiple of \(1 << levels); it is \(side). "
                    + "Hint: fewer levels, or another side.")
        }
        if settings.network.sharesFlow, settings.network.isCoarseToFine {
            throw SettingsError(
                "inpainting.network.shared-flow is true: expected inpainting.network.coarse-to-fine to be false then, by "
                    + "which each layer opens a level of a flow of its own")
        }
        let deviations = settings.flow.biasDeviations.count
        guard deviations == 2 else {
            throw SettingsError("inpainting.flow.bias-deviations: expected two numbers, got \(deviations)")
        }
    }

    public static func memory(_ settings: Settings<InpaintingDeclarations>) -> [MemoryNeed] {
        let images = settings.data.images
        let channels = settings.data.colours == .rgb ? 3.0 : 1
        let pixels = Double(images.side) * Double(images.side) * channels
        let count = Double(images.train) + Double(images.validation) + Double(images.test)
        /// Weights of a flow, at the least: each coupling's 1×1 matrix, and the 3×3 taps that take half of a level's channels in, and
        /// give two numbers for each of the other half. Channels grow by `growth` from level to level.
        func weights(levels: Int, steps: Int, hidden: Int, growth: Double) -> Double {
            (0..<levels).reduce(0) { sum, level in
                let taps = 13.5 * 4 * channels * pow(growth, Double(level))
                return sum + Double(steps) * Double(hidden) * (Double(hidden) + taps)
            }
        }
        let (flow, likelihood) = (settings.flow, settings.likelihood)
        /// Gradients of a batch's shards but the first, which is among what Adam keeps: each shard has one of all weights, whoever
        /// works on it, as they are added up in their order.
        func furtherShards(batch: Int, size: Int) -> Double { Double((batch - 1) / size) }
        let own = weights(
            levels: flow.levels, steps: flow.steps, hidden: flow.hidden, growth: flow.deeper == .half ? 2 : 1)
        let reference = weights(
            levels: likelihood.levels, steps: likelihood.flowSteps, hidden: likelihood.hidden, growth: 1)
        let layers = settings.network.sharesFlow ? 1 : Double(settings.network.layers)
        // Folders may have fewer images than asked for, and then all sets are smaller.
        let isFixed = images.source != .folder
        return [
            MemoryNeed(
                "the images, inpainting.data.side² × their number", numbers: isFixed ? min(count, 70_000) * pixels : 0),
            MemoryNeed(
                "the flows with what Adam keeps of them, inpainting.flow.hidden² × inpainting.flow.steps",
                numbers: 5 * layers * own),
            MemoryNeed(
                "the flows’ gradients of each shard of a batch, inpainting.training.batch × inpainting.flow.hidden² × "
                    + "inpainting.flow.steps",
                numbers: layers * own
                    * furtherShards(
                        batch: settings.training.optimiser.batch,
                        size: GlowProx<Float>.shardSize(hidden: flow.hidden))),
            MemoryNeed(
                "the reference flow with what Adam keeps of it, inpainting.likelihood.hidden² × "
                    + "inpainting.likelihood.flow-steps",
                numbers: reference
                    * (5 + furtherShards(batch: likelihood.batch, size: FlowBatch<Float>.shardSize))),
            MemoryNeed(
                "a batch of images, inpainting.training.batch",
                numbers: 4 * Double(settings.training.optimiser.batch) * pixels * layers),
        ]
    }
}
