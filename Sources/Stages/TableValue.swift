/// A value that a table's cell can hold, as text that reads back as the same value.
public protocol TableValue {
    /// The cell's text, before quoting. Empty means that there is no value.
    var cellText: String { get }
}

extension String: TableValue {
    /// The text itself.
    public var cellText: String { self }
}

extension Int: TableValue {
    /// Decimal digits.
    public var cellText: String { String(self) }
}

extension Double: TableValue {
    /// The shortest digits that read back as the same number; "nan", "inf", "-inf".
    public var cellText: String { description }
}

extension Float: TableValue {
    /// The shortest digits that read back as the same number; "nan", "inf", "-inf".
    public var cellText: String { description }
}

extension Bool: TableValue {
    /// "1" or "0".
    public var cellText: String { self ? "1" : "0" }
}

extension Optional: TableValue where Wrapped: TableValue {
    /// The value's text, or blank.
    public var cellText: String { self?.cellText ?? "" }
}
