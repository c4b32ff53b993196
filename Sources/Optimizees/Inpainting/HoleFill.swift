import Tensors

/// An answer to inpainting that nobody has to unroll: it fills the hole and leaves every known pixel as it is.
public protocol HoleFill: Sendable {
    /// The pixels that are filled.
    var hole: ImageHole { get }

    /// Filled copies of images (n, channels·height·width), plane by plane. What stands in their holes is never read.
    ///
    /// - Parameters:
    ///   - images: of the hole's height and width, and of the channels that the filling was made for.
    ///   - workers: threads; the bytes of the result do not depend on their number.
    func fill(_ images: Matrix<Float>, workers: Workers) -> Matrix<Float>
}
