import Tensors
import Unrolled

/// What a Lagrangian sees of a trajectory: estimates and latent variables by layer, and where their gradients go.
public struct LayerValues<Scalar: KernelScalar>: Sendable {
    /// y_0 … y_L, (B, d) each.
    public let outputs: [Matrix<Scalar>]
    /// z_1 … z_L, or none.
    public let latents: [Matrix<Scalar>]
    /// ∂𝓛/∂y_1 … ∂𝓛/∂y_L.
    public let gradients: [Matrix<Scalar>]
    /// ∂𝓛/∂z_1 … ∂𝓛/∂z_L, or none.
    public let latentGradients: [Matrix<Scalar>]

    /// The values of a network's trajectory.
    public init(_ trajectory: Trajectory<Scalar>) {
        outputs = trajectory.outputs
        latents = trajectory.latents
        gradients = trajectory.gradients
        latentGradients = trajectory.latentGradients
    }

    /// Values of any origin.
    public init(
        outputs: [Matrix<Scalar>], latents: [Matrix<Scalar>] = [], gradients: [Matrix<Scalar>],
        latentGradients: [Matrix<Scalar>] = []
    ) {
        self.outputs = outputs
        self.latents = latents
        self.gradients = gradients
        self.latentGradients = latentGradients
    }

    /// y_l, l = 0…L, or z_l, l = 1…L.
    func value(_ variable: DescentConstraint<Scalar>.Variable, _ layer: Int) -> Matrix<Scalar> {
        variable == .estimate ? outputs[layer] : latents[layer - 1]
    }

    /// The gradient in y_l or z_l, l = 1…L.
    func gradient(_ variable: DescentConstraint<Scalar>.Variable, _ layer: Int) -> Matrix<Scalar> {
        variable == .estimate ? gradients[layer - 1] : latentGradients[layer - 1]
    }
}
