import Tensors

/// The parameters' gradients.
extension UnrolledOAMP {
    /// ∂γ, ∂φ̃, ∂ξ̃, ∂w at the knots, ∂W and ∂b, summed over samples and over the layers that share them.
    public func gradientTiles(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers learning: ClosedRange<Int>
    ) -> [GradientTile<Scalar>] {
        (settings.isTied ? [learning.lowerBound] : Array(learning)).flatMap { first in
            let (parts, users) = (layers[first - 1], settings.isTied ? Array(learning) : [first])
            var tiles = [stepTile(parts.step, users, trajectory)]
            // s_l is what layer l + 1 begins with.
            tiles += handingTiles(parts, users.filter { $0 < learning.upperBound }, trajectory)
            if let knots = parts.knots { tiles.append(knotTile(knots, users, trajectory)) }
            for (place, weight) in parts.weights.enumerated() {
                tiles.append(weightTile(weight, place, users, trajectory))
                tiles.append(biasTile(parts.biases[place], place, users, trajectory))
            }
            return tiles
        }
    }

    /// ∂φ̃ and ∂ξ̃ of layers that hand s_l on to a layer with its ∂s_l; none where nothing is learnt there.
    func handingTiles(
        _ parts: Layer, _ handing: [Int], _ trajectory: Trajectory<Scalar>
    ) -> [GradientTile<Scalar>] {
        guard let scale = parts.scale, let share = parts.share else { return [] }
        return [
            correctionTile(scale, handing, trajectory) {
                $0.alongOutput - $0.share * $0.alongPoint
            } slope: {
                $0.0
            },
            correctionTile(share, handing, trajectory) {
                -$0.scale * $0.alongPoint
            } slope: {
                $0.1
            },
        ]
    }

    /// ⟨V·(what V is applied to), ∂r⟩ and what comes through τ².
    private func stepTile(_ parameter: Parameter, _ users: [Int], _ trajectory: Trajectory<Scalar>) -> GradientTile<
        Scalar
    > {
        GradientTile(summing: parameter) { result in
            for layer in users {
                let memory = Memory(trajectory.memory[layer - 1])
                result.pointer[0] += Scalar.innerProduct(
                    memory.filtered.pointer, memory.turned.pointer, count: memory.turned.count)
                for n in 0..<memory.variance.rows {
                    let slope = self.estimator.outputSlopes(
                        Double(memory.variance.pointer[n]), step: self.step(layer)
                    ).step
                    result.pointer[0] += memory.varianceGradient.pointer[n] * Scalar(slope)
                }
            }
        }
    }

    /// φ and ξ of a sample, and ⟨∂s, ĉ⟩ and ⟨∂s, r⟩.
    private struct Handing {
        var scale: Double
        var share: Double
        var alongOutput: Double
        var alongPoint: Double
    }

    private func correctionTile(
        _ parameter: Parameter, _ users: [Int], _ trajectory: Trajectory<Scalar>,
        _ value: @escaping (Handing) -> Double, slope: @escaping ((Double, Double)) -> Double
    ) -> GradientTile<Scalar> {
        GradientTile(summing: parameter) { result in
            var total = 0.0
            for layer in users {
                let (memory, above) = (Memory(trajectory.memory[layer - 1]), Memory(trajectory.memory[layer]))
                for n in 0..<trajectory.samples {
                    let own = self.correction(layer, divergence: Double(memory.divergence.pointer[n]))
                    let gradient = above.stateGradient.row(n)
                    let handing = Handing(
                        scale: own.scale, share: own.share,
                        alongOutput: Double(
                            Scalar.innerProduct(gradient, trajectory.inputs[layer].row(n), count: self.dimension)),
                        alongPoint: Double(Scalar.innerProduct(gradient, memory.point.row(n), count: self.dimension)))
                    total += value(handing) * slope(own.slopes)
                }
            }
            result.pointer[0] = Scalar(total)
        }
    }

    private func weightTile(
        _ parameter: Parameter, _ place: Int, _ users: [Int], _ trajectory: Trajectory<Scalar>
    ) -> GradientTile<Scalar> {
        GradientTile(summing: parameter) { result in
            let convolution = self.convolutions[place]
            self.convolutions.withTaps(of: Scalar.self) { taps in
                for layer in users {
                    let memory = Memory(trajectory.memory[layer - 1])
                    for n in 0..<trajectory.samples {
                        convolution.addWeightGradient(
                            memory.activation(place).row(n), delta: memory.delta(place + 1).row(n), taps: taps,
                            to: result.pointer)
                    }
                }
            }
        }
    }

    private func biasTile(
        _ parameter: Parameter, _ place: Int, _ users: [Int], _ trajectory: Trajectory<Scalar>
    ) -> GradientTile<Scalar> {
        GradientTile(summing: parameter) { result in
            for layer in users {
                let memory = Memory(trajectory.memory[layer - 1])
                for n in 0..<trajectory.samples {
                    self.convolutions[place].addBiasGradient(delta: memory.delta(place + 1).row(n), to: result.pointer)
                }
            }
        }
    }
}
