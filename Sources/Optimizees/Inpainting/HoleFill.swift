import Foundation
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

/// Why a hole cannot be filled, said to people.
public enum HoleFillError: Error, Equatable, CustomStringConvertible, LocalizedError {
    /// The hole is empty, all of the image, or of another size than the image.
    case hole(expected: String, got: String)
    /// Images that are none, not finite, or of another size than the hole's.
    case images(what: String, expected: String, got: String)

    public var description: String {
        switch self {
        case .hole(let expected, let got): "the hole must have \(expected), got \(got)"
        case .images(let what, let expected, let got): "the \(what) images must be \(expected), got \(got)"
        }
    }

    public var errorDescription: String? { description }
}

/// The pixels that an image lacks, in all of its channels.
public struct ImageHole: Equatable, Sendable {
    /// Pixels from top to bottom.
    public let height: Int
    /// Pixels from left to right.
    public let width: Int
    /// The pixels of the hole, row by row, ascending.
    public let missing: [Int]
    /// All others, ascending.
    public let known: [Int]

    /// height · width.
    public var pixels: Int { height * width }

    /// - Parameters:
    ///   - isMissing: for each pixel, row by row, whether it lies in the hole.
    ///   - height: of the image.
    ///   - width: of the image.
    /// - Throws: `HoleFillError.hole` where a size does not fit, no pixel is missing, or none is known.
    public init(_ isMissing: [Bool], height: Int, width: Int) throws {
        guard height > 0, width > 0, isMissing.count == height * width else {
            throw HoleFillError.hole(
                expected: "one flag for each of \(height)×\(width) pixels", got: "\(isMissing.count)")
        }
        let missing = isMissing.indices.filter { isMissing[$0] }
        guard !missing.isEmpty, missing.count < isMissing.count else {
            throw HoleFillError.hole(
                expected: "at least one pixel, and leave at least one",
                got: "\(missing.count) of \(isMissing.count) pixels")
        }
        self.height = height
        self.width = width
        self.missing = missing
        known = isMissing.indices.filter { !isMissing[$0] }
    }

    /// The pixels above, left, right and below, as far as the image goes.
    func neighbours(of pixel: Int) -> [Int] {
        let column = pixel % width
        var result: [Int] = []
        if pixel >= width { result.append(pixel - width) }
        if column > 0 { result.append(pixel - 1) }
        if column < width - 1 { result.append(pixel + 1) }
        if pixel < pixels - width { result.append(pixel + width) }
        return result
    }

    /// The channels of images (n, channels·pixels).
    func channels(of images: Matrix<Float>) -> Int {
        precondition(images.columns > 0 && images.columns % pixels == 0, "a row is planes of the hole's size")
        return images.columns / pixels
    }

    /// Some pixels of every channel, channel by channel: (n, channels·`chosen`.count).
    func gather(_ chosen: [Int], of images: Matrix<Float>) -> Matrix<Float> {
        let channels = channels(of: images)
        let result = Matrix<Float>(rows: images.rows, columns: channels * chosen.count)
        for row in 0..<images.rows {
            var target = result.row(row)
            for channel in 0..<channels {
                let plane = images.row(row) + channel * pixels
                for (i, pixel) in chosen.enumerated() { target[i] = plane[pixel] }
                target += chosen.count
            }
        }
        return result
    }

    /// Writes the hole of every channel of one image from channels·`missing`.count values, channel by channel.
    func scatter(_ values: UnsafePointer<Float>, into image: UnsafeMutablePointer<Float>, channels: Int) {
        for channel in 0..<channels {
            let (source, plane) = (values + channel * missing.count, image + channel * pixels)
            for (i, pixel) in missing.enumerated() { plane[pixel] = source[i] }
        }
    }

    /// Throws unless images are rows of one or more planes of the hole's size, at least one, and all finite.
    func check(_ images: Matrix<Float>, _ what: String) throws {
        guard images.rows > 0, images.columns > 0, images.columns % pixels == 0 else {
            throw HoleFillError.images(
                what: what, expected: "at least one row of planes of \(height)×\(width) pixels",
                got: "\(images.rows) of \(images.columns) numbers")
        }
        if let (row, column) = images.firstNotFinite {
            throw HoleFillError.images(
                what: what, expected: "finite numbers",
                got: "\(images[row, column]) in image \(row), element \(column)")
        }
    }
}
