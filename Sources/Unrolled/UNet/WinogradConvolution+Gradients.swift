import Tensors

/// The weight's gradient, for which channels lie side by side: both factors of a product then have their sums' sides in rows.
extension WinogradConvolution {
    /// Some images: x, ∂y, and how many there are.
    typealias Pair = (input: Input, delta: Input, images: Int)

    /// How the gradient uses its scratch memory: images with their channels side by side, sixteen transforms of some squares of
    /// both, and of the gradient.
    struct Gradients {
        let together: Int
        /// Channels up to the next whole width of a product.
        let inputs: Int
        let outputs: Int
        let images: Int
        let input: Int
        let output: Int
        let weight: Int
        var count: Int { images * (inputs + outputs) + 16 * (input + output + weight) }

        init(_ convolution: WinogradConvolution, images: Int) {
            together = min(convolution.squares, max(1, 64 / images))
            inputs = Scalar.kernels.products.padded(convolution.inputs)
            outputs = Scalar.kernels.products.padded(convolution.outputs)
            self.images = convolution.pixels * images
            let isDirect = convolution.isDirect
            input = isDirect ? 0 : together * images * inputs + 16
            output = isDirect ? 0 : together * images * outputs + 16
            weight = isDirect ? 0 : convolution.outputs * inputs + 16
        }
    }

    /// Adds ∂W of some images, one after the other, to a gradient of zeros.
    func addWeightGradient(of pairs: [Pair], scratch: Output, to gradient: Output) {
        let parts = Gradients(self, images: Self.imagesTogether)
        let (x, y) = (scratch, scratch + parts.images * parts.inputs)
        let v = y + parts.images * parts.outputs
        let m = v + 16 * parts.input
        let u = m + 16 * parts.output
        UnsafeMutableRawPointer(u).initializeMemory(
            as: UInt8.self, repeating: 0, count: 16 * parts.weight * MemoryLayout<Scalar>.stride)
        for pair in pairs {
            let columns = pixels * pair.images
            Scalar.transpose(pair.input, ld: columns, rows: inputs, columns: columns, into: x, ldOut: parts.inputs)
            Scalar.transpose(pair.delta, ld: columns, rows: outputs, columns: columns, into: y, ldOut: parts.outputs)
            if isDirect {
                addDirect(x, y, parts, images: pair.images, to: gradient)
            } else {
                addTransformed(x, y, parts, images: pair.images, v, m, to: u)
            }
        }
        if !isDirect {
            Scalar.kernels.winograd.weightsBackward(u, parts.inputs, parts.weight, gradient, outputs, inputs)
        }
    }

    /// Adds the gradient in the transforms of W.
    private func addTransformed(
        _ x: Input, _ y: Input, _ parts: Gradients, images: Int, _ v: Output, _ m: Output, to u: Output
    ) {
        let kernels = Scalar.kernels
        let together = min(squares, max(1, 64 / images))
        for first in stride(from: 0, to: squares, by: together) {
            let count = min(together, squares - first)
            kernels.winograd.input(x, 1, height, width, images * parts.inputs, first, count, v, parts.input)
            kernels.winograd.outputBackward(y, 1, height, width, images * parts.outputs, first, count, m, parts.output)
            for k in 0..<16 {
                kernels.products.outerProduct(
                    m + k * parts.output, parts.outputs, v + k * parts.input, parts.inputs, count * images,
                    u + k * parts.weight, 1, outputs, 0, parts.inputs, 1, parts.inputs, nil)
            }
        }
    }

    /// Of 2×2 pixels: tap by tap the pixels whose neighbour is there, as many in a row as are neighbours of each other.
    private func addDirect(_ x: Input, _ y: Input, _ parts: Gradients, images: Int, to gradient: Output) {
        for tap in 0..<9 {
            let (up, right) = (tap / 3 - 1, tap % 3 - 1)
            let (row, column) = (max(0, -up), max(0, -right))
            let (rows, columns) = (2 - abs(up), 2 - abs(right))
            // Rows of both pixels follow on each other.
            let (runs, length) = columns == 2 ? (1, 2 * rows) : (rows, 1)
            for run in 0..<runs {
                let from = (row + run) * 2 + column
                let to = from + 2 * up + right
                Scalar.kernels.products.outerProduct(
                    y + from * images * parts.outputs, parts.outputs, x + to * images * parts.inputs, parts.inputs,
                    length * images, gradient + tap * inputs, 1, outputs, 0, 9 * inputs, 1, inputs, nil)
            }
        }
    }
}
