import Tensors

extension GlowProx {
    /// Elements of a tile: a piece of the gradient that stays in a core's cache while the optimiser uses it.
    private static var tileSize: Int { 1 << 15 }

    public func makeTrajectory(samples: Int) -> Trajectory<Scalar> { makeTrajectory(samples: samples, learns: true) }

    public func makeForwardTrajectory(samples: Int) -> Trajectory<Scalar> {
        makeTrajectory(samples: samples, learns: false)
    }

    private func makeTrajectory(samples: Int, learns: Bool) -> Trajectory<Scalar> {
        Trajectory(
            samples: samples, layerCount: layerCount, dimension: dimension, hasLatents: true, learns: learns,
            attachment: GlowProxMemory<Scalar>(learns: learns))
    }

    func memory(of trajectory: Trajectory<Scalar>) -> GlowProxMemory<Scalar> {
        guard let memory = trajectory.attachment as? GlowProxMemory<Scalar> else {
            preconditionFailure("a trajectory of this network's own making")
        }
        return memory
    }

    /// Where a layer's flow begins in the flat vector.
    func flowOffset(_ layer: Int) -> Int { settings.sharesFlow ? 0 : (layer - 1) * flows[0].parameterCount }

    /// The first shard's own memory: at paper size a copy of the gradient is 840 MB.
    public func gradientMemory(_ trajectory: Trajectory<Scalar>) -> Matrix<Scalar>? {
        let first = 0..<min(trajectory.samples, shardSize(samples: trajectory.samples))
        return memory(of: trajectory).shard(trajectory.view(rows: first), self).gradient
    }

    /// Bytes of what a trajectory keeps beside its matrices, as far as its shards have been used.
    public func memoryBytes(_ trajectory: Trajectory<Scalar>) -> Int { memory(of: trajectory).bytes }

    /// Shards' gradients are added in their order, so that the sum has the same bytes for any number of threads.
    public func gradientTiles(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>
    ) -> [GradientTile<Scalar>] {
        let parts = memory(of: trajectory).gradients
        return layers.flatMap { layer in
            tileRanges(layer).map { range, decays, share in
                GradientTile(range: range, decays: decays, rateShare: share) { result in
                    // The optimiser may have asked for the first shard's own memory (`gradientMemory`).
                    if result.pointer != parts[0].pointer + range.lowerBound {
                        result.pointer.update(from: parts[0].pointer + range.lowerBound, count: range.count)
                    }
                    for part in parts.dropFirst() {
                        Scalar.addScaled(result.pointer, part.pointer + range.lowerBound, scale: 1, count: range.count)
                    }
                }
            }
        }
    }

    /// Neighbouring parameters of one kind in pieces of at most `tileSize`; ξ and ζ by themselves.
    private func tileRanges(_ layer: Int) -> [(range: Range<Int>, decays: Bool, share: Double)] {
        var runs: [(range: Range<Int>, decays: Bool)] = []
        for parameter in flows[layer - 1].parameters {
            let range = parameter.range.lowerBound + flowOffset(layer)..<parameter.range.upperBound + flowOffset(layer)
            if let last = runs.last, last.decays == parameter.decays {
                runs[runs.count - 1].range = last.range.lowerBound..<range.upperBound
            } else {
                runs.append((range, parameter.decays))
            }
        }
        let isOwn = layer == 1 || !settings.sharesFlow
        let flow = (isOwn ? runs : []).flatMap { run in
            Workers.ranges(run.range.count, size: Self.tileSize).map {
                (run.range.lowerBound + $0.lowerBound..<run.range.lowerBound + $0.upperBound, run.decays, 1.0)
            }
        }
        let scalars = scalars[layer - 1]
        let pair = scalars.step.range.lowerBound..<scalars.shrinkage.range.upperBound
        return flow + [(pair, false, scalars.step.rateShare)]
    }
}
