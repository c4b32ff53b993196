import Foundation
import Images
import Support

/// An opaque picture of 8-bit RGB pixels, row by row from the top: what a PNG file holds.
public struct Raster: Equatable, Sendable {
    /// Pixels in a row.
    public var width: Int
    /// Rows.
    public var height: Int
    /// 3 · width · height bytes.
    public var bytes: [UInt8]

    /// A picture from its bytes.
    public init(width: Int, height: Int, bytes: [UInt8]) {
        self.width = width
        self.height = height
        self.bytes = bytes
    }

    /// Reads a PNG file.
    /// - Throws: `PlottingError.drawing` where `data` is no readable PNG.
    public init(png data: Data) throws {
        do {
            let image = try DecodedImage([UInt8](data), path: "a PNG", largestSide: Pixels.largestSide)
            self.init(width: image.width, height: image.height, bytes: image.rgb)
        } catch let problem as DataError {
            throw PlottingError.drawing(what: problem.file, reason: "expected \(problem.expected), got \(problem.got)")
        }
    }

    /// The root mean square of the difference to another picture of the same size over all bytes, in 0…255; nil where
    /// the sizes differ.
    public func rootMeanSquare(to other: Raster) -> Double? {
        guard width == other.width, height == other.height, !bytes.isEmpty else { return nil }
        var sum = 0.0
        for (first, second) in zip(bytes, other.bytes) {
            let difference = Double(first) - Double(second)
            sum += difference * difference
        }
        return (sum / Double(bytes.count)).squareRoot()
    }

    /// A picture of the difference to another of the same size: white where equal, four times as dark as they differ.
    public func difference(to other: Raster) -> Raster? {
        guard width == other.width, height == other.height else { return nil }
        let differences = zip(bytes, other.bytes).map { first, second in
            UInt8(255 - min(255, 4 * abs(Int(first) - Int(second))))
        }
        return Raster(width: width, height: height, bytes: differences)
    }

    /// The picture as a PNG file with its resolution in dots per inch.
    public func png(dotsPerInch: Double) -> Data {
        PNGEncoder(width: width, height: height, layout: .rgb, packing: .small, dotsPerInch: dotsPerInch).encode(bytes)
    }
}
