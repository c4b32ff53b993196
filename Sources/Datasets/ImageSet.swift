import Tensors

/// Images of one size, in memory.
public struct ImageSet: Sendable {
    /// (images, channels·height·width), in [0, 1], no mean removed. A row is the red, green and blue plane one after the
    /// other (or the grey one), each row by row: PyTorch's order.
    public let pixels: Matrix<Float>
    /// Pixels from top to bottom.
    public let height: Int
    /// Pixels from left to right.
    public let width: Int
    /// 1 (grey, ITU-R 601 luma) or 3 (RGB).
    public let channels: Int
    /// What the images are and where they came from, in a phrase for the report.
    public let origin: String
    /// The images that the source sets apart for testing, if it does.
    public let predefinedTest: Range<Int>?

    /// The number of images.
    public var count: Int { pixels.rows }

    /// A set of images; `pixels` has channels·height·width columns.
    public init(
        pixels: Matrix<Float>, height: Int, width: Int, channels: Int, origin: String, predefinedTest: Range<Int>? = nil
    ) {
        precondition(pixels.columns == channels * height * width, "a row is an image")
        self.pixels = pixels
        self.height = height
        self.width = width
        self.channels = channels
        self.origin = origin
        self.predefinedTest = predefinedTest
    }

    /// The images of these indices, in their order, as a new matrix.
    public func pixels(at indices: [Int]) -> Matrix<Float> { pixels.gather(indices) }
}

/// Mirroring left to right: what is true of an image is mostly true of its mirror image, and so training may show both.
public enum ImageFlip {
    /// Mirrors one image in place; doing it twice gives the image back.
    ///
    /// - Parameters:
    ///   - image: planes one after the other, each row by row.
    ///   - height: in pixels.
    ///   - width: in pixels.
    ///   - channels: number of planes.
    public static func mirror(_ image: UnsafeMutablePointer<Float>, height: Int, width: Int, channels: Int) {
        for line in 0..<channels * height {
            var pixels = UnsafeMutableBufferPointer(start: image + line * width, count: width)
            pixels.reverse()
        }
    }
}
