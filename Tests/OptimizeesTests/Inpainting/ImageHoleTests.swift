import Optimizees
import Tensors
import Testing

@Suite struct ImageHoleTests {
    @Test func missingAndKnownPixels() throws {
        let hole = try HoleFixture.rectangle(1..<3, 2..<4, height: 3, width: 4)
        #expect(hole.missing == [6, 7, 10, 11])
        #expect(hole.known == [0, 1, 2, 3, 4, 5, 8, 9])
    }

    @Test(arguments: [([Bool](repeating: true, count: 6), "6 of 6"), ([Bool](repeating: false, count: 6), "0 of 6")])
    func somethingIsMissingAndSomethingIsKnown(flags: [Bool], part: String) {
        let error = #expect(throws: HoleFillError.self) { try ImageHole(flags, height: 2, width: 3) }
        #expect(error?.description.contains(part) == true)
    }

    @Test(arguments: [(2, 4), (0, 6), (-2, -3)])
    func sizesFit(height: Int, width: Int) {
        #expect(throws: HoleFillError.self) {
            try ImageHole([true, false, true, false, false, false], height: height, width: width)
        }
    }

    /// What all fillings have in common, of 150 images and more than one shard.
    @Test(arguments: 0..<4, [1, 3])
    func knownPixelsStayAndHolesAreNotRead(method: Int, channels: Int) throws {
        let hole = try HoleFixture.scattered()
        let training = HoleFixture.noise(40, channels: channels, of: hole, seed: 1)
        let fills: [any HoleFill] = [
            try MeanImageFill(training: training, hole: hole), try HarmonicFill(hole: hole),
            try BiharmonicFill(hole: hole),
            try RidgeFill(training: training, validation: training, hole: hole, strengths: [0.1]),
        ]
        let images = HoleFixture.noise(150, channels: channels, of: hole)
        let filled = fills[method].fill(HoleFixture.masked(images, hole), workers: .one)
        #expect(filled.isFinite)
        #expect(filled.values == fills[method].fill(images, workers: Workers(count: 3)).values)
        for row in [0, 63, 64, 149] {
            for plane in 0..<channels {
                for pixel in hole.known.map({ plane * hole.pixels + $0 }) {
                    #expect(filled[row, pixel] == images[row, pixel])
                }
            }
        }
        #expect(HoleFixture.difference(filled, images) > 0.1)
    }
}
