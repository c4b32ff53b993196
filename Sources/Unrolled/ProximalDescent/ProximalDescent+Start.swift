import Tensors

extension ProximalDescent {
    /// Near what leaves images as they are, as far as the denoiser can: small random kernels; where R is normalised, channels
    /// in pairs that carry r and −r through, which the rectifiers halve; in a frame one channel that carries r; steps of 1; and
    /// thresholds of 0.05.
    public func initialiseAtRandom(seed: UInt64) {
        values.fill(0)
        for layer in settings.isTied ? Array(layers.prefix(1)) : layers {
            for (place, weight) in layer.weights.enumerated() {
                let kernel = matrix(weight)
                kernel.assign(
                    from: RandomStream(seed: seed, name: "proximal/initial/\(weight.name)").normal(
                        rows: weight.rows, columns: weight.columns,
                        standardDeviation: startShare(place) * (2 / Double(weight.columns)).squareRoot()))
                if settings.denoiser.isNormalised { carryThrough(kernel, place) }
            }
            if let threshold = layer.threshold { matrix(threshold).fill(-3) }
        }
        refresh()
    }

    /// The size of random kernels, as a share of what is usual before rectifiers.
    private func startShare(_ place: Int) -> Double {
        if settings.denoiser == .frame { return 0.05 }
        return settings.denoiser.isNormalised ? 0.3 : place == convolutions.count - 1 ? 0.1 : 1
    }

    /// Adds ±1 to a pixel's own part of each channel.
    private func carryThrough(_ kernel: Matrix<Scalar>, _ place: Int) {
        let convolution = convolutions[place]
        let (inputs, outputs) = (convolution.inputs, convolution.outputs)
        for channel in 0..<(settings.denoiser == .frame ? 1 : max(inputs, outputs)) {
            let (o, i) = (min(channel, outputs - 1), min(channel, inputs - 1))
            kernel[o, 4 * inputs + i] += place == 1 || channel.isMultiple(of: 2) ? 1 : -1
        }
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
