import Tensors

extension ProximalDescent {
    /// Near what leaves images as they are, as far as the denoiser can: small random kernels; where R is normalised, channels
    /// in pairs that carry r and −r through, which the rectifiers halve; steps of 1; and thresholds of 0.05.
    public func initialiseAtRandom(seed: UInt64) {
        values.fill(0)
        let kind = settings.denoiser
        for layer in Set(layers.map(\.step.offset)).sorted().compactMap({ o in layers.first { $0.step.offset == o } }) {
            for (place, weight) in layer.weights.enumerated() {
                let convolution = convolutions[place]
                let isLast = place == convolutions.count - 1
                let share = kind.isNormalised ? 0.3 : isLast ? 0.1 : 1
                let kernel = matrix(weight)
                kernel.assign(
                    from: RandomStream(seed: seed, name: "proximal/initial/\(weight.name)").normal(
                        rows: weight.rows, columns: weight.columns,
                        standardDeviation: share * (2 / Double(weight.columns)).squareRoot()))
                guard kind.isNormalised else { continue }
                let centre = 4 * convolution.inputs
                for channel in 0..<max(convolution.inputs, convolution.outputs) {
                    let (o, i) = (min(channel, convolution.outputs - 1), min(channel, convolution.inputs - 1))
                    kernel[o, centre + i] += place == 1 || channel.isMultiple(of: 2) ? 1 : -1
                }
            }
            if let threshold = layer.threshold { values.pointer[threshold.offset] = -3 }
        }
        refresh()
    }

    /// Weights that no training has seen: normal ones, `scale` times what layers usually start with, in every parameter.
    public func randomise(scale: Double, seed: UInt64, index: Int) {
        for parameter in parameters {
            let deviation =
                parameter.decays ? (2 / Double(parameter.columns)).squareRoot() : parameter.count > 1 ? 0.1 : 0.3
            matrix(parameter).assign(
                from: RandomStream(seed: seed, name: "proximal/random/\(parameter.name)", step: index).normal(
                    rows: parameter.rows, columns: parameter.columns, standardDeviation: scale * deviation))
        }
        refresh()
    }
}
