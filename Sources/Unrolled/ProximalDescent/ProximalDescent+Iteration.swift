import Tensors

extension ProximalDescent {
    /// Which layer comes after the last one.
    public enum Continuation: String, CaseIterable, Sendable {
        /// The last again and again.
        case last
        /// The first, and so on.
        case cycle

        /// The layer of iteration k = 1, 2, … of a network of `layers` layers.
        func layer(_ k: Int, of layers: Int) -> Int { self == .last ? min(k, layers) : (k - 1) % layers + 1 }
    }

    /// Runs `count` iterations from `start`, past the last layer too, without a trajectory.
    ///
    /// - Parameters:
    ///   - x: Aᵀy, (B, d).
    ///   - start: c_0, (B, d).
    ///   - visit: is given k and c_k, whose memory is used again; false ends the iteration.
    public func iterate(
        _ x: Matrix<Scalar>, from start: Matrix<Scalar>, count: Int, _ continuation: Continuation = .last,
        visit: (Int, Matrix<Scalar>) throws -> Bool
    ) rethrows {
        let memory = scratch(samples: x.rows, learns: false)
        let current = start.copy()
        for k in 1...max(1, count) where k <= count {
            let layer = continuation.layer(k, of: layerCount)
            descend(layer, x, current, memory)
            denoise(layer, memory, into: current)
            guard try visit(k, current) else { return }
        }
    }

    /// The Jacobian of a layer's denoiser at r, (1, d): row i is the gradient of D(r)_i, by d backward passes.
    public func denoiserJacobian(_ layer: Int, at point: Matrix<Scalar>) -> Matrix<Scalar> {
        let memory = scratch(samples: 1, learns: true)
        memory.point.assign(from: point)
        let (output, unit) = (Matrix<Scalar>(rows: 1, columns: dimension), Matrix<Scalar>(rows: 1, columns: dimension))
        denoise(layer, memory, into: output)
        let jacobian = Matrix<Scalar>(rows: dimension, columns: dimension)
        for i in 0..<dimension {
            unit.pointer[i] = 1
            denoiseBackward(layer, unit, memory, output: output)
            unit.pointer[i] = 0
            jacobian.view(rows: i..<i + 1).assign(from: memory.pointGradient)
        }
        return jacobian
    }

    /// What a layer of the network is fed after its gradient step from c, both (B, d).
    public func gradientStep(_ layer: Int, _ x: Matrix<Scalar>, from c: Matrix<Scalar>) -> Matrix<Scalar> {
        let memory = scratch(samples: x.rows, learns: false)
        descend(layer, x, c, memory)
        return memory.point
    }

    private func scratch(samples: Int, learns: Bool) -> Memory {
        let columns = learns ? layerMemory : Array(layerMemory.prefix(2 + convolutions.count))
        return Memory(columns.map { Matrix(rows: samples, columns: $0) }, convolutions: convolutions.count)
    }
}
