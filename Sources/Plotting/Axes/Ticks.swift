import Foundation

/// Where an axis has marks, and what stands at them.
public struct Ticks: Equatable, Sendable {
    /// Values with a long mark.
    public var majors: [Double]
    /// What stands at each major in the markup of `MathText`; empty for none.
    public var labels: [String]
    /// Values with a short mark.
    public var minors: [Double]

    /// Ticks at `majors` with their labels and short marks at `minors`.
    public init(majors: [Double], labels: [String], minors: [Double]) {
        self.majors = majors
        self.labels = labels
        self.minors = minors
    }
}

extension Ticks {
    /// Ticks of a linear axis at nice steps (1, 2 or 5 times a power of ten), at most `most` of them labelled.
    ///
    /// Ends are compared with a tolerance of a billionth of the range, so that a tick at the very end is kept.
    public static func linear(from lower: Double, to upper: Double, most: Int = 7, integers: Bool = false) -> Ticks {
        guard lower.isFinite, upper.isFinite, upper > lower, (upper - lower).isFinite else {
            return Ticks(majors: [], labels: [], minors: [])
        }
        let most = max(most, 2)
        var exponent = Int(floor(log10((upper - lower) / Double(most)))) - 1
        if integers { exponent = max(exponent, 0) }
        var step = DecimalNumber(digits: 1, exponent: exponent)
        while count(lower, upper, step) > most { step = step.nextNice }
        let majors = multiples(lower, upper, of: step)
        let places = majors.allSatisfy { abs($0.value) < 1e5 } ? max(0, -step.exponent) : 0
        let powers = majors.filter { $0.label.contains("$") }.count
        let isMixed = powers > 0 && powers < majors.filter { $0.digits != 0 }.count
        return Ticks(
            majors: majors.map(\.value),
            labels: majors.map {
                // All in one form: 8×10⁴ and 10×10⁴, not 80000 and 10⁵.
                isMixed ? $0.multipleLabel : powers > 0 ? $0.label : $0.label(places: places)
            },
            minors: minors(lower, upper, step: step, integers: integers))
    }

    /// Ticks at given values, labelled with as many figures as they have.
    static func at(_ values: [Double], within scale: AxisScale) -> Ticks {
        let shown = values.filter(scale.contains)
        return Ticks(majors: shown, labels: shown.map(label(of:)), minors: [])
    }

    /// A value with at most six figures.
    static func label(of value: Double) -> String {
        let text = String(format: "%.5e", value)
        let parts = text.split(separator: "e")
        guard parts.count == 2, let power = Int(parts[1]) else { return text }
        guard let digits = Int(parts[0].filter { $0 != "." }) else { return text }
        return DecimalNumber(digits: digits, exponent: power - 5).label
    }

    private static func count(_ lower: Double, _ upper: Double, _ step: DecimalNumber) -> Int {
        let (first, last) = indices(lower, upper, step)
        return last - first + 1
    }

    private static func indices(_ lower: Double, _ upper: Double, _ step: DecimalNumber) -> (Int, Int) {
        let tolerance = 1e-9 * (upper - lower)
        let first = ((lower - tolerance) / step.value).rounded(.up)
        let last = ((upper + tolerance) / step.value).rounded(.down)
        // A range far from zero and very narrow has no exact decimal steps: show none rather than wrong ones.
        guard abs(first) < 1e15, abs(last) < 1e15 else { return (0, -1) }
        return (Int(first), Int(last))
    }

    private static func multiples(_ lower: Double, _ upper: Double, of step: DecimalNumber) -> [DecimalNumber] {
        let (first, last) = indices(lower, upper, step)
        guard first <= last else { return [] }
        return (first...last).map { DecimalNumber(digits: $0 * step.digits, exponent: step.exponent) }
    }

    private static func minors(_ lower: Double, _ upper: Double, step: DecimalNumber, integers: Bool) -> [Double] {
        let fine =
            step.digits == 2
            ? DecimalNumber(digits: 1, exponent: step.exponent)
            : DecimalNumber(digits: step.digits == 5 ? 1 : 2, exponent: step.exponent - (step.digits == 5 ? 0 : 1))
        if integers && fine.exponent < 0 { return [] }
        let majors = Set(multiples(lower, upper, of: step).map(\.value))
        return multiples(lower, upper, of: fine).map(\.value).filter { !majors.contains($0) }
    }
}

