import Tensors

/// Gradients of unrolled OAMP with checkpoints (Chen et al., 2016): the forward pass keeps ĉ, r and the divergence before every k-th
/// layer alone, and the backward pass computes k layers again at a time, with the same bytes.
public final class CheckpointedOAMP<Scalar: FlowScalar> {
    /// What is kept of a layer whose successors are computed again.
    private struct Boundary {
        let output: Matrix<Scalar>
        let point: Matrix<Scalar>
        let divergence: Matrix<Scalar>

        var all: [Matrix<Scalar>] { [output, point, divergence] }
    }

    private let network: UnrolledOAMP<Scalar>
    private let every: Int
    private let boundaries: [Boundary]
    /// Of the layers between two boundaries: ĉ_l, ∂ĉ_l and what `layerMemory` says.
    private let outputs: [Matrix<Scalar>]
    private let gradients: [Matrix<Scalar>]
    private let slots: [[Matrix<Scalar>]]
    /// ∂ĉ and ∂r of a boundary.
    private let passed: (output: Matrix<Scalar>, point: Matrix<Scalar>)
    private let scratch: Matrix<Scalar>

    /// - Parameters:
    ///   - every: k, from 1 to the number of layers: with all of them nothing is computed again.
    ///   - samples: B.
    public init(_ network: UnrolledOAMP<Scalar>, every: Int, samples: Int) {
        precondition((1...network.layerCount).contains(every), "checkpoints within the network")
        func batch(_ columns: Int) -> Matrix<Scalar> { Matrix(rows: samples, columns: columns) }
        let d = network.dimension
        (self.network, self.every) = (network, every)
        boundaries = stride(from: 0, to: network.layerCount, by: every).map { _ in
            Boundary(output: batch(d), point: batch(d), divergence: batch(1))
        }
        outputs = (0..<every).map { _ in batch(d) }
        gradients = (0..<every).map { _ in batch(d) }
        slots = (0..<every).map { _ in network.layerMemory.map(batch) }
        passed = (batch(d), batch(d))
        scratch = Matrix(rows: 1, columns: network.parameters.map(\.count).max() ?? 1)
    }

    /// Bytes that a gradient needs beside the parameters: what is kept of boundaries, and of the layers between two of them.
    public var bytes: Int { (boundaryBytes + layerBytes) }
    /// Of all boundaries, with the gradients that pass them.
    public var boundaryBytes: Int {
        Self.size(boundaries.flatMap(\.all) + [passed.output, passed.point])
    }
    /// Of all layers between two boundaries.
    public var layerBytes: Int { Self.size(outputs + gradients + slots.joined()) }

    private static func size(_ matrices: [Matrix<Scalar>]) -> Int {
        matrices.reduce(0) { $0 + $1.count * MemoryLayout<Scalar>.stride }
    }

    /// The gradient of a loss of y_L from ĉ_0 = 0, in the flat layout.
    ///
    /// - Parameters:
    ///   - x: x̃, (B, 2M).
    ///   - slope: writes ∂𝓛/∂ĉ_L, the second, at ĉ_L, the first.
    public func gradient(_ x: Matrix<Scalar>, slope: (Matrix<Scalar>, Matrix<Scalar>) -> Void) -> Matrix<Scalar> {
        let result = Matrix<Scalar>(rows: 1, columns: network.parameterCount)
        boundaries[0].output.fill(0)
        for segment in boundaries.indices {
            forward(x, segment)
            guard segment + 1 < boundaries.count else { continue }
            let next = boundaries[segment + 1]
            let memory = UnrolledOAMP<Scalar>.Memory(slots[every - 1])
            next.output.assign(from: outputs[every - 1])
            next.point.assign(from: memory.point)
            next.divergence.assign(from: memory.divergence)
        }
        for segment in boundaries.indices.reversed() {
            let layers = layers(segment)
            // What the last segment computed is still there.
            if segment + 1 < boundaries.count { forward(x, segment) }
            for gradient in gradients { gradient.fill(0) }
            let top = (
                gradient: gradients[layers.count - 1], memory: UnrolledOAMP<Scalar>.Memory(slots[layers.count - 1])
            )
            if segment + 1 < boundaries.count {
                top.gradient.assign(from: passed.output)
                top.memory.handedGradient.assign(from: passed.point)
            } else {
                slope(outputs[layers.count - 1], top.gradient)
                top.memory.handedGradient.fill(0)
            }
            passed.output.fill(0)
            let trajectory = trajectory(segment)
            for layer in layers.reversed() {
                network.backward(layer: layer, x, trajectory, passesOn: layer > 1)
            }
            var tiles = network.gradientTiles(x, trajectory, layers: layers)
            if segment > 0 {
                let below = layers.lowerBound - 1
                tiles += network.handingTiles(network.layers[below - 1], [below], trajectory)
            }
            for tile in tiles {
                let part = scratch.view(offset: 0, rows: 1, columns: tile.range.count)
                tile.compute(part)
                Scalar.addScaled(
                    result.pointer + tile.range.lowerBound, part.pointer, scale: 1, count: tile.range.count)
            }
        }
        return result
    }

    private func layers(_ segment: Int) -> ClosedRange<Int> {
        segment * every + 1...min((segment + 1) * every, network.layerCount)
    }

    private func forward(_ x: Matrix<Scalar>, _ segment: Int) {
        let trajectory = trajectory(segment)
        for layer in layers(segment) { network.forward(layer: layer, x, trajectory) }
    }

    /// The layers of a segment where they are kept, and the boundary before them; of all others nothing.
    private func trajectory(_ segment: Int) -> Trajectory<Scalar> {
        let (layers, depth) = (layers(segment), network.layerCount)
        let before = layers.lowerBound - 1
        var outputs = [Matrix<Scalar>](repeating: passed.output, count: depth + 1)
        var gradients = [Matrix<Scalar>](repeating: passed.output, count: depth)
        var memory = [[Matrix<Scalar>]](repeating: slots[0], count: depth)
        outputs[before] = boundaries[segment].output
        if before > 0 {
            memory[before - 1] = UnrolledOAMP<Scalar>.Memory.boundary(
                slots[0], point: boundaries[segment].point, divergence: boundaries[segment].divergence,
                handedGradient: passed.point)
        }
        for (place, layer) in layers.enumerated() {
            (outputs[layer], gradients[layer - 1], memory[layer - 1]) = (
                self.outputs[place], self.gradients[place], slots[place]
            )
        }
        return Trajectory(outputs: outputs, gradients: gradients, memory: memory)
    }
}
