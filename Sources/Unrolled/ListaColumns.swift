import Tensors

/// What LISTA keeps of a batch beside its trajectory: the same activations with a column for each sample, in which its
/// products are fast. Views of a trajectory share it, and each uses the columns of its own samples.
final class ListaColumns<Scalar: KernelScalar> {
    /// x, (p, B).
    let features: SampleColumns<Scalar>
    /// y_0 … y_L, (d, B) each. Where nothing learns, every other one is the same memory.
    let outputs: [SampleColumns<Scalar>]
    /// ∂𝓛/∂y_l, then δ_l, (d, B) each; none where nothing learns.
    let gradients: [SampleColumns<Scalar>]

    init(samples: Int, layerCount: Int, inputDimension: Int, dimension: Int, learns: Bool) {
        func columns(_ count: Int) -> [SampleColumns<Scalar>] {
            (0..<count).map { _ in SampleColumns(features: dimension, samples: samples) }
        }
        features = SampleColumns(features: inputDimension, samples: samples)
        gradients = columns(learns ? layerCount : 0)
        let memory = columns(learns ? layerCount + 1 : 2)
        outputs = (0...layerCount).map { memory[$0 % memory.count] }
    }

    /// Where the noisy input of a layer may stand: what its gradient needs no place for yet, or y_{l−1} itself that nothing
    /// reads again.
    func noisyInput(_ layer: Int) -> SampleColumns<Scalar> {
        gradients.isEmpty ? outputs[layer - 1] : gradients[layer - 1]
    }
}
