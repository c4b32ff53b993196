import Tensors

/// What a method makes of masked images.
struct InpaintingOutcome {
    /// Which layers: 0 is the masked image.
    let layers: [Int]
    /// y_l in [0, 1] where it is an image at all: (n, d) for each of them.
    let images: [Matrix<Float>]
    /// ‖z_l‖ of each image for each of them; nil where there is no latent variable.
    let latents: [[Double]?]
}

/// A method that fills holes: from images in [0, 1] whose hole is zero.
protocol InpaintingMethod {
    /// The layers' images, or the one result as layer L.
    func run(_ masked: Matrix<Float>) throws -> InpaintingOutcome
}
