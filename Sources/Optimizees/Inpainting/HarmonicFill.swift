import Tensors

/// Fills the hole with the solution of Laplace's equation Δu = 0: a soap film spanned by the known pixels around it.
///
/// Discretely: each missing pixel is the mean of its neighbours in the image, of which those at the image's border have
/// three (the natural boundary condition there), and so u makes Σ (u_i − u_j)² over all pairs of neighbours least. It
/// keeps between the least and the largest known neighbour, and planes of grey that rise evenly come back exactly where
/// the hole does not touch the border.
public struct HarmonicFill: HoleFill {
    private let interpolation: LeastEnergyFill
    public var hole: ImageHole { interpolation.hole }

    /// Solves for all images at once: the filling is a linear map of a few known pixels, the same for every channel.
    ///
    /// - Throws: `HoleFillError` where the hole has more pixels than can be solved for.
    public init(hole: ImageHole) throws {
        interpolation = try LeastEnergyFill(hole: hole) { hole.laplacian(at: $0) }
    }

    public func fill(_ images: Matrix<Float>, workers: Workers) -> Matrix<Float> {
        interpolation.fill(images, workers: workers)
    }
}
