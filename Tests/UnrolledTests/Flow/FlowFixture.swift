import Tensors
import Testing
import Unrolled

/// Small flows, moved away from their start so that no part of them is trivial, and central differences.
enum FlowFixture {
    /// The variants under test: every choice of every setting appears in one of them.
    enum Variant: String, CaseIterable, CustomTestStringConvertible {
        case plain, haar, hole, additive, bordered
        var testDescription: String { rawValue }

        var shape: ImageShape {
            switch self {
            case .haar: ImageShape(channels: 3, height: 4, width: 8)
            case .bordered: ImageShape(channels: 2, height: 4, width: 4)
            case .plain, .hole, .additive: ImageShape(channels: 1, height: 8, width: 4)
            }
        }

        var settings: FlowSettings {
            var settings = FlowSettings()
            settings.levels = 2
            settings.steps = self == .hole ? 3 : 2
            settings.hidden = 6
            settings.weightDeviation = 0.4
            settings.biasDeviations = [0.3, 0.2]
            switch self {
            case .plain: settings.minimumScale = 0
            case .haar:
                settings.squeeze = .haar
                settings.deeper = .quarter
                settings.mixing = .halfSwap
            case .bordered:
                (settings.bordersOutputs, settings.squeezesByChannel) = (true, true)
                (settings.deeper, settings.hidden) = (.quarter, 4)
            case .hole:
                settings.squeeze = .haar
                settings.seesMask = true
                settings.seesCoordinates = true
                settings.isGated = true
                settings.minimumScale = 0.6
            case .additive:
                settings.minimumScale = 1
                settings.freezesShift = true
                settings.freezesOutputBias = true
            }
            return settings
        }

        /// A hole of 3×2 pixels, off the grid of the second level.
        var hole: [Bool]? {
            guard self == .hole else { return nil }
            return (0..<shape.pixels).map { 2...4 ~= $0 / shape.width && 1...2 ~= $0 % shape.width }
        }
    }

    /// A flow whose learnt parameters are all moved at random by `amount`.
    static func flow<Scalar: FlowScalar>(
        _ variant: Variant, moved amount: Double = 0.15, as type: Scalar.Type = Double.self
    ) throws -> Flow<Scalar> {
        let flow = try Flow<Scalar>(shape: variant.shape, settings: variant.settings, hole: variant.hole)
        flow.start(seed: 3)
        for parameter in flow.parameters where parameter.isLearnt {
            let noise: Matrix<Scalar> = RandomStream(seed: 8, name: parameter.name)
                .normal(
                    rows: 1, columns: parameter.count,
                    // A border's ones add up whole rows of weights.
                    standardDeviation: variant == .bordered ? amount / 3 : amount)
            Scalar.addScaled(
                flow.values.pointer + parameter.offset, noise.pointer, scale: 1, count: parameter.count)
        }
        flow.refresh()
        return flow
    }

    static func random<Scalar: FlowScalar>(_ name: String, rows: Int, columns: Int) -> Matrix<Scalar> {
        RandomStream(seed: 11, name: name).normal(rows: rows, columns: columns)
    }

    static func dot(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Double {
        (0..<a.count).reduce(0) { $0 + a.pointer[$1] * b.pointer[$1] }
    }

    /// The worst difference between `analytic` and the central difference of `loss` in every element of `variables`,
    /// relative to 1 + |difference|.
    static func worstError(
        _ variables: UnsafeMutablePointer<Double>, _ analytic: UnsafePointer<Double>, count: Int, step: Double = 1e-6,
        _ loss: () -> Double
    ) -> Double {
        (0..<count).reduce(0) { worst, i in
            let value = variables[i]
            variables[i] = value + step
            let above = loss()
            variables[i] = value - step
            let below = loss()
            variables[i] = value
            let numeric = (above - below) / (2 * step)
            let error = abs(analytic[i] - numeric) / (1 + abs(numeric))
            return error.isNaN ? .infinity : max(worst, error)
        }
    }

    static func worstDifference<Scalar: FlowScalar>(_ a: Matrix<Scalar>, _ b: Matrix<Scalar>) -> Double {
        (0..<a.count).reduce(0) {
            let difference = Double(abs(a.pointer[$1] - b.pointer[$1]))
            return difference.isNaN ? .infinity : max($0, difference)
        }
    }
}
