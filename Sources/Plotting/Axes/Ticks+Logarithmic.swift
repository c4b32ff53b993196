import Foundation

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
        let middle = numbers([1, 2, 5], lower, upper)
        if powers.count > 2 || (powers.count == 2 && middle.count > most) {
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

extension DecimalNumber {
    /// 10 to the exponent, in the markup of `MathText`.
    fileprivate var powerLabel: String { "$10^{\(exponent)}$" }
}
