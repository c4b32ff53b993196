import Optimizees
import Tensors
import Unrolled

extension Trainer {
    /// Lines 5–7 of Algorithm 1: the Lagrangian on one batch, a step on W, a step on λ.
    func update() throws {
        let phase = self.phase
        if state.step == phase.steps.lowerBound { optimiser.reset() }
        let batch = self.batch(state.step)
        let (place, count) = (state.step - phase.steps.lowerBound, phase.steps.count)
        let rate = settings.learningRate.at(place, of: count)

        let sums = lagrangianGradients(batch, phase)
        let loss = sums.loss / Double(batch.samples)
        guard loss.isFinite, loss <= settings.lossGuard else {
            throw divergence(
                loss.isNaN ? "the loss is not a number" : "the loss reached \(TrainingDivergence.short(loss))", rate)
        }
        try descend(batch, phase, rate)
        average?.follow(network.values, update: optimiser.updates, workers: workers)
        let constraints = sums.constraints.map { $0 / Double(batch.samples) }
        state.duals.ascend(constraints)
        state.step += 1
        state.accumulate(
            loss: loss, constraints: constraints, rate: rate,
            isWarmUp: place < settings.learningRate.warmUpSteps(of: count))
    }

    /// Forward, 𝓛̂ and backward, shard by shard: on return the trajectory holds what the parameters' gradient needs.
    private func lagrangianGradients(
        _ batch: Batch<Scalar>, _ phase: Curriculum.Phase
    ) -> Lagrangian<Scalar>.Sums {
        let depth = phase.layers.upperBound
        let stream = RandomStream(seed: seed, name: "training/initial", step: state.step)
        let noise = self.noise?.noise(batch, seed: seed, name: "training/noise", step: state.step)
        network.refresh()
        let shards = Workers.ranges(batch.samples, size: network.shardSize(samples: batch.samples))
        let nothing = Lagrangian<Scalar>.Sums(layerCount: network.layerCount, sets: lagrangian.setCount)
        var partial = [Lagrangian<Scalar>.Sums](repeating: nothing, count: shards.count)
        let duals = state.duals.values
        let forward = { [self] (rows: Range<Int>) in
            let (part, view) = (batch.view(rows: rows), trajectory.view(rows: rows))
            start.write(part, stream, firstRow: rows.lowerBound, into: view.outputs[0])
            network.forward(part.features, view, depth: depth, noise: noise?.view(rows: rows))
        }
        // Where a constraint is of the batch's means, no shard knows its slopes before all have been forward.
        let isOfMeans = lagrangian.isOfMeans
        if isOfMeans { workers.forEach(shards.count) { shard, _ in forward(shards[shard]) } }
        let means = lagrangian.batchMeans(LayerValues(trajectory), batch, depth: depth)
        partial.withUnsafeMutableBufferPointer { buffer in
            let results = UnsafeSendable(buffer)
            workers.forEach(shards.count) { shard, _ in
                let rows = shards[shard]
                if !isOfMeans { forward(rows) }
                let (part, view) = (batch.view(rows: rows), trajectory.view(rows: rows))
                results.value[shard] = lagrangian.evaluate(
                    LayerValues(view), batch: part, batchSamples: batch.samples, duals: duals, depth: depth,
                    means: means)
                network.backward(part.features, view, layers: phase.layers)
            }
        }
        return partial.reduce(into: nothing) { $0 += $1 }
    }

    /// W ← W − μ_w·∇𝓛̂ by Adam, eq. (5), tile by tile; with clipping, after the whole gradient's length is known.
    private func descend(_ batch: Batch<Scalar>, _ phase: Curriculum.Phase, _ rate: Double) throws {
        let tiles = network.gradientTiles(batch.features, trajectory, layers: phase.layers)
        let values = network.values
        optimiser.updates += 1
        guard let gradient, let clip = settings.clip else {
            let scratch = self.scratch
            workers.forEach(tiles.count) { tile, worker in
                let tile = tiles[tile]
                let result = scratch.view(
                    offset: worker * scratch.columns, rows: 1, columns: tile.range.count)
                tile.compute(result)
                optimiser.update(
                    values, range: tile.range, decays: tile.decays, gradient: result.pointer, scale: 1,
                    rate: rate * tile.rateShare)
            }
            return
        }
        var squares = [Double](repeating: 0, count: tiles.count)
        squares.withUnsafeMutableBufferPointer { buffer in
            let results = UnsafeSendable(buffer)
            workers.forEach(tiles.count) { tile, _ in
                let range = tiles[tile].range
                let result = gradient.view(offset: range.lowerBound, rows: 1, columns: range.count)
                tiles[tile].compute(result)
                results.value[tile] = Scalar.sumOfSquares(result.pointer, count: result.count)
            }
        }
        let length = squares.reduce(0, +).squareRoot()
        guard length.isFinite else { throw divergence("the gradient is not finite", rate) }
        let scale = length > clip ? clip / length : 1
        workers.forEach(tiles.count) { tile, _ in
            let tile = tiles[tile]
            optimiser.update(
                values, range: tile.range, decays: tile.decays, gradient: gradient.pointer + tile.range.lowerBound,
                scale: scale, rate: rate * tile.rateShare)
        }
    }

    private func divergence(_ reason: String, _ rate: Double) -> TrainingDivergence {
        let layer = trajectory.outputs.firstIndex { !$0.isFinite }
        return TrainingDivergence(step: state.step + 1, layer: layer, reason: reason, rate: rate)
    }
}

/// Memory that several threads write at once.
///
/// `@unchecked Sendable`: each thread writes the elements of its own shards, and nobody reads before all are done.
struct UnsafeSendable<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}
