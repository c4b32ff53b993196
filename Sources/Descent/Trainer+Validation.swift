import Tensors
import Unrolled

extension Trainer {
    /// Looks at the validation sets, keeps the best weights, and writes a row of the history.
    func record() {
        let layer = recordedLayer
        let distance = validationDistance(data.validation, layer: layer)
        let shifted = data.shifted.map { validationDistance($0, layer: layer) } ?? .nan
        state.history.append(state.makeRecord(epoch: epoch(after: state.step), distance: distance, shifted: shifted))
        if layer == network.layerCount, distance < state.bestDistance {
            state.bestDistance = distance
            state.bestStep = state.step
            state.bestValues.assign(from: network.values)
        }
    }

    /// The layer that the loss of the last update was at.
    private var recordedLayer: Int {
        phases.last { $0.steps.lowerBound < state.step }?.layers.upperBound ?? network.layerCount
    }

    /// Mean ‖y_l − y*‖ without noise, from the same y_0 each time, in blocks of one shape.
    private func validationDistance(_ set: Batch<Scalar>, layer: Int) -> Double {
        let stream = RandomStream(seed: seed, name: "validation/initial")
        let blocks = Workers.ranges(set.samples, size: 128)
        var sums = [Double](repeating: 0, count: blocks.count)
        sums.withUnsafeMutableBufferPointer { buffer in
            let results = UnsafeSendable(buffer)
            workers.forEach(blocks.count) { block, _ in
                let part = set.view(rows: blocks[block])
                let trajectory = network.makeTrajectory(samples: part.samples)
                trajectory.outputs[0].assign(
                    from: stream.normal(
                        rows: part.samples, columns: network.dimension, standardDeviation: startDeviation,
                        firstRow: blocks[block].lowerBound))
                network.forward(part.features, trajectory, depth: layer, noise: nil)
                results.value[block] = trajectory.outputs[layer].rowDistances(to: part.optima).reduce(0, +)
            }
        }
        return sums.reduce(0, +) / Double(max(1, set.samples))
    }
}
