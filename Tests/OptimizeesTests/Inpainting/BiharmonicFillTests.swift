import Optimizees
import Tensors
import Testing

@Suite struct BiharmonicFillTests {
    private func fill(_ images: Matrix<Float>, _ hole: ImageHole) throws -> Matrix<Float> {
        try BiharmonicFill(hole: hole).fill(HoleFixture.masked(images, hole), workers: .one)
    }

    @Test func cubicsComeBackTwoPixelsFromTheBorder() throws {
        let hole = try HoleFixture.rectangle(2..<9, 2..<10, height: 11, width: 12)
        for (power, other) in [(0, 0), (1, 0), (1, 1), (2, 0), (0, 2), (2, 1), (1, 2), (3, 0), (0, 3)] {
            func monomial(_ y: Double, _ x: Double) -> Double {
                (0..<power).reduce(1) { value, _ in value * (y - 5) / 5 }
                    * (0..<other).reduce(1) { value, _ in value * (x - 5) / 5 }
            }
            let image = HoleFixture.image(of: hole, monomial)
            #expect(HoleFixture.difference(try fill(image, hole), image) < 1e-6, "y^\(power)·x^\(other)")
        }
        let quartic = HoleFixture.image(of: hole) { y, _ in (y - 5) * (y - 5) * (y - 5) * (y - 5) / 625 }
        #expect(HoleFixture.difference(try fill(quartic, hole), quartic) > 0.01)
    }

    @Test func nearerToTheBorderTheyDoNot() throws {
        let hole = try HoleFixture.rectangle(1..<9, 2..<10, height: 11, width: 12)
        let image = HoleFixture.image(of: hole) { y, _ in y * y / 25 }
        #expect(HoleFixture.difference(try fill(image, hole), image) > 0.01)
    }

    /// The stencil of 13 pixels: 20 in the middle, −8 beside it, 2 at the corners, 1 two pixels away.
    @Test func theEquationHolds() throws {
        let hole = try HoleFixture.rectangle(2..<9, 2..<10, height: 11, width: 12)
        let filled = try fill(HoleFixture.noise(2, of: hole), hole)
        let stencil: [(Int, Double)] = [
            (0, 20), (1, -8), (-1, -8), (12, -8), (-12, -8), (11, 2), (13, 2), (-11, 2), (-13, 2), (2, 1), (-2, 1),
            (24, 1), (-24, 1),
        ]
        for image in 0..<2 {
            for pixel in hole.missing {
                let residual = stencil.reduce(0) { $0 + $1.1 * Double(filled[image, pixel + $1.0]) }
                #expect(abs(residual) < 2e-5)
            }
        }
    }

    /// At the end of a line a, b, u: (2b − a − u)² + (u − b)² is least for u = (3b − a)/2.
    @Test func theBorderByHand() throws {
        let hole = try ImageHole([false, false, true], height: 1, width: 3)
        let filled = try fill(Matrix(rows: 1, columns: 3, values: [0.2, 0.4, 9]), hole)
        #expect(abs(filled[0, 2] - 0.5) < 1e-6)
    }

    /// Any other filling has more of ‖Δu‖², also with a hole on the border, and in every plane.
    @Test func theEnergyIsLeast() throws {
        let hole = try HoleFixture.scattered()
        let filled = try fill(HoleFixture.noise(1, channels: 3, of: hole), hole)
        for plane in 0..<3 {
            var image = Array(filled.rowValues(0)[plane * hole.pixels..<(plane + 1) * hole.pixels]).map(Double.init)
            let least = energy(image, hole)
            for pixel in hole.missing {
                for change in [-0.01, 0.01] {
                    image[pixel] += change
                    #expect(energy(image, hole) > least)
                    image[pixel] -= change
                }
            }
        }
    }

    private func energy(_ image: [Double], _ hole: ImageHole) -> Double {
        var sum = 0.0
        for row in 0..<hole.height {
            for column in 0..<hole.width {
                var laplacian = 0.0
                for (y, x) in [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
                where (0..<hole.height).contains(y) && (0..<hole.width).contains(x) {
                    laplacian += image[row * hole.width + column] - image[y * hole.width + x]
                }
                sum += laplacian * laplacian
            }
        }
        return sum
    }
}
