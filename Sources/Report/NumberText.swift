import Foundation
import Support

/// Numbers as captions and tables print them.
public enum NumberText {
    /// `value` to `digits` significant digits: 0.0853, 17.5, 1.2×10⁻⁵. NaN and infinities are named. The minus sign is
    /// the typographic one.
    public static func short(_ value: Double, digits: Int = 3) -> String {
        let (text, exponent) = parts(value, digits: digits)
        return text + (exponent.map { "×10" + superscript($0) } ?? "")
    }

    /// The same in the markup of figures, whose font has no raised digits.
    public static func inFigure(_ value: Double, digits: Int = 3) -> String {
        let (text, exponent) = parts(value, digits: digits)
        return text + (exponent.map { "×$10^{\($0)}$" } ?? "")
    }

    /// The digits, and the power of ten that they are multiplied with where that is not one.
    private static func parts(_ value: Double, digits: Int) -> (text: String, exponent: Int?) {
        if value.isNaN { return ("undefined", nil) }
        if value.isInfinite { return (value < 0 ? "−∞" : "∞", nil) }
        if value == 0 { return ("0", nil) }
        let scientific = String(format: "%.\(digits - 1)e", value)
        let parts = scientific.split(separator: "e")
        let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        if (-4...5).contains(exponent) {
            return (String(format: "%.\(max(0, digits - 1 - exponent))f", value).replacing("-", with: "−"), nil)
        }
        return (String(parts[0]).replacing("-", with: "−"), exponent)
    }

    /// "0.002", "0.00267": a learning rate, which can be a third of a setting, with three figures and no zeros behind them.
    public static func rate(_ value: Double) -> String { setting(Double(String(format: "%.3g", value)) ?? value) }

    /// A number as it was set, not measured: 0.05, 0.6, 3; at most six significant digits.
    public static func setting(_ value: Double) -> String {
        guard value.isFinite else { return short(value) }
        let parts = String(format: "%g", value).split(separator: "e")
        let digits = String(parts[0]).replacing("-", with: "−")
        guard parts.count == 2, let exponent = Int(parts[1]) else { return digits }
        return (digits == "1" ? "" : "\(digits)×") + "10" + superscript(exponent)
    }

    /// "0.0853 ± 0.0002": the spread to two significant digits, the mean to the same place.
    public static func plusMinus(_ value: Double, _ spread: Double) -> String {
        guard value.isFinite, spread.isFinite, spread > 0 else { return short(value) }
        let places = max(0, 1 - Int(floor(log10(spread))))
        guard places <= 6, abs(value) < 1e6 else { return "\(short(value)) ± \(short(spread, digits: 2))" }
        return String(format: "%.\(places)f ± %.\(places)f", value, spread).replacing("-", with: "−")
    }

    /// "0.0853 (95 % interval 0.0850 to 0.0856)".
    public static func interval(_ estimate: Estimate, digits: Int = 3) -> String {
        "\(short(estimate.value, digits: digits)) (\(level(estimate.level)) interval "
            + "\(short(estimate.low, digits: digits)) to \(short(estimate.high, digits: digits)))"
    }

    /// A level of confidence, never rounded to certainty: "95 %", "99.7 %", "99.96 %".
    public static func level(_ level: Double) -> String {
        let text = (1...4).lazy.map { String(format: "%.\($0)f", level * 100) }.first { Double($0) != 100 } ?? "100"
        return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "\u{A0}%"
    }

    /// A probability: "0.013", "below 0.001".
    public static func probability(_ p: Double) -> String {
        guard p.isFinite else { return short(p) }
        return p < 0.001 ? "below 0.001" : String(format: p < 0.1 ? "%.3f" : "%.2f", p)
    }

    /// A share as a percentage: "63 %", "99.5 %", with a space that does not break.
    public static func percent(_ share: Double) -> String {
        guard share.isFinite else { return short(share) }
        let tenths = (share * 1000).rounded() / 10
        return (tenths == tenths.rounded() ? String(format: "%.0f", tenths) : String(format: "%.1f", tenths))
            + "\u{A0}%"
    }

    /// A duration in the terminal's words: "0.4 s", "3 min 5 s", "2 h 10 min".
    public static func duration(_ seconds: Double) -> String { Durations.text(seconds) }

    /// Layers as ranges in a sentence: "1", "2 to 5 and 7".
    public static func list(_ layers: [Int]) -> String {
        let parts = runs(layers).map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)" }
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "none" }
        return parts.dropLast().joined(separator: ", ") + " and " + last
    }

    /// Layers as ranges in a cell of a table: "1", "2–5, 7".
    public static func ranges(_ layers: [Int]) -> String {
        runs(layers).map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
            .joined(separator: ", ")
    }

    /// Neighbours together.
    private static func runs(_ layers: [Int]) -> [ClosedRange<Int>] {
        layers.sorted().reduce(into: []) { runs, layer in
            if let last = runs.last, last.upperBound + 1 == layer {
                runs[runs.count - 1] = last.lowerBound...layer
            } else {
                runs.append(layer...layer)
            }
        }
    }

    private static func superscript(_ exponent: Int) -> String {
        let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        return (exponent < 0 ? "⁻" : "") + String(abs(exponent)).compactMap(\.wholeNumberValue).map { digits[$0] }
    }
}
