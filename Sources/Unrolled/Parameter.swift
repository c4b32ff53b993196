/// One named tensor inside a network's flat vector of parameters.
public struct Parameter: Sendable {
    /// Its name in files, "layer.1.Du" say.
    public let name: String
    /// Its sizes, outermost first.
    public let shape: [Int]
    /// Place of its first element in the flat vector.
    public let offset: Int
    /// The layer it belongs to, 1…L.
    public let layer: Int
    /// Whether weight decay acts on it: on matrices, not on thresholds and biases.
    public let decays: Bool

    /// Number of elements.
    public var count: Int { shape.reduce(1, *) }
    /// Its place in the flat vector.
    public var range: Range<Int> { offset..<offset + count }
    /// Rows of the matrix it is; 1 for a vector.
    public var rows: Int { shape.count > 1 ? shape[0] : 1 }
    /// Columns of the matrix it is.
    public var columns: Int { shape.last ?? 1 }
}

/// Lays out parameters one after another.
struct ParameterLayout {
    private(set) var parameters: [Parameter] = []
    private(set) var count = 0

    mutating func add(_ name: String, _ shape: [Int], layer: Int, decays: Bool) {
        let parameter = Parameter(
            name: "layer.\(layer).\(name)", shape: shape, offset: count, layer: layer, decays: decays)
        parameters.append(parameter)
        count += parameter.count
    }
}
