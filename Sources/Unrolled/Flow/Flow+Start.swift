import Tensors

extension Flow {
    /// Before training: actnorms that do nothing, 1×1 convolutions as the settings say, normal weights in the
    /// couplings, whose last convolutions are zero, and standard normal priors. `initialise(from:)` comes next.
    ///
    /// - Parameters:
    ///   - seed: the run's seed.
    ///   - name: of the random stream; flows of different names start differently.
    public func start(seed: UInt64, name: String = "flow") {
        values.fill(0)
        for parameter in parameters {
            let deviation: Double
            if parameter.name.hasSuffix("first.weight") || parameter.name.hasSuffix("middle.weight") {
                deviation = settings.weightDeviation
            } else if parameter.name.hasSuffix("first.bias") {
                deviation = settings.biasDeviations[0]
            } else if parameter.name.hasSuffix("middle.bias") {
                deviation = settings.biasDeviations[1]
            } else {
                continue
            }
            let stream = RandomStream(seed: seed, name: "\(name)/initial/\(parameter.name)")
            matrix(parameter).assign(
                from: stream.normal(
                    rows: parameter.rows, columns: parameter.columns, standardDeviation: deviation))
        }
        for (l, level) in levels.enumerated() {
            for (s, step) in level.steps.enumerated() {
                switch settings.mixing {
                case .halfSwap: step.mixing.startAsHalfSwap(values)
                case .rotation:
                    step.mixing.startAsRotation(
                        values, RandomStream(seed: seed, name: "\(name)/rotation", step: s, layer: l))
                }
            }
        }
        refresh()
    }

    /// Data-dependent initialisation: sets every actnorm so that its output on these images has mean 0 and standard
    /// deviation 1 in each channel, from the first step on.
    ///
    /// - Parameters:
    ///   - images: (B, dimension), some tens of them.
    ///   - lastDeviation: the standard deviation after the last actnorm of each level.
    public func initialise(from images: Matrix<Scalar>, lastDeviation: Double = 1) {
        refresh()
        let work = FlowWorkspace(self, images: images.rows, memory: .recompute)
        load(images, work)
        for (l, level) in levels.enumerated() {
            for (s, step) in level.steps.enumerated() {
                let x = stepInput(l, s, work)
                let isLast = s == level.steps.count - 1
                step.actnorm.initialise(from: x, deviation: isLast ? lastDeviation : 1, values)
                encodeStep(l, s, work.record(l, s), work, logDeterminant: nil)
            }
        }
    }
}
