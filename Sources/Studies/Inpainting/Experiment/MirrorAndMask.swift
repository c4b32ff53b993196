import Datasets
import Descent
import Tensors
import Unrolled

/// Mirrors half of a batch's images, and then hides the hole in what the network is fed.
package struct MirrorAndMask: Augmentation {
    let shape: ImageShape
    let mirrors: Bool
    /// x' in the hole: a zero of the image in standardised coordinates.
    let hidden: Matrix<Float>
    let runs: [Range<Int>]
    let inputScale: Double

    package init(_ images: InpaintingImages, mirrors: Bool) {
        shape = images.shape
        self.mirrors = mirrors
        hidden = images.standardised(Matrix(rows: 1, columns: images.shape.count))
        runs = images.holeRuns
        inputScale = images.inputScale
    }

    package func augment(_ batch: Batch<Float>, _ stream: RandomStream) -> Batch<Float> {
        var stream = stream
        let (images, inputs) = (batch.optima, batch.inputs)
        for n in 0..<images.rows {
            if mirrors, stream.below(2) == 1 {
                ImageFlip.mirror(
                    images.row(n), height: shape.height, width: shape.width, channels: shape.channels)
            }
            inputs.row(n).update(from: images.row(n), count: images.columns)
            if inputScale != 1 { Float.scaleByOnePlus(Float(inputScale - 1), inputs.row(n), count: inputs.columns) }
            for run in runs {
                (inputs.row(n) + run.lowerBound).update(from: hidden.pointer + run.lowerBound, count: run.count)
            }
        }
        return batch
    }
}
