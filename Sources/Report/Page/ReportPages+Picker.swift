import Foundation

extension ReportPages {
    /// What the template `table` shows of a picker: selectors with the values of their columns, an axis with its powers of ten, and in
    /// each row which values it has and where its points lie. All places are found here, so that the page's script only chooses.
    func add(_ picker: DetailTable.RowPicker, of table: DetailTable, to context: inout [String: Any]) {
        let axis = PickerAxis(picker.values.joined() + [picker.limit])
        let options = picker.selectors.indices.map { column in
            table.rows.reduce(into: [String]()) { if !$0.contains($1[column]) { $0.append($1[column]) } }
        }
        context["picker"] =
            [
                "count": table.rows.count,
                "selectors": picker.selectors.enumerated().map { column, selector -> [String: Any] in
                    var one: [String: Any] = ["name": Markup.html(selector.name), "column": column]
                    let values = options[column]
                    if selector.isSlider {
                        one["slider"] = ["last": max(values.count - 1, 0), "middle": values.count / 2]
                    } else {
                        one["buttons"] = [
                            "options": values.enumerated().map {
                                ["value": $0, "text": Markup.html($1), "checked": $0 == 0] as [String: Any]
                            }
                        ]
                    }
                    return one
                },
                "ticks": axis.ticks.map { ["place": axis.place($0.value) ?? "0", "words": $0.words] },
                "limit": axis.place(picker.limit) ?? "0", "limitWords": Markup.html(picker.limitWords),
                "limitSide": axis.isRight(picker.limit) ? "words-left" : "words-right",
                "quantities": picker.quantities.map(Markup.html),
            ] as [String: Any]
        context["rows"] = zip(table.rows, picker.values).map { row, values -> [String: Any] in
            let choice = picker.selectors.indices.map { options[$0].firstIndex(of: row[$0]) ?? 0 }
            return [
                "head": Markup.html(row.first ?? ""), "cells": row.dropFirst().map(Markup.html),
                "picked": [
                    "choice": choice.map { "\($0)" }.joined(separator: " "),
                    "places": values.map { axis.place($0) ?? "-" }.joined(separator: " "),
                ],
            ]
        }
    }
}

/// A logarithmic axis of whole powers of ten over some positive numbers, as shares of its length in per cent.
private struct PickerAxis {
    private let low, high: Double

    init(_ values: [Double]) {
        let known = values.filter { $0.isFinite && $0 > 0 }.map { log10($0) }
        low = max(-9, (known.min() ?? -1).rounded(.down))
        high = max(low + 1, min(12, (known.max() ?? 1).rounded(.up)))
    }

    /// "37.5"; nil of a number without a logarithm. What lies outside stands at the end.
    func place(_ value: Double) -> String? {
        guard value.isFinite, value > 0 else { return nil }
        return String(format: "%.1f", min(max((log10(value) - low) / (high - low), 0), 1) * 100)
    }

    /// Whether a number lies past the first third, where words after it would leave a phone's page.
    func isRight(_ value: Double) -> Bool {
        value.isFinite && value > 0 && (log10(value) - low) / (high - low) > 1 / 3
    }

    /// At most about eight powers of ten.
    var ticks: [(value: Double, words: String)] {
        let step = max(1, ((high - low) / 8).rounded(.up))
        return stride(from: low, through: high, by: step).map {
            (pow(10, $0), Markup.html("10^{\(Int($0))}".replacing("-", with: "−")))
        }
    }
}
