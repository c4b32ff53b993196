import Descent
import InpaintingExperiment
import Tensors
import Testing
import Unrolled

@Suite struct MirrorAndMaskTests {
    private static let shape = ImageShape(channels: 2, height: 4, width: 4)
    private static let hole = (0..<16).map { (0...1).contains($0 % 4) && (1...2).contains($0 / 4) }
    private static let train: Matrix<Float> = RandomStream(seed: 4, name: "train").normal(rows: 40, columns: 32)

    private func augmented(mirrors: Bool, step: Int = 0) -> (before: Batch<Float>, after: Batch<Float>, hidden: [Float])
    {
        let images = InpaintingImages(
            train: Self.train, validation: Self.train, test: Self.train, shape: Self.shape, hole: Self.hole,
            mirrors: mirrors)
        let batch = images.trainingBatch.gather(0..<40)
        let copy = Batch(inputs: batch.inputs.copy(), optima: batch.optima.copy())
        let result = MirrorAndMask(images, mirrors: mirrors).augment(
            copy, RandomStream(seed: 1, name: "training/augmentation", step: step))
        return (batch, result, images.standardised(Matrix(rows: 1, columns: 32)).values)
    }

    /// The clean image or its mirror image, and the same as input but for the hole, which is where it was.
    @Test(arguments: [true, false]) func imageAndInputAreMirroredAlike(mirrors: Bool) {
        let (before, after, hidden) = augmented(mirrors: mirrors)
        var count = 0
        for n in 0..<40 {
            let (image, clean) = (after.optima.rowValues(n), before.optima.rowValues(n))
            let mirrored = (0..<32).map { (i: Int) -> Float in clean[i / 4 * 4 + 3 - i % 4] }
            #expect(image == clean || image == mirrored)
            count += image == mirrored ? 1 : 0
            for i in 0..<32 { #expect(after.inputs[n, i] == (Self.hole[i % 16] ? hidden[i] : image[i])) }
        }
        #expect((mirrors ? 8...32 : 0...0).contains(count))
        #expect(after.features === after.inputs)
    }

    @Test func itIsAFunctionOfTheStreamAlone() {
        let (first, again, other) = (
            augmented(mirrors: true), augmented(mirrors: true), augmented(mirrors: true, step: 1)
        )
        #expect(first.after.optima.values == again.after.optima.values)
        #expect(first.after.inputs.values == again.after.inputs.values)
        #expect(first.after.optima.values != other.after.optima.values)
    }
}
