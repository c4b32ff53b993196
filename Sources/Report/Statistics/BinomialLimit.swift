/// How large a probability may be of which so many of n independent trials are known (Clopper and Pearson, 1934).
public enum BinomialLimit {
    /// The p at which at most `count` of `trials` have the probability 1 − `level`: with this confidence it is no larger. 1 where
    /// all trials count, or there is none.
    ///
    /// - Parameters:
    ///   - level: of one side, in (0, 1).
    public static func upper(_ count: Int, of trials: Int, level: Double = 0.95) -> Double {
        guard count < trials else { return 1 }
        let (above, below) = (Double(count + 1), Double(trials - count))
        var (low, high) = (0.0, 1.0)
        for _ in 0..<200 {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { break }
            if StudentT.incompleteBeta(middle, above, below) < level { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
