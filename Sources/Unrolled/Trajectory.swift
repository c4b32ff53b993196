import Tensors

/// y_0 … y_L of a batch, with what each layer must remember for its backward pass. Made once, used by every step.
public final class Trajectory<Scalar: KernelScalar> {
    /// y_0 … y_L: L + 1 matrices (B, d). The caller writes y_0 before a forward pass.
    public let outputs: [Matrix<Scalar>]
    /// What layer l is fed is `inputs[l - 1]`: y_{l−1}, plus noise where there is some.
    public private(set) var inputs: [Matrix<Scalar>]
    /// `gradients[l - 1]`, (B, d): the caller writes ∂𝓛/∂y_l; after the backward pass it belongs to the network.
    public let gradients: [Matrix<Scalar>]
    /// z_1 … z_L where layers have latent variables, (B, d) each: z_l is `latents[l - 1]`.
    public let latents: [Matrix<Scalar>]
    /// `latentGradients[l - 1]`, (B, d): the caller writes the part of ∂𝓛/∂z_l that does not come through y_l.
    public let latentGradients: [Matrix<Scalar>]
    /// `memory[l - 1]`: what else layer l keeps, with B rows each: activations for its backward pass, or a state that it
    /// hands on beside y_l, and the gradient of that state. What is there and in which order is the network's own
    /// business (`UnrolledNetwork.layerMemory`).
    public let memory: [[Matrix<Scalar>]]
    /// What the network keeps that is no matrix with a row for each sample. All views of a trajectory share it.
    public let attachment: AnyObject?
    /// Where these samples stand in the batch's own trajectory; 0 there.
    public let firstRow: Int
    /// Room for the noisy inputs of layers 2…L; empty until noise is asked for.
    private var noisy: [Matrix<Scalar>] = []

    /// Memory for a batch, filled with zeros.
    ///
    /// - Parameters:
    ///   - samples: B.
    ///   - layerCount: L.
    ///   - dimension: d.
    ///   - layerMemory: columns of each matrix in `memory[l - 1]`, the same for every layer.
    ///   - hasLatents: whether layers have latent variables of dimension d.
    ///   - learns: whether a backward pass will come: without, there are no gradients.
    ///   - attachment: what the network keeps beside.
    public init(
        samples: Int, layerCount: Int, dimension: Int, layerMemory: [Int] = [], hasLatents: Bool = false,
        learns: Bool = true, attachment: AnyObject? = nil
    ) {
        func matrices(_ count: Int) -> [Matrix<Scalar>] {
            (0..<count).map { _ in Matrix(rows: samples, columns: dimension) }
        }
        outputs = matrices(layerCount + 1)
        inputs = Array(outputs.dropLast())
        gradients = matrices(learns ? layerCount : 0)
        latents = matrices(hasLatents ? layerCount : 0)
        latentGradients = matrices(hasLatents && learns ? layerCount : 0)
        memory = (0..<layerCount).map { _ in layerMemory.map { Matrix(rows: samples, columns: $0) } }
        self.attachment = attachment
        firstRow = 0
    }

    /// Layers in memory that is elsewhere, some of which may be the same.
    init(outputs: [Matrix<Scalar>], gradients: [Matrix<Scalar>], memory: [[Matrix<Scalar>]]) {
        precondition(outputs.count == gradients.count + 1 && memory.count == gradients.count, "one of each a layer")
        (self.outputs, self.gradients, self.memory) = (outputs, gradients, memory)
        inputs = Array(outputs.dropLast())
        (latents, latentGradients, attachment, firstRow) = ([], [], nil, 0)
    }

    private init(_ whole: Trajectory, rows: Range<Int>) {
        func views(_ matrices: [Matrix<Scalar>]) -> [Matrix<Scalar>] { matrices.map { $0.view(rows: rows) } }
        outputs = views(whole.outputs)
        inputs = views(whole.inputs)
        gradients = views(whole.gradients)
        latents = views(whole.latents)
        latentGradients = views(whole.latentGradients)
        memory = whole.memory.map(views)
        attachment = whole.attachment
        firstRow = whole.firstRow + rows.lowerBound
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
    public func view(rows: Range<Int>) -> Trajectory { Trajectory(self, rows: rows) }
}
