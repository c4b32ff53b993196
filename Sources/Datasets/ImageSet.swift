import Foundation
import Support
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
    /// What is not as it should be though the images could be read, a sentence each, for the user to see.
    public let warnings: [String]

    /// The number of images.
    public var count: Int { pixels.rows }

    /// A set of images; `pixels` has channels·height·width columns.
    public init(
        pixels: Matrix<Float>, height: Int, width: Int, channels: Int, origin: String,
        predefinedTest: Range<Int>? = nil,
        warnings: [String] = []
    ) {
        precondition(pixels.columns == channels * height * width, "a row is an image")
        self.pixels = pixels
        self.height = height
        self.width = width
        self.channels = channels
        self.origin = origin
        self.predefinedTest = predefinedTest
        self.warnings = warnings
    }

    /// A matrix for images of side×side pixels. Throws `DataError` where this machine has no memory for them.
    ///
    /// - Parameter file: whose images they are, for the error.
    static func room(for count: Int, side: Int, channels: Int, file: String) throws -> Matrix<Float> {
        let bytes = Double(count) * Double(channels * side * side * MemoryLayout<Float>.stride)
        let memory = Double(ProcessInfo.processInfo.physicalMemory)
        guard bytes <= memory else {
            func text(_ bytes: Double) -> String { String(format: "%.1f GiB", bytes / 1_073_741_824) }
            throw DataError(
                file: file, expected: "images that fit into this machine's \(text(memory))",
                got: "\(count) images, \(text(bytes)) at \(side)×\(side)",
                hint: "choose a smaller side, or fewer images")
        }
        return Matrix(rows: count, columns: channels * side * side)
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
