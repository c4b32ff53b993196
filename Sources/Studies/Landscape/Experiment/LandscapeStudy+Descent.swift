import Bench
import Tensors
import Unrolled

extension LandscapeStudy {
    /// Trains a network on so many signals.
    func add(
        _ kind: Network, _ problem: LandscapeProblem, _ count: Int, seed: Int, to tables: inout LandscapeTables,
        _ progress: (Int) throws -> Void
    ) throws {
        switch kind {
        case .smooth, .soft, .gentle:
            let network = SmoothLista(
                layerCount: settings.layers, inputDimension: settings.measurements, dimension: settings.dimension,
                sharpness: kind == .soft ? nil : settings.sharpness)
            network.initialiseAsISTA(dictionary: problem.matrix, alpha: settings.alpha, nu: problem.most)
            let share = kind == .gentle ? settings.gentleShare : 1
            try descend(network, problem, count, share: share, seed: seed, to: &tables, progress)
        case .dense, .shallow:
            let network = DenseNetwork<Double>(widths: widths(hidden: kind == .dense ? settings.layers - 1 : 1))
            network.initialiseAtRandom(seed: settings.common.streamSeed(seed))
            try descend(network, problem, count, share: 1, seed: seed, to: &tables, progress)
        }
    }

    /// The widths of a dense network whose parameters are as many as LISTA's, as nearly as one width for all hidden layers
    /// allows.
    private func widths(hidden: Int) -> [Int] {
        let (m, n) = (settings.measurements, settings.dimension)
        let wanted = settings.layers * (n * m + n * n + n)
        func parameters(_ width: Int) -> Int { (m + 1) * width + (hidden - 1) * (width + 1) * width + (width + 1) * n }
        var width = 1
        while parameters(width + 1) <= wanted { width += 1 }
        if parameters(width + 1) - wanted < wanted - parameters(width) { width += 1 }
        return [m] + [Int](repeating: width, count: hidden) + [n]
    }

    private func descend<Own: UnrolledNetwork<Double>>(
        _ network: Own, _ problem: LandscapeProblem, _ count: Int, share: Double, seed: Int,
        to tables: inout LandscapeTables, _ progress: (Int) throws -> Void
    ) throws {
        let fit = SampleFit(network, problem.sample(count, set: "training"))
        let test = SampleFit(network, problem.sample(settings.test, set: "test"))
        let stream = RandomStream(
            seed: settings.common.streamSeed(seed), name: "landscape/power/\(count)")
        let most = TangentKernel.largestEigenvalue(fit, stream)
        guard most > 0, most.isFinite else {
            throw UnusableNumbers(
                "no weight of \(Own.self) moves any of its outputs for \(count) signals",
                hint: "a smaller landscape.alpha")
        }
        let gradient = Matrix<Double>(rows: 1, columns: network.parameterCount)
        let before = test.relativeError()
        let isShown = count == settings.lookedAt
        let isSmall = isShown || count * settings.dimension <= settings.spectraRows
        func addSpectrum(_ step: Int) throws {
            let loss = fit.loss(gradient: gradient)
            let kernel = try TangentKernel(network, fit.inputs)
            let square = Double.sumOfSquares(gradient.pointer, count: gradient.count)
            tables.add(kernel, samples: count, step: step, ratio: loss > 0 ? square / (2 * loss) : nil)
        }
        let descent = try FullDescent(fit, rate: share * settings.stepShare / most, steps: settings.steps) { step in
            try progress(step)
            if isShown && step.isMultiple(of: settings.spectraEvery) || isSmall && step == 0 { try addSpectrum(step) }
        }
        if isSmall, !descent.hasRunAway { try addSpectrum(descent.ratios.count) }
        tables.add(
            descent, samples: count, parameters: network.parameterCount, outputs: settings.dimension,
            zero: Double.sumOfSquares(fit.targets.pointer, count: fit.targets.count) / 2,
            tests: (before, test.relativeError()))
    }
}
