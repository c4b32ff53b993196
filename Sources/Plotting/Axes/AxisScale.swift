import Foundation

/// Maps values to places along one axis of a frame.
struct AxisScale: Equatable {
    var logarithmic: Bool
    /// n of an axis that is linear from −10ⁿ to 10ⁿ and logarithmic beyond.
    var linearExponent: Int?
    /// The values at `start` and `end`.
    var lower: Double
    var upper: Double
    /// Places in points.
    var start = 0.0
    var end = 1.0

    /// The place of a value, or nil where the axis has none: NaN, infinities, and values ≤ 0 on a logarithmic axis.
    func place(_ value: Double) -> Double? {
        guard value.isFinite, !logarithmic || value > 0 else { return nil }
        return start + (end - start) * fraction(value)
    }

    func contains(_ value: Double) -> Bool {
        guard value.isFinite, !logarithmic || value > 0 else { return false }
        let fraction = fraction(value)
        return fraction >= -1e-9 && fraction <= 1 + 1e-9
    }

    private func fraction(_ value: Double) -> Double {
        (straight(value) - straight(lower)) / (straight(upper) - straight(lower))
    }

    /// A value as it lies along the axis: the axis is linear in it.
    private func straight(_ value: Double) -> Double {
        if logarithmic { return log10(value) }
        guard let linearExponent else { return value }
        let share = value / pow(10, Double(linearExponent))
        return abs(share) <= 1 ? share : (1 + log10(abs(share))) * (share < 0 ? -1 : 1)
    }

    /// The value that lies at a place of `straight`, of an axis that is linear around zero.
    private static func bent(_ place: Double, exponent: Int) -> Double {
        pow(10, Double(exponent)) * (abs(place) <= 1 ? place : pow(10, abs(place) - 1) * (place < 0 ? -1 : 1))
    }

    /// The range of an axis around its data: given, or the data's with a little room at both ends.
    /// `baseline` is an end that needs no room (the zero of a histogram).
    static func around(_ data: ClosedRange<Double>?, axis: Axis, baseline: Double?) -> AxisScale {
        if case .category(let names) = axis.scale {
            return AxisScale(logarithmic: false, lower: -0.5, upper: Double(max(names.count, 1)) - 0.5)
        }
        if let range = axis.range {
            return AxisScale(
                logarithmic: axis.isLogarithmic, linearExponent: axis.linearExponent, lower: range.lowerBound,
                upper: range.upperBound)
        }
        if let exponent = axis.linearExponent {
            let straight = AxisScale(logarithmic: false, linearExponent: exponent, lower: 0, upper: 1)
            let ends = [data?.lowerBound ?? 0, data?.upperBound ?? 0].map(straight.straight)
            // Zero is always there: the axis is made around it.
            let (low, high) = (min(ends[0], 0), max(ends[1], 0))
            let room = max(0.05 * (high - low), 0.1)
            return AxisScale(
                logarithmic: false, linearExponent: exponent, lower: bent(low - room, exponent: exponent),
                upper: bent(high + room, exponent: exponent))
        }
        if axis.isLogarithmic {
            var lower = log10(data?.lowerBound ?? 1)
            var upper = log10(data?.upperBound ?? 10)
            // At least an eighth: what differs by less is drawn as alike, and one value alone has a frame.
            let missing = max(0.05 - (upper - lower), 0)
            (lower, upper) = (lower - missing / 2, upper + missing / 2)
            let room = 0.05 * (upper - lower)
            return AxisScale(logarithmic: true, lower: pow(10, lower - room), upper: pow(10, upper + room))
        }
        var lower = data?.lowerBound ?? 0
        var upper = data?.upperBound ?? 1
        let zero = baseline ?? (axis.includesZero ? 0 : nil)
        if let zero { (lower, upper) = (min(lower, zero), max(upper, zero)) }
        if upper - lower <= 1e-12 * max(abs(lower), abs(upper)) {
            let room = lower == 0 ? 0.5 : abs(lower) * 0.1
            (lower, upper) = (lower - room, upper + room)
        }
        // Series that stand side by side at a whole number need room of their own at the ends.
        let room = max(0.05 * (upper - lower), 0.6 * (axis.gap ?? 0))
        return AxisScale(
            logarithmic: false, lower: lower == zero ? lower : lower - room, upper: upper == zero ? upper : upper + room
        )
    }
}

extension Axis {
    /// The points between two neighbouring values at which series stand side by side.
    func room(on scale: AxisScale) -> Double {
        var values = [0.0, 1]
        if case .at(let given) = ticks { values = given }
        let places = values.compactMap(scale.place).sorted()
        return zip(places, places.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }.min() ?? 0
    }
}