extension Ticks {
    /// Ticks of a logarithmic axis, base 10, from whole exponents.
    ///
    /// Three powers of ten or more: those, every k-th where there are more than `most`. Fewer: 1, 2 and 5 times powers
    /// of ten; where that gives fewer than two, all digits, and at last the nice steps of a linear axis. Minor ticks
    /// are m · 10^k, or the decades without a label. Ends are compared with a tolerance of a billionth.
    public static func logarithmic(from lower: Double, to upper: Double, most: Int = 7) -> Ticks {
        guard lower > 0, upper > lower, upper.isFinite else { return Ticks(majors: [], labels: [], minors: []) }
        let most = max(most, 2)
        let powers = numbers([1], lower, upper)
        let between = [[1, 2, 5], [1, 3], [1, 5]].map { numbers($0, lower, upper) }
        if powers.count > 2 || (powers.count == 2 && between.allSatisfy { $0.count > most }) {
            var stride = 1
            while (powers.count + stride - 1) / stride > most { stride += 1 }
            let chosen = powers.filter { $0.exponent % stride == 0 }
            let minors =
                stride == 1 ? numbers(Array(2...9), lower, upper) : powers.filter { $0.exponent % stride != 0 }
            return Ticks(majors: chosen.map(\.value), labels: chosen.map(\.powerLabel), minors: minors.map(\.value))
        }
        let every = numbers(Array(1...9), lower, upper)
        for digits in [[1, 2, 5], [1, 3], [1, 5], [1]] {
            let chosen = numbers(digits, lower, upper)
            if chosen.count >= 2, chosen.count <= most { return few(chosen, every) }
        }
        if (2...most).contains(every.count) { return few(every, every) }
        return linear(from: lower, to: upper, most: most)
    }

    /// Ticks of an axis that is linear from −10^`exponent` to 10^`exponent` and logarithmic beyond: zero and powers of ten of
    /// both signs, every k-th where there are more than `most`. Minor ticks are the powers without a label.
    public static func symmetric(from lower: Double, to upper: Double, exponent: Int, most: Int = 7) -> Ticks {
        guard upper > lower, lower.isFinite, upper.isFinite else { return Ticks(majors: [], labels: [], minors: []) }
        let highest = max(abs(lower), abs(upper))
        let last = max(exponent, Int(floor(log10(highest) + 1e-9)))
        let exponents = Array(exponent...last)
        func numbers(_ exponents: [Int]) -> [DecimalNumber] {
            let powers = exponents.map { DecimalNumber(digits: 1, exponent: $0) }
            let all =
                powers.reversed().map { DecimalNumber(digits: -1, exponent: $0.exponent) }
                + [DecimalNumber(digits: 0, exponent: 0)] + powers
            return all.filter { $0.value >= lower && $0.value <= upper }
        }
        // The largest powers say the most: they stay.
        let chosen = (1...exponents.count).lazy.map { stride in
            numbers(exponents.filter { (last - $0) % stride == 0 })
        }.first { $0.count <= max(most, 3) }
        let shown = chosen ?? numbers([last])
        return Ticks(
            majors: shown.map(\.value), labels: shown.map(\.label),
            minors: numbers(exponents).filter { !shown.contains($0) }.map(\.value))
    }

    private static func few(_ chosen: [DecimalNumber], _ every: [DecimalNumber]) -> Ticks {
        Ticks(
            majors: chosen.map(\.value), labels: chosen.map(\.label),
            minors: every.filter { !chosen.contains($0) }.map(\.value))
    }

    /// All m · 10^k within the ends, in order.
    private static func numbers(_ digits: [Int], _ lower: Double, _ upper: Double) -> [DecimalNumber] {
        let first = Int(floor(log10(lower))) - 1
        let last = Int(ceil(log10(upper))) + 1
        return (first...last).flatMap { exponent in digits.map { DecimalNumber(digits: $0, exponent: exponent) } }
            .filter { $0.value >= lower * (1 - 1e-9) && $0.value <= upper * (1 + 1e-9) }
    }
}
