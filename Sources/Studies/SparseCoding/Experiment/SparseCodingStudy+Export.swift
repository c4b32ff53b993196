import Bench
import Stages
import Tensors

/// The data of the study for methods that are made elsewhere: as its own networks are given them.
extension SparseCodingStudy {
    public var exportedStages: [String] {
        settings.common.trainedDraws.flatMap { testInputs(draw: $0) + [watched(draw: $0)] }
    }

    private func watched(draw: Int) -> String { StageNames.drawn(watched, draw) }

    public func export(_ folder: (String) throws -> Folder, to export: ExportWriter) throws {
        let shifts = settings.evaluation.shifts.filter { $0 != 0 }
        for draw in settings.common.trainedDraws { try self.export(draw: draw, shifts: shifts, folder, to: export) }
        for seed in settings.common.trainingSeeds {
            let draw = settings.common.draw(ofSeed: seed)
            let samples = 0..<settings.evaluation.samples
            let inputs = try folder(names.data(draw: draw)).matrix("test.npy").rows(samples)
            let optima = try folder(StageNames.drawn(labels, draw)).matrix("test.npy").rows(samples)
            try export.write(
                starts: testStarts(seed: seed, deviation: settings.network.startDeviation), seed: seed, draw: draw,
                inputs: inputs, answers: optima)
        }
        export.facts["alpha"] = settings.problem.alpha
        export.facts["epsilon"] = settings.constraint.epsilon
        export.facts["start-deviation"] = settings.network.startDeviation
        export.facts["layers"] = Double(layerCount)
        export.arrays = (
            [ExternalRun.test] + shifts.map(LassoTest.shiftedArray), shifts.map(LassoTest.clampedArray)
        )
        export.problem = [
            "f(y; x) = ½‖x − D y‖² + α‖y‖₁ with α = \(settings.problem.alpha), of images x (p = \(inputDimension) pixels from 0 to "
                + "1, row by row) and a random dictionary D; y*(x), the optima, are its certified minimisers (d = \(dimension)).",
            "A method takes y_0 ~ N(0, s²·I) to y_L, as near y*(x) as it can; the study’s own networks have L = \(layerCount).",
        ]
        export.python = [
            "start = np.load(export / f\"seed-{seed}/start.npy\")",
            "x, D = load(name), load(\"dictionary\")",
            "step, layers = 1 / np.linalg.norm(D, 2) ** 2, [start]  # ISTA, in the place of your network",
            "for l in range(\(layerCount)):",
            "    v = layers[-1] + step * (x - layers[-1] @ D.T) @ D",
            "    layers.append(np.sign(v) * np.maximum(np.abs(v) - about[\"facts\"][\"alpha\"] * step, 0))",
        ]
    }

    private func export(
        draw: Int, shifts: [Double], _ folder: (String) throws -> Folder, to export: ExportWriter
    ) throws {
        let (data, labels) = (try folder(names.data(draw: draw)), try folder(StageNames.drawn(labels, draw)))
        func write(_ matrix: Matrix<Float>, _ name: String, _ holds: String) throws {
            try export.write(matrix, "draw-\(draw)/\(name)", holds: holds)
        }
        try write(try labels.matrix("D.npy"), "dictionary", "D, (p, d)")
        for (name, words) in [("train", "training"), ("validation", "validation"), ("test", "test")] {
            let count = name == "test" ? settings.evaluation.samples : nil
            func rows(_ matrix: Matrix<Float>) -> Matrix<Float> { count.map { matrix.rows(0..<$0) } ?? matrix }
            try write(rows(try data.matrix("\(name).npy")), name, "x, \(words) images")
            try write(rows(try labels.matrix("\(name).npy")), "\(name)-optima", "y* of these")
        }
        let (seen, level) = (try folder(watched(draw: draw)), settings.evaluation.watchedShift)
        try write(try seen.matrix("inputs.npy"), "validation-shifted", "validation images plus noise of p = \(level)")
        try write(try seen.matrix("optima.npy"), "validation-shifted-optima", "y* of these")
        let shifted = try folder(StageNames.drawn(shifted, draw))
        for (index, level) in settings.evaluation.shifts.enumerated() where shifts.contains(level) {
            let x = try shifted.matrix("inputs-\(index).npy")
            try write(x, LassoTest.shiftedArray(level), "test images plus noise of p = \(level)")
            try write(
                try shifted.matrix("optima-\(index).npy"), "\(LassoTest.shiftedArray(level))-optima", "y* of these")
            try write(LassoTest.clamped(x), LassoTest.clampedArray(level), "the same, held to [0, 1]")
        }
    }
}
