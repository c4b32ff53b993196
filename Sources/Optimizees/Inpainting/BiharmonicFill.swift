import Tensors

/// Fills the hole with the solution of the biharmonic equation Δ²u = 0: a thin plate that leaves the known pixels
/// around it with their values and their slopes (Damelin & Hoang, "On surface completion and image inpainting by
/// biharmonic functions", 2018; scikit-image's `inpaint_biharmonic` has the same equations, and then clips).
///
/// Discretely: Δ² is the graph Laplacian applied twice, the stencil of 13 pixels where the border is far, and u makes
/// ‖Δu‖² over the whole image least. Images that are cubic polynomials of the place come back exactly where the hole
/// keeps two pixels away from the border.
public struct BiharmonicFill: HoleFill {
    private let interpolation: LeastEnergyFill
    public var hole: ImageHole { interpolation.hole }

    /// Solves for all images at once: the filling is a linear map of a few known pixels, the same for every channel.
    ///
    /// - Throws: `HoleFillError` where the hole has more pixels than can be solved for.
    public init(hole: ImageHole) throws {
        interpolation = try LeastEnergyFill(hole: hole) { pixel in
            hole.laplacian(at: pixel).flatMap { middle in
                hole.laplacian(at: middle.pixel).map { ($0.pixel, middle.weight * $0.weight) }
            }
        }
    }

    public func fill(_ images: Matrix<Float>, workers: Workers) -> Matrix<Float> {
        interpolation.fill(images, workers: workers)
    }
}
