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

/// A decimal number `digits` · 10^`exponent`, exact, so that a label is never 0.30000000000000004 or −0.
struct DecimalNumber: Equatable {
    var digits: Int
    var exponent: Int

    /// The nearest Double, read from the decimal text.
    var value: Double { Double("\(digits)e\(exponent)") ?? 0 }

    /// The number in plain figures where that is short, otherwise as 2×10⁵ in the markup of `MathText`.
    var label: String {
        var digits = abs(self.digits)
        var exponent = self.exponent
        guard digits != 0 else { return "0" }
        while digits % 10 == 0 { (digits, exponent) = (digits / 10, exponent + 1) }
        let sign = self.digits < 0 ? "−" : ""
        let figures = String(digits)
        let magnitude = figures.count + exponent - 1
        if magnitude >= 5 || magnitude < -3 {
            let fraction = figures.count > 1 ? "." + figures.dropFirst() : ""
            let mantissa = digits == 1 ? "" : "\(figures.prefix(1))\(fraction)×"
            return "\(sign)\(mantissa)$10^{\(magnitude)}$"
        }
        if exponent >= 0 { return sign + figures + String(repeating: "0", count: exponent) }
        let padded = String(repeating: "0", count: max(0, 1 - exponent - figures.count)) + figures
        return "\(sign)\(padded.dropLast(-exponent)).\(padded.suffix(-exponent))"
    }

    /// The number as digits × 10 to its own exponent, whatever its size.
    var multipleLabel: String {
        guard digits != 0 else { return "0" }
        return "\(digits < 0 ? "−" : "")\(abs(digits))×$10^{\(exponent)}$"
    }

    /// The same with exactly `places` figures after the point, so that the labels of an axis agree: 0.0, 0.5, 1.0.
    func label(places: Int) -> String {
        guard places > 0, exponent <= 0, abs(value) < 1e5, digits != 0 || exponent < 0 else { return label }
        let plain = label
        guard !plain.contains("$") else { return plain }
        let parts = plain.split(separator: ".")
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        return parts[0] + "." + fraction + String(repeating: "0", count: max(0, places - fraction.count))
    }
}
