/// One named tensor inside a network's flat vector of parameters.
public struct Parameter: Sendable {
    /// Its name in files, "layer.1.Du" say.
    public let name: String
    /// Its name among its layer's parameters, "Du" say.
    public let localName: String
    /// Its sizes, outermost first.
    public let shape: [Int]
    /// Place of its first element in the flat vector.
    public let offset: Int
    /// The layers that use it, of 1…L: one, or several where layers are tied.
    public let layers: ClosedRange<Int>
    /// Whether weight decay acts on it: on matrices, not on thresholds and biases.
    public let decays: Bool
    /// Whether it is learnt. What is not (a permutation, a frozen shift) is stored with the rest, and its gradient is 0.
    public let isLearnt: Bool
    /// Its learning rate as a multiple of the others'.
    public let rateShare: Double

    /// The layer it belongs to; of a tied one the first.
    public var layer: Int { layers.lowerBound }
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
            name: prefix + name, localName: localName, shape: shape, offset: base + offset, layers: layer...layer,
            decays: decays, isLearnt: isLearnt, rateShare: rateShare)
    }
}

/// Lays out a network's parameters one after another in its flat vector. A network adds its parameters layer by layer,
/// keeps them, and allocates `count` elements for their values.
public struct ParameterLayout: Sendable {
    /// What has been added, in order.
    public private(set) var parameters: [Parameter] = []
    /// Elements of all of them.
    public private(set) var count = 0

    /// A layout without parameters, whose first will stand at `offset` of the flat vector.
    public init(from offset: Int = 0) { count = offset }

    /// Adds a parameter of a layer, called "layer.l.name" in files.
    ///
    /// - Parameters:
    ///   - name: its name among the layer's parameters, which `Parameter.localName` gives back.
    ///   - shape: its sizes, outermost first; [1] for a scalar.
    ///   - layer: the layer it belongs to, 1…L.
    ///   - decays: whether weight decay acts on it.
    ///   - rateShare: its learning rate as a multiple of the others'.
    @discardableResult
    public mutating func add(
        _ name: String, _ shape: [Int], layer: Int, decays: Bool, rateShare: Double = 1
    ) -> Parameter {
        append(
            Parameter(
                name: "layer.\(layer).\(name)", localName: name, shape: shape, offset: count, layers: layer...layer,
                decays: decays, isLearnt: true, rateShare: rateShare))
    }

    /// Adds a parameter that several layers share, called "tied.name" in files: its gradient is the sum of theirs.
    @discardableResult
    public mutating func add(
        _ name: String, _ shape: [Int], tying layers: ClosedRange<Int>, decays: Bool, rateShare: Double = 1
    ) -> Parameter {
        append(
            Parameter(
                name: "tied.\(name)", localName: name, shape: shape, offset: count, layers: layers, decays: decays,
                isLearnt: true, rateShare: rateShare))
    }

    /// Adds a parameter of a network that has no layers of its own, a flow, by its whole name.
    @discardableResult
    public mutating func add(named name: String, _ shape: [Int], decays: Bool, isLearnt: Bool = true) -> Parameter {
        append(
            Parameter(
                name: name, localName: name, shape: shape, offset: count, layers: 1...1, decays: decays,
                isLearnt: isLearnt, rateShare: 1))
    }

    private mutating func append(_ parameter: Parameter) -> Parameter {
        parameters.append(parameter)
        count += parameter.count
        return parameter
    }
}
