import Unrolled

/// What a flow's pass costs, for plans.
enum FlowCost {
    /// Seconds of one pass of one image on one core, at the measured rate.
    static func seconds(shape: ImageShape, settings: FlowSettings) -> Double {
        multiplications(shape: shape, settings: settings) / 50e9
    }

    /// Multiplications of one pass of one image through all couplings and 1×1 convolutions.
    static func multiplications(shape: ImageShape, settings: FlowSettings) -> Double {
        var (channels, pixels, total) = (shape.channels, shape.pixels, 0.0)
        for level in 1...settings.levels {
            (channels, pixels) = (4 * channels, pixels / 4)
            let (half, hidden) = (Double(channels) / 2, Double(settings.hidden))
            let constants = settings.seesMask ? 3.0 : 0
            let coupling = hidden * (9 * (half + constants) + hidden + 9 * 2 * half)
            total += Double(settings.steps * pixels) * (coupling + Double(channels * channels))
            if level < settings.levels { channels /= settings.deeper == .half ? 2 : 4 }
        }
        return total
    }
}
