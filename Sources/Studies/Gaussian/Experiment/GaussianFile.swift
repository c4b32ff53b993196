import Bench
import Support
import Tensors
import Unrolled

/// A file of weights of this study's networks, of any depth, as `Documentation/Formats.md` describes them: also one that was
/// made elsewhere, whose metadata may be missing where its tensors say enough.
struct GaussianFile {
    /// Which network it is of.
    private enum Form {
        case lista(Lista<Float>.Tying)
        case coupled(weights: Learning, steps: Learning, thresholds: Learning, kept: [Int])
        case tista(Tista<Float>.Prior)
    }

    private typealias Learning = CoupledLista<Float>.Learning

    private let file: SafeTensors
    private let form: Form
    /// L.
    let layers: Int

    /// Looks at the header of a file for p = `rows` measurements of d = `columns` entries. Throws `DataError` where it is of none of
    /// the study's networks, or of other sizes.
    init(_ path: String, rows p: Int, columns d: Int) throws {
        file = try SafeTensors(path: path)
        let shapes = ["Du": [d, p], "De": [d, d], "beta": [d], "W": [p, d], "log_gamma": [1], "log_theta": [1]]
        var (learning, numbers) = ([String: Learning](), Set<Substring>())
        for tensor in file.tensors {
            let parts = tensor.name.split(separator: ".")
            guard parts.count > 1, let part = parts.last.map(String.init), let shape = shapes[part] else { continue }
            try file.require(tensor.name, shape: shape)
            learning[part] = parts[0] == "tied" ? .tied : .untied
            if parts[0] == "layer" { numbers.insert(parts[1]) }
        }
        let said = file.metadata["layers"].flatMap(Int.init)
        guard let layers = numbers.isEmpty ? said : numbers.count, (1...Self.most).contains(layers) else {
            throw DataError(
                file: path,
                expected: "tensors of layers, layer.1.log_theta say, or their number as layers in the metadata",
                got: Self.list(file.tensors.map(\.name)), hint: Self.hint)
        }
        self.layers = layers
        form = try Self.form(learning, layers: layers, columns: d, file)
    }

    /// More layers than any network of this study has.
    private static let most = 1_000
    private static let hint = "Documentation/Formats.md describes the files of this study’s networks"

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "no tensors" : names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", …" : "")
    }

    private static func form(
        _ learning: [String: Learning], layers: Int, columns: Int, _ file: SafeTensors
    ) throws -> Form {
        func bad(_ expected: String, _ got: String) -> DataError {
            DataError(file: file.path, expected: expected, got: got, hint: hint)
        }
        if learning["Du"] != nil {
            switch (learning["Du"], learning["De"], learning["beta"]) {
            case (.untied, .untied, .untied): return .lista(.none)
            case (.tied, .tied, .untied): return .lista(.matrices)
            case (.tied, .tied, .tied): return .lista(.everything)
            default:
                throw bad("Du, De and beta of each layer, or tied Du and De", list(file.tensors.map(\.name)))
            }
        }
        if let thresholds = learning["log_theta"] {
            let words = file.metadata["kept"].map { $0.split(separator: " ") } ?? []
            let kept = words.compactMap { Int($0) }.filter { (0...columns).contains($0) }
            guard kept.count == words.count, kept.isEmpty || kept.count == layers else {
                throw bad(
                    "as kept in the metadata a number from 0 to \(columns) for each of \(layers) layers",
                    words.joined(separator: " "))
            }
            return .coupled(
                weights: learning["W"] ?? .fixed, steps: learning["log_gamma"] ?? .fixed, thresholds: thresholds,
                kept: kept)
        }
        let numbers = ["prior.density", "prior.power", "noise"].map { file.metadata[$0].flatMap(Double.init) ?? .nan }
        guard learning["log_gamma"] == .untied, numbers.allSatisfy(\.isFinite), (1e-9..<1).contains(numbers[0]),
            numbers[1] > 0, numbers[2] >= 0
        else {
            throw bad(
                "Du, De and beta of LISTA, log_theta of a network that knows A, or log_gamma of TISTA’s layers with prior.density, "
                    + "prior.power and noise in the metadata", list(file.tensors.map(\.name)))
        }
        return .tista(.init(density: numbers[0], power: numbers[1], noise: numbers[2]))
    }

    /// The network for a problem. Throws `DataError` where a tensor is missing, or where A in the file is not the problem's.
    func network(_ problem: GaussianProblem) throws -> any UnrolledNetwork<Float> {
        let a = problem.matrix
        let shape = [a.rows, a.columns]
        if file.description(of: "A") != nil {
            let own: Matrix<Float> = try file.matrix("A", shape: shape)
            guard zip(own.values, a.values).allSatisfy({ abs($0 - $1) <= 1e-5 }) else {
                throw DataError(
                    file: file.path, expected: "A of the draw that this seed sees", got: "another matrix",
                    hint: "export.json says which draw each seed sees; another run.seed has others")
            }
        }
        func weights() throws -> Matrix<Float> { try file.matrix("W", shape: shape) }
        switch form {
        case .lista(let tying):
            return try loaded(Lista(layerCount: layers, inputDimension: a.rows, dimension: a.columns, tying: tying))
        case .coupled(let learning, let steps, let thresholds, let kept):
            let isGiven = learning == .fixed && file.description(of: "W") != nil
            return try loaded(
                CoupledLista(
                    layerCount: layers, matrix: a, weights: isGiven ? try weights() : a,
                    learning: (learning, steps, thresholds), kept: kept))
        case .tista(let prior):
            return try loaded(Tista(layerCount: layers, matrix: a, weights: try weights(), prior: prior))
        }
    }

    private func loaded(_ network: some UnrolledNetwork<Float>) throws -> any UnrolledNetwork<Float> {
        try WeightsFile.load(file.path, into: network)
        return network
    }
}
