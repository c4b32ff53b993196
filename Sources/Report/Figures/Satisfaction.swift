import Plotting
import Stages

/// How often the constraint holds, by layer and by a key (σ̂ or p), averaged over seeds.
public struct Satisfaction: Sendable {
    /// An axis of shares, with room for markers at both ends.
    public static let range = -0.04...1.04

    /// The key's values.
    public let keys: [Double]
    /// The layers, from 1.
    public let layers: [Int]
    /// `shares[layer][key]`, 0…1.
    public let shares: [[Double]]
    /// The mean over layers against the key.
    public let overLayers: SeedCurve

    /// Reads `satisfied_1` … `satisfied_L` of the first table; layers whose column another lacks are NaN. Throws `TableError`.
    public init(_ tables: [Table], key: String) throws {
        let columns = tables.first?.columns(withPrefix: "satisfied_") ?? []
        let curves = try columns.map { column in
            tables.allSatisfy { $0.hasColumn(column) } ? try SeedCurve(tables, key: key, column: column) : nil
        }
        layers = columns.compactMap { Int($0.dropFirst("satisfied_".count)) }
        let keys = try tables.first?.keys(key) ?? []
        self.keys = keys
        shares = curves.map { curve in keys.map { curve?.mean(at: $0) ?? .nan } }
        overLayers = SeedCurve(
            try tables.map { table in
                let layers = try columns.filter(table.hasColumn).map { try table.doubles($0) }
                return keys.indices.map { row in
                    let values = layers.compactMap { $0.indices.contains(row) ? $0[row] : nil }.filter(\.isFinite)
                    return (keys[row], Moments.mean(values), Double.nan)
                }
            })
    }

    /// The shares as a panel of cells: layers from top to bottom, keys from left to right.
    public func panel(_ method: String, _ study: StudyReader) -> Panel {
        Panel(
            "\(study.style(of: method).name) (%)",
            x: Axis("Layer noise $\\hat{σ}$", scale: .category(keys.map(CaptionText.plain))),
            y: Axis("Layer $ℓ$", scale: .category(layers.map(String.init))),
            marks: [.shares(shares, columns: keys, rows: layers.map(Double.init), series: method)])
    }

    /// The shares by layer at one key.
    public func byLayer(at key: Double) -> [Double] {
        guard let column = keys.firstIndex(of: key) else { return layers.map { _ in .nan } }
        return shares.map { $0[column] }
    }
}
