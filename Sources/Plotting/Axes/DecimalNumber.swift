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

    /// The next larger of …, 1, 2, 5, 10, …
    var nextNice: DecimalNumber {
        switch digits {
        case 1: return DecimalNumber(digits: 2, exponent: exponent)
        case 2: return DecimalNumber(digits: 5, exponent: exponent)
        default: return DecimalNumber(digits: 1, exponent: exponent + 1)
        }
    }

    /// 10 to the exponent, in the markup of `MathText`.
    var powerLabel: String { "$10^{\(exponent)}$" }
}
