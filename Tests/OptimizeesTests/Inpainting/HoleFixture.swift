import Optimizees
import Tensors

/// Small images with holes.
enum HoleFixture {
    /// A hole of `rows` × `columns`.
    static func rectangle(_ rows: Range<Int>, _ columns: Range<Int>, height: Int, width: Int) throws -> ImageHole {
        let isMissing = (0..<height * width).map { rows.contains($0 / width) && columns.contains($0 % width) }
        return try ImageHole(isMissing, height: height, width: width)
    }

    /// A hole of single pixels, patches and bridges, some of them on the border.
    static func scattered(height: Int = 10, width: Int = 13) throws -> ImageHole {
        var stream = RandomStream(seed: 4, name: "tests/hole")
        return try ImageHole((0..<height * width).map { _ in stream.uniform() < 0.4 }, height: height, width: width)
    }

    /// One image of one channel, value(row, column).
    static func image(of hole: ImageHole, _ value: (Double, Double) -> Double) -> Matrix<Float> {
        Matrix(
            rows: 1, columns: hole.pixels,
            values: (0..<hole.pixels).map { Float(value(Double($0 / hole.width), Double($0 % hole.width))) })
    }

    /// Images of standard normal pixels.
    static func noise(_ count: Int, channels: Int = 1, of hole: ImageHole, seed: UInt64 = 8) -> Matrix<Float> {
        RandomStream(seed: seed, name: "tests/images").normal(rows: count, columns: channels * hole.pixels)
    }

    /// The images with NaN in their holes.
    static func masked(_ images: Matrix<Float>, _ hole: ImageHole) -> Matrix<Float> {
        let result = images.copy()
        for row in 0..<images.rows {
            for plane in stride(from: 0, to: images.columns, by: hole.pixels) {
                for pixel in hole.missing { result[row, plane + pixel] = .nan }
            }
        }
        return result
    }

    /// The largest difference between two matrices.
    static func difference(_ a: Matrix<Float>, _ b: Matrix<Float>) -> Float {
        zip(a.values, b.values).map { abs($0 - $1) }.reduce(0) { $1.isNaN ? .infinity : max($0, $1) }
    }
}
