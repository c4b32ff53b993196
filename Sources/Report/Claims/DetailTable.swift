/// A small table of texts in `Markup`; the first column heads the rows.
public struct DetailTable: Codable, Equatable, Sendable {
    /// What the table shows.
    public var caption: String
    /// The columns' heads.
    public var header: [String]
    /// The rows, each as long as the header.
    public var rows: [[String]]

    /// A table.
    public init(_ caption: String, header: [String], rows: [[String]]) {
        self.caption = caption
        self.header = header
        self.rows = rows
    }
}
