import Foundation

/// Suggests what somebody may have meant by a name that does not exist.
public enum NearestName {
    /// The candidate with the least edit distance, where it is near enough to be a likely slip (a third of the
    /// name's length, at least 2); ties go to the first in alphabetical order.
    public static func suggest(_ name: String, among candidates: [String]) -> String? {
        let limit = max(2, name.count / 3)
        return candidates.sorted()
            .map { (name: $0, distance: distance(name.lowercased(), $0.lowercased())) }
            .filter { $0.distance <= limit }
            .min { $0.distance < $1.distance }?.name
    }

    /// " Did you mean “…”?" or nothing, to end an error's sentence.
    public static func hint(_ name: String, among candidates: [String]) -> String {
        suggest(name, among: candidates).map { " Did you mean “\($0)”?" } ?? ""
    }

    /// Edit distance of insertions, deletions, replacements and swaps of neighbours, each costing 1.
    public static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left), Array(right))
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var twoAbove = [Int](repeating: 0, count: right.count + 1)
        var above = Array(0...right.count)
        for i in 1...left.count {
            var row = [i] + [Int](repeating: 0, count: right.count)
            for j in 1...right.count {
                let replacement = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)
                row[j] = min(above[j] + 1, row[j - 1] + 1, replacement)
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                    row[j] = min(row[j], twoAbove[j - 2] + 1)
                }
            }
            (twoAbove, above) = (above, row)
        }
        return above[right.count]
    }
}

/// Counted things for people.
public enum Counts {
    /// "1 stage", "3 stages".
    ///
    /// - Parameter several: the plural, where it is not `one` with an s.
    public static func text(_ count: Int, _ one: String, _ several: String? = nil) -> String {
        "\(count) \(count == 1 ? one : several ?? one + "s")"
    }
}

/// Spans of time for people.
public enum Durations {
    /// "0.4 s", "12 s", "3 min 20 s", "2 h 5 min".
    public static func text(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0 else { return "?" }
        if seconds < 9.95 { return "\((seconds * 10).rounded() / 10) s" }
        let whole = Int(min(seconds.rounded(), 1e12))
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
}

/// Sizes of files for people.
public enum ByteCounts {
    /// "735 kB", "1.2 MB": a thousand bytes are a kilobyte.
    public static func text(_ bytes: Int) -> String {
        if bytes < 1000 { return "\(bytes) B" }
        if bytes < 999_500 { return "\(Int((Double(bytes) / 1000).rounded())) kB" }
        return String(format: "%.1f MB", Double(bytes) / 1e6)
    }
}
