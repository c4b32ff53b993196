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
