import Unrolled

/// What passes of flows cost, for plans.
struct FlowCost {
    /// Of each level, of one pass of one image on one core: seconds in its couplings, and in all else.
    private let levels: [(couplings: Double, rest: Double)]

    /// At the measured rates of products, and of what else is done with each channel of each pixel in each step.
    init(shape: ImageShape, settings: FlowSettings, hole: [Bool]?) {
        var here = shape
        levels = (1...settings.levels).map { _ in
            here = ImageShape(channels: 4 * here.channels, height: here.height / 2, width: here.width / 2)
            let (half, hidden) = (Double(here.channels) / 2, Double(settings.hidden))
            let seen = Footprint.hiddenCount(hole: settings.isGated ? hole : nil, of: shape, at: here)
            let multiplications = Double(settings.steps * seen) * hidden * (9 * half + hidden + 9 * 2 * half)
            let passed = Double(settings.steps * here.count)
            let kept = here.channels / (settings.deeper == .half ? 2 : 4)
            here = ImageShape(channels: kept, height: here.height, width: here.width)
            return (multiplications / 45e9, passed / 0.8e9)
        }
    }

    /// Seconds of one pass of one image on one core through a flow whose first levels' couplings are closed.
    func seconds(closedLevels: Int = 0) -> Double {
        levels.enumerated().reduce(0) { $0 + $1.element.rest + ($1.offset < closedLevels ? 0 : $1.element.couplings) }
    }
}
