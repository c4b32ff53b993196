import Foundation
import Stages
import Support
import Tensors
import Unrolled

/// y at some layers, or iterations, of a method.
public struct Iterates: Sendable {
    /// Which layers: 0 is the start.
    public let layers: [Int]
    /// y_l for each of them: (n, d).
    public let outputs: [Matrix<Float>]
    /// ‖z_l‖ of each example for each of them; nil where there is no latent variable.
    public let latents: [[Double]?]

    /// Iterates; without `latents` none has a latent variable.
    public init(layers: [Int], outputs: [Matrix<Float>], latents: [[Double]?]? = nil) {
        self.layers = layers
        self.outputs = outputs
        self.latents = latents ?? layers.map { _ in nil }
    }

    /// y at the last layer.
    public var last: Matrix<Float> { outputs[outputs.count - 1] }
}

/// Whatever turns inputs into iterates y_0 … y_L: a trained network, a classical algorithm, a file of weights.
public struct Method {
    private let body: (Matrix<Float>, Int, String) throws -> Iterates
    private let knows: (String) -> Bool
    /// Whether it is asked for whole arrays of inputs alone, by their names.
    public let takesWholeArrays: Bool

    /// A method; `body` takes x, (n, p).
    public init(_ body: @escaping (Matrix<Float>) throws -> Iterates) { self.init(byRow: { x, _ in try body(x) }) }

    /// A method with random numbers for each input; `body` takes x, (n, p), and the place of its first row among all inputs.
    public init(byRow body: @escaping (Matrix<Float>, Int) throws -> Iterates) {
        (self.body, knows, takesWholeArrays) = ({ x, row, _ in try body(x, row) }, { _ in true }, false)
    }

    /// A method whose answers may have been worked out elsewhere; `body` takes x, (n, p), and the name of that array of
    /// inputs, "shift-0.1", and `knows` says of a name whether there are answers.
    public init(
        named body: @escaping (Matrix<Float>, String) throws -> Iterates,
        knows: @escaping (String) -> Bool = { _ in true }
    ) {
        (self.body, self.knows, takesWholeArrays) = ({ x, _, name in try body(x, name) }, knows, true)
    }

    /// The iterates for inputs x, (n, p), the first of which stands at `firstRow` of all inputs of the name `array`.
    public func run(_ x: Matrix<Float>, firstRow: Int = 0, array: String = "") throws -> Iterates {
        try body(x, firstRow, array)
    }

    /// Whether it has iterates for the inputs of this name.
    public func has(_ array: String) -> Bool { knows(array) }

    /// A method that has the answer alone, as layer L.
    public static func answer(layer: Int, _ body: @escaping (Matrix<Float>) throws -> Matrix<Float>) -> Method {
        Method { x in Iterates(layers: [layer], outputs: [try body(x)]) }
    }

    /// A network without noise, from a start of its own for as many inputs.
    public static func network(
        _ network: some UnrolledNetwork<Float>, from start: Matrix<Float>, workers: Workers
    ) -> Method {
        Method { x in
            Iterates(layers: Array(0...network.layerCount), outputs: network.run(x, from: start, workers: workers))
        }
    }
}

/// Mean and standard deviation over examples.
public struct Summary: Sendable {
    /// Σ vᵢ / n.
    public let mean: Double
    /// With n − 1 in the denominator; 0 for one example.
    public let deviation: Double

    /// The summary of some numbers.
    public init(_ values: [Double]) {
        let n = Double(max(1, values.count))
        let mean = values.reduce(0, +) / n
        self.mean = mean
        deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, n - 1)).squareRoot()
    }
}

/// Numbers that are not finite where they have to be: a training or a network ran away. The stage's state is `diverged`.
public struct UnusableNumbers: DivergenceError, CustomStringConvertible, LocalizedError {
    /// What is not finite, and what helps.
    public let description: String

    /// - Parameters:
    ///   - what: "training diverged: in 20 steps the distance … was never a finite number".
    ///   - hint: what helps.
    public init(_ what: String, hint: String) { description = "\(what). Hint: \(hint)." }

    public var errorDescription: String? { description }
}
