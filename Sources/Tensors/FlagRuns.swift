/// Where neighbouring flags are equal: of a mask, the ranges that a loop may treat as one.
public enum FlagRuns {
    /// The ranges of consecutive flags equal to `flag`, each as long as can be, from left to right.
    ///
    /// - Parameters:
    ///   - plane: flags of one plane.
    ///   - planes: how often the plane stands in a row, one after the other; ranges may reach over a seam.
    public static func ranges(of flag: Bool, in plane: [Bool], planes: Int) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for i in 0..<planes * plane.count where plane[i % plane.count] == flag {
            if let last = result.last, last.upperBound == i {
                result[result.count - 1] = last.lowerBound..<i + 1
            } else {
                result.append(i..<i + 1)
            }
        }
        return result
    }
}
