import Bench
import Stages
import Tensors
import Unrolled

/// Methods from outside: measured on the same masked images as the study's networks, into the same tables.
extension InpaintingStudy {
    /// The test images that are measured: the last of them, as the first are free to be looked at while a setting is sought.
    func tested(_ images: Matrix<Float>) -> Matrix<Float> {
        images.rows(images.rows - min(images.rows, settings.evaluation.samples)..<images.rows)
    }

    /// L of a network from outside, which has to fit the images; nil of a command, which says so when it is run.
    func layers(of network: ExternalNetwork) throws -> Int? {
        switch network.kind {
        case .weights: return try glowProx(network.path).layerCount
        case .arrays:
            return try network.arrayLayers(
                [ExternalRun.test]
                    + settings.evaluation.shifts.filter { $0 != 0 }.map { ExternalRun.array("shift", $0) },
                rows: nil, columns: shape.count)
        case .command: return nil
        }
    }

    /// A file of weights of a network as the run's settings describe it.
    private func glowProx(_ path: String) throws -> GlowProx<Float> {
        let network = try GlowProx<Float>(
            layerCount: layerCount, shape: shape, hole: hole, settings: settings.glowProx)
        try GlowProxFile.load(path, into: network)
        return network
    }

    /// `inpainting/evaluate/<name>/seed-<s>`: the tables of a network's evaluation. Iterates that come as arrays have no
    /// latents.
    func externalStages(_ method: ExternalMethod) -> [Stage] {
        method.networks.enumerated().map { index, network in
            let seed = index + 1
            let draw = settings.common.draw(ofSeed: seed)
            return .external(
                name: names.evaluation(method.id, seed), network, settings: evaluationSettings,
                inputs: testInputs(draw: draw)
            ) { context in
                let test = try InpaintingTest(study: self, draw: draw, context: context)
                let inputs = test.masked(level: 0)
                let run = try ExternalRun(
                    network, starts: nil, order: ExternalRun.sampleOrder(inputs: inputs, starts: inputs),
                    seconds: settings.externalSeconds(of: id), context: context)
                let tested = try run.method { path in
                    let images = test.images.coordinates(of: settings.network.semantics)
                    return Method.glowProx(try glowProx(path), images, seed: test.seed, workers: test.workers)
                }
                try test.writeTables(of: tested, to: context.results) { try context.checkInterruption() }
            }
        }
    }
}

/// The data of the study for methods that are made elsewhere.
extension InpaintingStudy {
    public var exportedStages: [String] { settings.common.trainedDraws.map { names.data(draw: $0) } }

    public func export(_ folder: (String) throws -> Folder, to export: ExportWriter) throws {
        let shifts = settings.evaluation.shifts.filter { $0 != 0 }
        let flags = hole.map { $0 ? Float(0) : 1 }
        try export.write(
            Matrix(rows: shape.channels, columns: shape.pixels, values: (0..<shape.channels).flatMap { _ in flags }),
            "mask", holds: "1 for each known pixel, 0 in the hole, (channels, height·width)")
        for draw in settings.common.trainedDraws {
            let data = try folder(names.data(draw: draw))
            let images = InpaintingImages(
                train: try data.matrix("train.npy"), validation: try data.matrix("validation.npy"),
                test: try data.matrix("test.npy"), shape: shape, hole: hole, mirrors: settings.training.flips)
            func write(_ matrix: Matrix<Float>, _ name: String, _ holds: String) throws {
                try export.write(matrix, "draw-\(draw)/\(name)", holds: holds)
            }
            try write(images.train, "train", "clean images to learn from; masked they are inputs")
            try write(images.validation, "validation", "clean images to choose by")
            let clean = tested(images.test)
            try write(clean, "test-optima", "the clean test images")
            for level in [0] + shifts {
                let noisy = InpaintingTest.noisy(clean, level: level, seed: settings.common.drawSeed(draw))
                try write(
                    images.masked(noisy), ExternalRun.array("shift", level),
                    level == 0 ? "masked test images" : "the same with noise of p = \(level) on every known pixel")
            }
            for seed in settings.common.trainingSeeds where settings.common.draw(ofSeed: seed) == draw {
                try export.write(starts: nil, seed: seed, draw: draw, inputs: images.masked(clean))
            }
        }
        export.facts = ["layers": Double(layerCount), "lambda": settings.problem.lambda]
        export.arrays = ([ExternalRun.test] + shifts.map { ExternalRun.array("shift", $0) }, [])
        export.start = "Layer 0 is the input itself."
        export.problem = [
            "Images of \(shape.channels) × \(shape.height) × \(shape.width) pixels from 0 to 1, plane after plane, row by row "
                + "(d = \(shape.count)), with a hole, in which inputs are 0. A method takes a masked image y_0 = x to y_L, as near "
                + "the clean image as it can."
        ]
        export.python = [
            "x, layers = load(name), [load(name)]  # the mean image, in the place of your network",
            "for l in range(\(layerCount)):",
            "    known = np.load(export / \"mask.npy\").reshape(1, -1)",
            "    layers.append(layers[-1] + 0.5 * (1 - known) * (load(\"train\").mean(axis=0) - layers[-1]))",
        ]
    }
}
