import Tensors

/// The loops over layers, which no network writes itself.
extension UnrolledNetwork {
    /// y_1 … y_depth from `trajectory.outputs[0]`; x: (B, p). `noise` perturbs what layers 2… are fed.
    public func forward(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, depth: Int, noise: (any LayerNoise<Scalar>)?
    ) {
        for layer in 1...depth {
            forward(layer: layer, x, trajectory)
            if let noise, layer < depth {
                noise.perturb(trajectory.outputs[layer], layer: layer, into: trajectory.inputs[layer])
            }
        }
    }

    /// Takes ∂𝓛/∂y_l in `trajectory.gradients`, l in `layers`, to what `gradientTiles` needs. Layers below
    /// `layers.lowerBound` are not reached; `layers.upperBound` is the depth of the forward pass.
    public func backward(_ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>) {
        startBackward(trajectory, layers: layers)
        for layer in layers.reversed() {
            backward(layer: layer, x, trajectory, passesOn: layer > layers.lowerBound)
        }
    }

    /// The forward pass through all layers, sharded over samples.
    public func run(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, noise: (any LayerNoise<Scalar>)?, workers: Workers
    ) {
        refresh()
        let shards = Workers.ranges(x.rows, size: shardSize(samples: x.rows))
        workers.forEach(shards.count) { shard, _ in
            let rows = shards[shard]
            forward(
                x.view(rows: rows), trajectory.view(rows: rows), depth: layerCount, noise: noise?.view(rows: rows))
        }
    }

    /// y_0 … y_L without noise from given starts: (B, d) each.
    public func run(_ x: Matrix<Scalar>, from initial: Matrix<Scalar>, workers: Workers = .one) -> [Matrix<Scalar>] {
        let trajectory = makeForwardTrajectory(samples: x.rows)
        trajectory.outputs[0].assign(from: initial)
        run(x, trajectory, noise: nil, workers: workers)
        return trajectory.outputs
    }

    /// The whole gradient in the flat layout: for checks, and where it is needed at once.
    public func gradient(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>
    ) -> Matrix<Scalar> {
        let result = Matrix<Scalar>(rows: 1, columns: parameterCount)
        for tile in gradientTiles(x, trajectory, layers: layers) {
            tile.compute(result.view(offset: tile.range.lowerBound, rows: 1, columns: tile.range.count))
        }
        return result
    }

    /// Number of parameters.
    public var parameterCount: Int { values.count }

    /// A parameter as a matrix in the network's own memory.
    public func matrix(_ parameter: Parameter) -> Matrix<Scalar> {
        values.view(offset: parameter.offset, rows: parameter.rows, columns: parameter.columns)
    }
}

/// What a plain network need not say.
extension UnrolledNetwork {
    public var layerMemory: [Int] { [] }

    public static var revision: Int { 0 }

    public func refresh() {}

    public func startBackward(_ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>) {}

    public func parameterGradient(
        _ parameter: Parameter, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, into gradient: Matrix<Scalar>
    ) {
        preconditionFailure("\(Self.self) has neither parameterGradient nor gradientTiles of its own")
    }

    public func gradientTiles(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>
    ) -> [GradientTile<Scalar>] {
        parameters.filter { $0.isLearnt && layers.contains($0.layer) }.map { parameter in
            GradientTile(range: parameter.range, decays: parameter.decays, rateShare: parameter.rateShare) { row in
                self.parameterGradient(
                    parameter, x, trajectory,
                    into: row.view(offset: 0, rows: parameter.rows, columns: parameter.columns))
            }
        }
    }

    public func makeTrajectory(samples: Int) -> Trajectory<Scalar> {
        Trajectory(samples: samples, layerCount: layerCount, dimension: dimension, layerMemory: layerMemory)
    }

    /// Most networks need the same memory either way.
    public func makeForwardTrajectory(samples: Int) -> Trajectory<Scalar> { makeTrajectory(samples: samples) }

    /// Enough for a product to earn the packing of its weights.
    public func shardSize(samples: Int) -> Int { Shards.size(samples: samples) }

    /// Most networks compute each tile when it is wanted.
    public func gradientMemory(_ trajectory: Trajectory<Scalar>) -> Matrix<Scalar>? { nil }
}
