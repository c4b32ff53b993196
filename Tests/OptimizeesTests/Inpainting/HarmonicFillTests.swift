import Optimizees
import Tensors
import Testing

@Suite struct HarmonicFillTests {
    private func fill(_ images: Matrix<Float>, _ hole: ImageHole) throws -> Matrix<Float> {
        try HarmonicFill(hole: hole).fill(HoleFixture.masked(images, hole), workers: .one)
    }

    @Test func affineImagesComeBack() throws {
        let hole = try HoleFixture.rectangle(1..<8, 3..<11, height: 9, width: 12)
        let affine = HoleFixture.image(of: hole) { 0.1 + 0.03 * $0 - 0.02 * $1 }
        #expect(HoleFixture.difference(try fill(affine, hole), affine) < 1e-7)
        let bowl = HoleFixture.image(of: hole) { 0.01 * $0 * $0 + 0.01 * $1 * $1 }
        #expect(HoleFixture.difference(try fill(bowl, hole), bowl) > 0.01)
    }

    @Test func everyMissingPixelIsTheMeanOfItsNeighbours() throws {
        let hole = try HoleFixture.scattered()
        let (height, width) = (hole.height, hole.width)
        let filled = try fill(HoleFixture.noise(3, of: hole), hole)
        for image in 0..<3 {
            for pixel in hole.missing {
                let (row, column) = (pixel / width, pixel % width)
                let around = [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
                    .filter { (0..<height).contains($0.0) && (0..<width).contains($0.1) }
                let mean = around.map { Double(filled[image, $0.0 * width + $0.1]) }.reduce(0, +) / Double(around.count)
                #expect(abs(Double(filled[image, pixel]) - mean) < 1e-6)
            }
        }
    }

    /// No missing pixel is darker or brighter than all the known ones around the hole.
    @Test func theMaximumPrincipleHolds() throws {
        let hole = try HoleFixture.rectangle(0..<6, 4..<9, height: 9, width: 12)
        let images = HoleFixture.noise(50, of: hole)
        let filled = try fill(images, hole)
        // The hole touches the upper border: it has known neighbours on three sides.
        let around = (0..<6).map { $0 * 12 + 3 } + (0..<6).map { $0 * 12 + 9 } + Array(76..<81)
        for row in 0..<50 {
            let values = around.map { images[row, $0] }
            let inside = hole.missing.map { filled[row, $0] }
            #expect(try #require(inside.min()) > values.min() ?? .infinity)
            #expect(try #require(inside.max()) < values.max() ?? -.infinity)
        }
    }

    /// Linear between known pixels; level where only one side is known.
    @Test func oneLineByHand() throws {
        let flags = [false, true, true, true, false, true, true]
        let hole = try ImageHole(flags, height: 1, width: 7)
        let line = Matrix<Float>(rows: 1, columns: 7, values: [1, 0, 0, 0, 5, 0, 0])
        let expected = Matrix<Float>(rows: 1, columns: 7, values: [1, 2, 3, 4, 5, 5, 5])
        #expect(HoleFixture.difference(try fill(line, hole), expected) < 1e-6)
    }

    @Test func oneKnownPixelFillsTheImage() throws {
        let hole = try ImageHole((0..<20).map { $0 != 7 }, height: 4, width: 5)
        let filled = try fill(HoleFixture.image(of: hole) { _, _ in 0.7 }, hole)
        #expect(filled.values.allSatisfy { abs($0 - 0.7) < 1e-6 })
    }

    @Test func planesAreIndependent() throws {
        let hole = try HoleFixture.rectangle(2..<7, 2..<9, height: 9, width: 12)
        let colour = HoleFixture.noise(2, channels: 3, of: hole)
        let filled = try fill(colour, hole)
        for plane in 0..<3 {
            let grey = Matrix<Float>(
                rows: 2, columns: 108,
                values: (0..<2).flatMap { Array(colour.rowValues($0)[plane * 108..<(plane + 1) * 108]) })
            let alone = try fill(grey, hole)
            for row in 0..<2 {
                for pixel in 0..<108 { #expect(abs(alone[row, pixel] - filled[row, plane * 108 + pixel]) < 1e-6) }
            }
        }
    }
}
