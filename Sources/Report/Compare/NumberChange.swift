import Foundation
import Plotting

/// A number that the tables of one figure have in two runs, at the same place of the same curve.
struct NumberChange: Equatable {
    /// The figure's id.
    let figure: String
    let panel, series, mark: String
    /// Where it stands: "0.5" along x, or the row of a small table.
    let place: String
    /// What it is: "y", "x", "lower", …, or the head of a small table's column.
    let quantity: String
    let first, second: Double
    /// Half the intervals, or the spreads, that the tables give; nil where they give none.
    let firstSpread, secondSpread: Double?

    /// The second less the first; NaN where one of them is not finite.
    var difference: Double { second - first }

    /// The difference in units of the larger spread; nil where there is none.
    var inSpreads: Double? {
        let spread = max(firstSpread ?? 0, secondSpread ?? 0)
        return spread > 0 && spread.isFinite ? abs(difference) / spread : nil
    }

    /// The difference relative to the larger of the two numbers, from 0 to 2; 0 where both are 0.
    var relative: Double {
        let size = max(abs(first), abs(second))
        return size > 0 ? abs(difference) / size : 0
    }

    /// Whether both are finite, so that they can be ranked.
    var isFinite: Bool { difference.isFinite }

    /// Whether one of them alone is finite, or they are not finite in different ways.
    var isFiniteInOne: Bool { !isFinite && first.description != second.description }
}

/// The numbers that two tables of a figure have in common.
struct NumberChanges {
    /// All of them, in the order of the first table.
    let all: [NumberChange]
    /// How many numbers are in one table alone.
    let firstAlone, secondAlone: Int
    /// The same of both tables.
    var unmatched: Int { firstAlone + secondAlone }

    private struct Key: Hashable {
        let panel, mark, series, place, quantity: String
        /// How many numbers of the same place came before.
        let occurrence: Int
    }
    private typealias Number = (value: Double, spread: Double?)

    /// Matches the rows of `first` and `second` by panel, mark, series and place.
    init(_ first: ComparedFigure, _ second: ComparedFigure) {
        let (one, other) = (Self.numbers(first.rows), Self.numbers(second.rows))
        let found = Dictionary(other) { first, _ in first }
        all = one.compactMap { key, number in
            found[key].map { match in
                NumberChange(
                    figure: first.id, panel: key.panel, series: key.series, mark: key.mark, place: key.place,
                    quantity: key.quantity, first: number.value, second: match.value, firstSpread: number.spread,
                    secondSpread: match.spread)
            }
        }
        (firstAlone, secondAlone) = (one.count - all.count, other.count - all.count)
    }

    private static func numbers(_ rows: [ComparedFigure.Row]) -> [(Key, Number)] {
        var seen: [Key: Int] = [:]
        return rows.flatMap { panel, row in
            read(row).map { place, quantity, number in
                let key = Key(
                    panel: panel, mark: row.mark, series: row.series, place: place, quantity: quantity, occurrence: 0)
                let count = seen[key, default: 0]
                seen[key] = count + 1
                return (
                    Key(
                        panel: panel, mark: row.mark, series: row.series, place: place, quantity: quantity,
                        occurrence: count), number
                )
            }
        }
    }

    /// The numbers of a row with their places; none of fields, images and words.
    private static func read(_ row: DataRow) -> [(place: String, quantity: String, number: Number)] {
        func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
        let spread = row.lower.flatMap { lower in row.upper.map { ($0 - lower) / 2 } }.flatMap {
            $0.isFinite ? $0 : nil
        }
        switch row.mark {
        case "line", "points": return row.y.map { [(text(row.x), "y", ($0, spread))] } ?? []
        case "histogram", "outline": return row.y.map { [(text(row.x), "y", ($0, nil))] } ?? []
        case "horizontal line": return row.y.map { [("", "y", ($0, nil))] } ?? []
        case "vertical line": return row.x.map { [("", "x", ($0, nil))] } ?? []
        case "interval": return row.x.map { [(text(row.y), "x", ($0, spread))] } ?? []
        case "band":
            return [("lower", row.lower), ("upper", row.upper)].compactMap { name, value in
                value.map { (text(row.x), name, ($0, nil)) }
            }
        case "trajectory":
            return [("x", row.x), ("y", row.y)].compactMap { name, value in value.map { (row.value, name, ($0, nil)) } }
        case "share": return Double(row.value).map { [("\(text(row.x)); \(text(row.y))", "share", ($0, nil))] } ?? []
        default:
            // Small tables have numbers for people: "−0.5".
            guard row.mark.hasPrefix("table: "), let value = Double(row.value.replacing("−", with: "-")) else {
                return []
            }
            return [("", String(row.mark.dropFirst("table: ".count)), (value, nil))]
        }
    }
}

extension [NumberChange] {
    /// A change, and how large it is.
    typealias Ranked = (change: NumberChange, size: Double)

    /// The largest change of each curve, the largest of all first. Of numbers that have a spread (`bySpread`) the size is in its
    /// units. That of others is relative to the largest number of their curve, where signs and zeros mean nothing, or, where the
    /// curve spans two decades and more, to the number itself. What is to the curve as rounding is, is left out, and so is a
    /// number that another panel shows again.
    func largest(bySpread: Bool, most: Int) -> [Ranked] {
        let curves = Dictionary(grouping: filter { $0.isFinite && ($0.inSpreads != nil) == bySpread }) {
            [$0.figure, $0.panel, $0.series, $0.mark, $0.quantity]
        }
        let tops = curves.values.compactMap { curve -> Ranked? in
            let numbers = curve.flatMap { [$0.first, $0.second] }
            let (low, high) = (numbers.min() ?? 0, numbers.map(abs).max() ?? 0)
            let isWide = low > 0 && high >= 100 * low
            return curve.filter { abs($0.difference) > 1e-9 * high }.map { change in
                (change, bySpread ? change.inSpreads ?? 0 : isWide ? change.relative : abs(change.difference) / high)
            }.max { $0.size < $1.size }
        }
        func order(_ change: NumberChange) -> [String] {
            [change.figure, change.panel, change.series, change.mark, change.quantity, change.place]
        }
        var seen = Set<[String]>()
        let sorted = tops.sorted {
            $0.size == $1.size
                ? order($0.change).lexicographicallyPrecedes(order($1.change)) : $0.size > $1.size
        }.filter {
            let one = $0.change
            return seen.insert([one.figure, one.series, one.quantity, one.place, "\(one.first)", "\(one.second)"])
                .inserted
        }
        return Array<Ranked>(sorted.prefix(most))
    }
}
