import Tensors
import Unrolled

extension GlowProxCase {
    /// Multiplications and additions of a step's convolutions: each flow forward in both directions, and back through
    /// both, which takes a product for the inputs and one for the weights.
    var operations: Double {
        var (channels, pixels, total) = (shape.channels, shape.pixels, 0.0)
        for level in 1...levels {
            (channels, pixels) = (4 * channels, pixels / 4)
            let (half, inside) = (Double(channels / 2), Double(hidden))
            let coupling = inside * (9 * half + inside + 9 * 2 * half)
            total += Double(steps * pixels) * (coupling + Double(channels * channels))
            guard level < levels else { break }
            channels /= 2
            total += Double(pixels * channels * 9 * 2 * channels)
        }
        return 2 * 3 * 2 * Double(batch * layers) * total
    }
}
