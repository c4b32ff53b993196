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
    /// Whether it is learnt. What is not (a permutation, a frozen shift) is stored with the rest, and its gradient is 0.
    public let isLearnt: Bool

    /// Number of elements.
    public var count: Int { shape.reduce(1, *) }
    /// Its place in the flat vector.
    public var range: Range<Int> { offset..<offset + count }
    /// Rows of the matrix it is; 1 for a vector.
    public var rows: Int { shape.count > 1 ? shape[0] : 1 }
    /// Columns of the matrix it is: all sizes but the outermost at once.
    public var columns: Int { shape.count > 1 ? shape.dropFirst().reduce(1, *) : shape.last ?? 1 }

    /// The same tensor as a part of a larger network, whose vector holds this one's from `base` on.
    public func moved(by base: Int, prefix: String, layer: Int) -> Parameter {
        Parameter(
            name: prefix + name, shape: shape, offset: base + offset, layer: layer, decays: decays, isLearnt: isLearnt)
    }
}

/// Lays out parameters one after another.
struct ParameterLayout {
    private(set) var parameters: [Parameter] = []
    private(set) var count = 0

    /// A parameter of layer l, called "layer.l.name".
    mutating func add(_ name: String, _ shape: [Int], layer: Int, decays: Bool) {
        add(named: "layer.\(layer).\(name)", shape, layer: layer, decays: decays, isLearnt: true)
    }

    /// A parameter with its whole name.
    @discardableResult
    mutating func add(named name: String, _ shape: [Int], layer: Int = 1, decays: Bool, isLearnt: Bool = true)
        -> Parameter
    {
        let parameter = Parameter(
            name: name, shape: shape, offset: count, layer: layer, decays: decays, isLearnt: isLearnt)
        parameters.append(parameter)
        count += parameter.count
        return parameter
    }
}
