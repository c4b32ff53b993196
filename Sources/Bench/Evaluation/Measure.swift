import Stages
import Tensors

/// A number that each test example has at a layer: a name, a symbol, a unit, and a function of the iterate and the truth.
public struct Measure<Truth>: Sendable {
    /// How the report knows it; its name is its column.
    public let description: StudyDescription.Measure
    /// Whether it is written example by example, too.
    public let isKept: Bool
    private let body: @Sendable (Iterate, Truth) -> [Double]?

    /// One layer's iterate.
    public struct Iterate {
        /// y_l: (n, d).
        public let y: Matrix<Float>
        /// ‖z_l‖ of each example; nil where there is no latent variable.
        public let latents: [Double]?

        /// An iterate.
        public init(_ y: Matrix<Float>, latents: [Double]? = nil) {
            self.y = y
            self.latents = latents
        }
    }

    /// A measure; `body` gives a number for each example, or nil where there are none.
    public init(
        _ name: String, _ label: String, symbol: String, unit: String = "", isKept: Bool = true,
        _ body: @escaping @Sendable (Iterate, Truth) -> [Double]?
    ) {
        description = StudyDescription.Measure(name: name, label: label, symbol: symbol, unit: unit)
        self.isKept = isKept
        self.body = body
    }

    /// Its column.
    public var name: String { description.name }

    /// Its numbers.
    public func values(_ iterate: Iterate, _ truth: Truth) -> [Double]? { body(iterate, truth) }
}

extension Collection {
    /// Writes `layers.csv` and `samples.csv` of a method's iterates.
    ///
    /// - Parameter further: more columns of layers.csv, from the place of a layer among the iterates and the measures'
    ///   numbers by place and name.
    public func writeLayers<Truth>(
        of iterates: Iterates, _ truth: Truth, to folder: Folder,
        further: (_ at: Int, _ measured: [[String: [Double]]]) -> [(name: String, value: Double?)] = { _, _ in [] }
    ) throws where Element == Measure<Truth> {
        let measured = iterates.layers.indices.map { at in
            measure(.init(iterates.outputs[at], latents: iterates.latents[at]), truth)
        }
        var tables = SampleTables(key: "layer", keyIsFirst: false, examples: iterates.last.rows)
        for (at, layer) in iterates.layers.enumerated() {
            tables.add(
                layer, map { .init($0.name, measured[at][$0.name], isKept: $0.isKept) }, further: further(at, measured))
        }
        try tables.write(to: folder, means: "layers.csv", samples: "samples.csv")
    }

    /// The numbers of an iterate by the measures' names; measures without a meaning there are left out.
    public func measure<Truth>(
        _ iterate: Measure<Truth>.Iterate, _ truth: Truth
    ) -> [String: [Double]] where Element == Measure<Truth> {
        reduce(into: [:]) { $0[$1.name] = $1.values(iterate, truth) }
    }

    /// `samples.csv` and `layers.csv` as `SampleTables` writes them with these measures: for a study's description.
    public func tables<Truth>(
        stage: String = "evaluate", key: String, means: String, samples: String, keyIsFirst: Bool = true,
        further: [String] = []
    ) -> [StudyDescription.TableDescription] where Element == Measure<Truth> {
        let names = map(\.name)
        let kept = filter(\.isKept).map(\.name)
        return [
            .init(stage: stage, file: means, columns: [key] + names.flatMap { ["\($0)_mean", "\($0)_std"] } + further),
            .init(stage: stage, file: samples, columns: (keyIsFirst ? [key, "sample"] : ["sample", key]) + kept),
        ]
    }
}
