import InpaintingExperiment
import Tensors
import Testing
import Unrolled

@Suite struct InpaintingImagesTests {
    /// Images of two planes of 4×4 pixels, with the hole in their middle.
    private static let shape = ImageShape(channels: 2, height: 4, width: 4)
    private static let hole = (0..<16).map { (1...2).contains($0 % 4) && (1...2).contains($0 / 4) }

    private static func random(_ name: String, rows: Int) -> Matrix<Float> {
        let images: Matrix<Float> = RandomStream(seed: 4, name: name).normal(
            rows: rows, columns: 32, standardDeviation: 0.2)
        for n in 0..<rows { for i in 0..<32 { images[n, i] += 0.4 + 0.02 * Float(i % 4) } }
        return images
    }

    private static func images(mirrors: Bool = true) -> InpaintingImages {
        InpaintingImages(
            train: random("train", rows: 9), validation: random("validation", rows: 3), test: random("test", rows: 4),
            shape: shape, hole: hole, mirrors: mirrors)
    }

    /// The place of a pixel's mirror image.
    private func mirror(_ i: Int) -> Int { i / 4 * 4 + 3 - i % 4 }

    @Test func whatIsStandardisedComesBack() {
        let images = Self.images()
        let standardised = images.standardised(images.test)
        for n in 0..<4 {
            for i in 0..<32 {
                let wanted = (images.test[n, i] - images.mean[0, i]) / Float(images.deviation)
                #expect(abs(standardised[n, i] - wanted) < 1e-5)
            }
        }
        let again = images.images(standardised)
        #expect(zip(again.values, images.test.values).allSatisfy { abs($0.0 - $0.1) < 1e-6 })
    }

    /// One deviation for all pixels, and the training images' own: about their mean it is 1 in the end.
    @Test func trainingImagesHaveDeviationOne() {
        for mirrors in [false, true] {
            let images = Self.images(mirrors: mirrors)
            #expect(abs(images.standardised(images.train).rootMeanSquare - 1) < 1e-5)
        }
    }

    /// With mirrored images in training the mean is its own mirror image; without them it is the mean.
    @Test func theMirroredMeanIsSymmetric() {
        let (mirrored, plain) = (Self.images(), Self.images(mirrors: false))
        var asymmetry: Float = 0
        for i in 0..<32 {
            let mean = (0..<9).reduce(Float(0)) { $0 + plain.train[$1, i] } / 9
            #expect(abs(plain.mean[0, i] - mean) < 1e-6)
            #expect(mirrored.mean[0, i] == mirrored.mean[0, mirror(i)])
            #expect(abs(mirrored.mean[0, i] - 0.5 * (plain.mean[0, i] + plain.mean[0, mirror(i)])) < 1e-6)
            asymmetry = max(asymmetry, abs(plain.mean[0, i] - plain.mean[0, mirror(i)]))
        }
        #expect(asymmetry > 0.01)
    }

    @Test func maskedImagesAreZeroInTheHoleOfEveryPlane() {
        let images = Self.images()
        let masked = images.masked(images.test)
        for n in 0..<4 {
            for i in 0..<32 { #expect(masked[n, i] == (Self.hole[i % 16] ? 0 : images.test[n, i])) }
        }
        // x' is that of the masked image, y' that of the clean one.
        let batch = images.batch(images.test)
        #expect(batch.inputs.values == images.standardised(masked).values)
        #expect(batch.optima.values == images.standardised(images.test).values)
    }

    /// The authors' code takes images as they are, and what its networks are fed a little darker, in looks at validation as
    /// in training.
    @Test func imagesAsTheyAre() {
        let images = Self.images().asTheyAre
        #expect(images.standardised(images.test).values == images.test.values)
        #expect(images.images(images.test).values == images.test.values)
        #expect(images.deviation == 1 && images.mean.values.allSatisfy { $0 == 0 })
        let batch = images.batch(images.test)
        #expect(batch.optima.values == images.test.values)
        let learnt = MirrorAndMask(images, mirrors: false).augment(
            images.trainingBatch.gather(0..<4), RandomStream(seed: 1, name: "augmentation"))
        for (seen, clean) in [(batch, images.test), (learnt, images.train)] {
            for n in 0..<4 {
                for i in 0..<32 {
                    let wanted = Self.hole[i % 16] ? 0 : clean[n, i] * 255 / 256
                    #expect(abs(seen.inputs[n, i] - wanted) < 1e-6)
                }
            }
        }
    }

    /// Images without any contrast have a deviation to divide by all the same.
    @Test func constantImagesStayFinite() {
        let grey = Matrix<Float>(rows: 3, columns: 32)
        grey.fill(0.5)
        let images = InpaintingImages(
            train: grey, validation: grey, test: grey, shape: Self.shape, hole: Self.hole, mirrors: true)
        #expect(images.standardised(grey).values.allSatisfy { $0 == 0 })
        #expect(images.standardised(images.masked(grey)).isFinite)
    }
}
