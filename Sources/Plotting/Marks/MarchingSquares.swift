/// Finds the curves of one level of a field.
///
/// Each cell gives up to two segments between points on its edges; segments are joined at shared edges in the order of
/// the grid, so the result does not depend on hashing.
struct MarchingSquares {
    let field: ContourField
    let level: Double

    /// An edge of the grid: horizontal edges have even numbers, vertical ones odd.
    private typealias Edge = Int

    func curves() -> [[(x: Double, y: Double)]] {
        var segments: [(Edge, Edge)] = []
        for row in 0..<max(field.y.count - 1, 0) {
            for column in 0..<max(field.x.count - 1, 0) {
                segments += cell(row, column)
            }
        }
        return join(segments).map { $0.map(point(on:)) }
    }

    private func value(_ row: Int, _ column: Int) -> Double { field.values[row * field.x.count + column] }
    private func horizontal(_ row: Int, _ column: Int) -> Edge { 2 * (row * field.x.count + column) }
    private func vertical(_ row: Int, _ column: Int) -> Edge { 2 * (row * field.x.count + column) + 1 }

    private func cell(_ row: Int, _ column: Int) -> [(Edge, Edge)] {
        let corners = [
            value(row, column), value(row, column + 1), value(row + 1, column + 1), value(row + 1, column),
        ]
        guard corners.allSatisfy(\.isFinite) else { return [] }
        let bottom = horizontal(row, column)
        let top = horizontal(row + 1, column)
        let left = vertical(row, column)
        let right = vertical(row, column + 1)
        var pattern = 0
        for (bit, corner) in corners.enumerated() where corner >= level { pattern |= 1 << bit }
        switch pattern {
        case 1, 14: return [(left, bottom)]
        case 2, 13: return [(bottom, right)]
        case 3, 12: return [(left, right)]
        case 4, 11: return [(right, top)]
        case 6, 9: return [(bottom, top)]
        case 7, 8: return [(left, top)]
        case 5, 10:
            // A saddle: the mean of the corners says which two corners belong together.
            let high = corners.reduce(0, +) / 4 >= level
            return (pattern == 5) == high ? [(left, top), (bottom, right)] : [(left, bottom), (right, top)]
        default: return []
        }
    }

    private func join(_ segments: [(Edge, Edge)]) -> [[Edge]] {
        // An edge belongs to at most two cells, so at most two segments meet at it.
        var meeting = [(Int, Int)](repeating: (-1, -1), count: 2 * field.values.count)
        for (index, segment) in segments.enumerated() {
            for edge in [segment.0, segment.1] {
                if meeting[edge].0 < 0 { meeting[edge].0 = index } else { meeting[edge].1 = index }
            }
        }
        var used = [Bool](repeating: false, count: segments.count)
        func follow(_ start: Edge, from segment: Int) -> [Edge] {
            var path: [Edge] = []
            var edge = start
            var current = segment
            while true {
                path.append(edge)
                let next = meeting[edge].0 == current ? meeting[edge].1 : meeting[edge].0
                guard next >= 0, !used[next] else { return path }
                used[next] = true
                edge = segments[next].0 == edge ? segments[next].1 : segments[next].0
                current = next
            }
        }
        var curves: [[Edge]] = []
        for (index, segment) in segments.enumerated() where !used[index] {
            used[index] = true
            let forwards = follow(segment.1, from: index)
            // A closed curve has come back to where it began; an open one is followed from its other end too.
            if forwards.last == segment.0 {
                curves.append([segment.0] + forwards)
            } else {
                curves.append(follow(segment.0, from: index).reversed() + forwards)
            }
        }
        return curves
    }

    private func point(on edge: Edge) -> (x: Double, y: Double) {
        let node = edge / 2
        let (row, column) = (node / field.x.count, node % field.x.count)
        let (nextRow, nextColumn) = edge % 2 == 0 ? (row, column + 1) : (row + 1, column)
        let (from, to) = (value(row, column), value(nextRow, nextColumn))
        let share = to == from ? 0.5 : (level - from) / (to - from)
        return (
            field.x[column] + share * (field.x[nextColumn] - field.x[column]),
            field.y[row] + share * (field.y[nextRow] - field.y[row])
        )
    }
}
