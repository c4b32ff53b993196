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
