import Unrolled

/// What a flow's pass costs, for plans.
enum FlowCost {
    /// Seconds of one pass of one image on one core, at the measured rates: of products, and of what else is done with
    /// each channel of each pixel in each step.
    static func seconds(shape: ImageShape, settings: FlowSettings, hole: [Bool]?) -> Double {
        let (channels, multiplications) = counts(shape: shape, settings: settings, hole: hole)
        return multiplications / 40e9 + channels / 1e9
    }

    /// Of one pass of one image: channels of pixels, over all steps, and multiplications in 1×1 convolutions and, where
    /// they are open and act, couplings.
    private static func counts(
        shape: ImageShape, settings: FlowSettings, hole: [Bool]?
    ) -> (channels: Double, multiplications: Double) {
        var (here, passed, total) = (shape, 0.0, 0.0)
        for level in 1...settings.levels {
            here = ImageShape(channels: 4 * here.channels, height: here.height / 2, width: here.width / 2)
            let (half, hidden) = (Double(here.channels) / 2, Double(settings.hidden))
            let footprint = Footprint(hole: settings.isGated ? hole : nil, of: shape, at: here)
            let seen = level > settings.closedLevels ? footprint.hiddenCount : 0
            let coupling = Double(seen) * hidden * (9 * half + hidden + 9 * 2 * half)
            total += Double(settings.steps) * (coupling + Double(here.count * here.channels))
            passed += Double(settings.steps * here.count)
            let kept = here.channels / (settings.deeper == .half ? 2 : 4)
            here = ImageShape(channels: kept, height: here.height, width: here.width)
        }
        return (passed, total)
    }
}
