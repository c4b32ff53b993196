import Bench
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
        /// Weights of a flow, at the least: each coupling's 1×1 matrix, and its 3×3 taps on three channels.
        func weights(levels: Int, steps: Int, hidden: Int) -> Double {
            Double(levels * steps) * Double(hidden) * (Double(hidden) + 27)
        }
        let (flow, likelihood) = (settings.flow, settings.likelihood)
        let layers = settings.network.sharesFlow ? 1 : Double(settings.network.layers)
        // Folders may have fewer images than asked for, and then all sets are smaller.
        let isFixed = images.source != .folder
        return [
            MemoryNeed(
                "the images, inpainting.data.side² × their number", numbers: isFixed ? min(count, 70_000) * pixels : 0),
            MemoryNeed(
                "the flows with what Adam keeps of them, inpainting.flow.hidden² × inpainting.flow.steps",
                numbers: 5 * layers * weights(levels: flow.levels, steps: flow.steps, hidden: flow.hidden)),
            MemoryNeed(
                "the reference flow with what Adam keeps of it, inpainting.likelihood.hidden² × "
                    + "inpainting.likelihood.flow-steps",
                numbers: 5
                    * weights(
                        levels: likelihood.levels, steps: likelihood.flowSteps, hidden: likelihood.hidden)),
            MemoryNeed(
                "a batch of images, inpainting.training.batch",
                numbers: 4 * Double(settings.training.optimiser.batch) * pixels * layers),
        ]
    }
}
