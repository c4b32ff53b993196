import Tensors

/// y_0 … y_L of a batch, with what each layer must remember for its backward pass. Made once, used by every step.
public final class Trajectory<Scalar: KernelScalar> {
    /// y_0 … y_L: L + 1 matrices (B, d). The caller writes y_0 before a forward pass.
    public let outputs: [Matrix<Scalar>]
    /// What layer l was fed is `inputs[l - 1]`: y_{l−1}, plus noise where there was some.
    public internal(set) var inputs: [Matrix<Scalar>]
    /// `gradients[l - 1]`, (B, d): the caller writes ∂𝓛/∂y_l; after the backward pass it belongs to the network.
    public let gradients: [Matrix<Scalar>]
    /// z_1 … z_L where layers have latent variables, (B, d) each: z_l is `latents[l - 1]`.
    public let latents: [Matrix<Scalar>]
    /// `latentGradients[l - 1]`, (B, d): the caller writes the part of ∂𝓛/∂z_l that does not come through y_l.
    public let latentGradients: [Matrix<Scalar>]
    /// What else the network keeps, by layer.
    let memory: [[Matrix<Scalar>]]
    /// What the network keeps that is no matrix with a row for each sample.
    let attachment: AnyObject?
    /// Where these samples stand in the batch's own trajectory.
    let firstRow: Int
    /// Room for the noisy inputs of layers 2…L; empty until noise is asked for.
    private var noisy: [Matrix<Scalar>] = []

    init(
        outputs: [Matrix<Scalar>], gradients: [Matrix<Scalar>], latents: [Matrix<Scalar>] = [],
        latentGradients: [Matrix<Scalar>] = [], memory: [[Matrix<Scalar>]] = [], attachment: AnyObject? = nil,
        firstRow: Int = 0
    ) {
        self.outputs = outputs
        self.gradients = gradients
        self.latents = latents
        self.latentGradients = latentGradients
        self.memory = memory
        self.attachment = attachment
        self.firstRow = firstRow
        inputs = Array(outputs.dropLast())
    }

    /// B, the number of samples.
    public var samples: Int { outputs[0].rows }
    /// L, the number of layers.
    public var layerCount: Int { outputs.count - 1 }

    /// Gives the inputs of layers 2…L memory of their own, so that noise can be added to them, or takes it away.
    public func setNoisy(_ isNoisy: Bool) {
        if isNoisy && noisy.isEmpty {
            noisy = outputs.dropFirst().dropLast().map { Matrix(rows: $0.rows, columns: $0.columns) }
        }
        inputs = isNoisy ? [outputs[0]] + noisy : Array(outputs.dropLast())
    }

    /// The same trajectory for some of the samples, in the same memory.
    public func view(rows: Range<Int>) -> Trajectory {
        let view = Trajectory(
            outputs: outputs.map { $0.view(rows: rows) }, gradients: gradients.map { $0.view(rows: rows) },
            latents: latents.map { $0.view(rows: rows) }, latentGradients: latentGradients.map { $0.view(rows: rows) },
            memory: memory.map { $0.map { $0.view(rows: rows) } }, attachment: attachment,
            firstRow: firstRow + rows.lowerBound)
        view.inputs = inputs.map { $0.view(rows: rows) }
        return view
    }
}
