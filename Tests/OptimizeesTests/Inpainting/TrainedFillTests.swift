import Optimizees
import Tensors
import Testing

@Suite struct TrainedFillTests {
    private let hole: ImageHole

    init() throws { hole = try HoleFixture.rectangle(1..<3, 1..<4, height: 4, width: 5) }

    /// Images whose missing pixels are an affine function of the known ones of all channels.
    private func affineImages(_ count: Int, channels: Int, seed: UInt64) -> Matrix<Float> {
        let images = HoleFixture.noise(count, channels: channels, of: hole, seed: seed)
        let known = (0..<channels).flatMap { channel in hole.known.map { channel * hole.pixels + $0 } }
        let missing = (0..<channels).flatMap { channel in hole.missing.map { channel * hole.pixels + $0 } }
        let map: Matrix<Float> = RandomStream(seed: 3, name: "tests/map").normal(
            rows: missing.count, columns: known.count, standardDeviation: 0.3)
        for row in 0..<count {
            for (i, target) in missing.enumerated() {
                images[row, target] = known.enumerated().reduce(Float(i)) { $0 + map[i, $1.0] * images[row, $1.1] }
            }
        }
        return images
    }

    @Test(arguments: [1, 3]) func ridgeFindsAnAffineMap(channels: Int) throws {
        let ridge = try RidgeFill(
            training: affineImages(200, channels: channels, seed: 1),
            validation: affineImages(50, channels: channels, seed: 2), hole: hole)
        let test = affineImages(70, channels: channels, seed: 5)
        let filled = ridge.fill(HoleFixture.masked(test, hole), workers: .one)
        #expect(HoleFixture.difference(filled, test) < 1e-3)
        #expect(ridge.regression.strength == RidgeFill.strengths[0])
    }

    @Test func theStrengthIsTheBestOnValidationAndBeatsTheMean() throws {
        func noisy(_ count: Int, _ seed: UInt64) -> Matrix<Float> {
            let images = affineImages(count, channels: 1, seed: seed)
            let noise = HoleFixture.noise(count, of: hole, seed: seed + 100)
            Float.addScaled(images.pointer, noise.pointer, scale: 0.7, count: images.count)
            return images
        }
        let (training, validation, test) = (noisy(40, 1), noisy(100, 2), noisy(200, 5))
        let ridge = try RidgeFill(training: training, validation: validation, hole: hole)
        let best = try #require(ridge.distances.min())
        #expect(ridge.distances.count == RidgeFill.strengths.count)
        #expect(ridge.regression.strength == RidgeFill.strengths[try #require(ridge.distances.firstIndex(of: best))])
        #expect(ridge.regression.strength > RidgeFill.strengths[0])
        func error(_ fill: any HoleFill) -> Double {
            fill.fill(test, workers: .one).rowDistances(to: test).reduce(0, +)
        }
        #expect(error(ridge) < 0.9 * error(try MeanImageFill(training: training, hole: hole)))
    }

    @Test func theMeanByHand() throws {
        let training = Matrix<Float>(rows: 3, columns: 40, values: (0..<120).map(Float.init))
        let fill = try MeanImageFill(training: training, hole: hole)
        #expect(fill.mean.values == [46, 47, 48, 51, 52, 53, 66, 67, 68, 71, 72, 73])
        let filled = fill.fill(HoleFixture.masked(training, hole), workers: .one)
        for row in 0..<3 { #expect((filled[row, 6], filled[row, 33]) == (46, 73)) }
    }

    @Test func badImagesAreErrors() throws {
        let good = HoleFixture.noise(5, of: hole)
        let narrow = Matrix<Float>(rows: 5, columns: 19)
        let none = Matrix<Float>(rows: 0, columns: 20)
        let broken = good.copy()
        broken[2, 7] = .nan
        for (bad, part) in [(narrow, "5 of 19 numbers"), (none, "0 of 20"), (broken, "nan in image 2, element 7")] {
            let mean = #expect(throws: HoleFillError.self) { try MeanImageFill(training: bad, hole: hole) }
            #expect(mean?.description.contains(part) == true)
            #expect(throws: HoleFillError.self) { try RidgeFill(training: bad, validation: good, hole: hole) }
            #expect(throws: HoleFillError.self) { try RidgeFill(training: good, validation: bad, hole: hole) }
        }
        let colour = HoleFixture.noise(5, channels: 3, of: hole)
        #expect(throws: HoleFillError.self) { try RidgeFill(training: good, validation: colour, hole: hole) }
        #expect(throws: LassoError.self) {
            try RidgeFill(training: good, validation: good, hole: hole, strengths: [0])
        }
    }
}
