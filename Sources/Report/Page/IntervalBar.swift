import Foundation

/// A confidence interval as a tiny picture: a whisker, a dot, and a line at the value that means "no effect".
enum IntervalBar {
    private static let (width, height, margin) = (240.0, 40.0, 14.0)

    /// The SVG element, drawn with the style sheet's colours, with labels for the neutral value and the ends. Bars over the same
    /// `other` estimate's interval as well as their own have one scale.
    static func svg(
        _ estimate: Estimate, neutral: Double, margin range: ClosedRange<Double>? = nil, over other: Estimate? = nil
    ) -> String {
        let low = min(estimate.low, neutral, range?.lowerBound ?? neutral, other?.low ?? neutral)
        let high = max(estimate.high, neutral, range?.upperBound ?? neutral, other?.high ?? neutral)
        let span = high > low ? high - low : 1
        func x(_ value: Double) -> String {
            number(margin + (value - low) / span * (width - 2 * margin))
        }
        let interval =
            estimate.isSharp
            ? ""
            : "\(NumberText.level(estimate.level)) interval \(NumberText.short(estimate.low)) to "
                + "\(NumberText.short(estimate.high)), "
        let label =
            "\(interval)estimate \(NumberText.short(estimate.value)), mark at " + NumberText.setting(neutral)
        let words = NeutralText.label(neutral) + (range == nil ? "" : ", margin shaded")
        // About how wide the words are: they stand under their mark, but inside of the picture.
        let reach = min(Double(words.count) * 2.9, width / 2)
        let center = margin + (neutral - low) / span * (width - 2 * margin)
        let textX = number(min(max(center, reach), width - reach))
        let band =
            range.map {
                "<rect class=\"margin\" x=\"\(x($0.lowerBound))\" y=\"5\" height=\"18\" width=\""
                    + number(($0.upperBound - $0.lowerBound) / span * (width - 2 * margin)) + "\"/>"
            } ?? ""
        let whisker =
            estimate.isSharp
            ? ""
            : """
            <line class="whisker" x1="\(x(estimate.low))" x2="\(x(estimate.high))" y1="14" y2="14"/>\
            <line class="whisker-end" x1="\(x(estimate.low))" x2="\(x(estimate.low))" y1="9" y2="19"/>\
            <line class="whisker-end" x1="\(x(estimate.high))" x2="\(x(estimate.high))" y1="9" y2="19"/>
            """
        return """
            <svg class="interval" viewBox="0 0 \(number(width)) \(number(height))" width="\(number(width))" \
            height="\(number(height))" role="img" aria-label="\(Markup.escape(label))">\
            \(band)<line class="axis" x1="0" x2="\(number(width))" y1="14" y2="14"/>\
            <line class="neutral" x1="\(x(neutral))" x2="\(x(neutral))" y1="3" y2="25"/>\
            \(whisker)\
            <circle class="dot" cx="\(x(estimate.value))" cy="14" r="4"/>\
            <text x="\(textX)" y="37" text-anchor="middle">\(words)</text></svg>
            """
    }

    private static func number(_ value: Double) -> String {
        let text = String(format: "%.1f", value)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
