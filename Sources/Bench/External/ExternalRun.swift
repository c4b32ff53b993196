import Foundation
import Stages
import Support
import Tensors
import Unrolled

/// A network from outside while a stage measures it: every array of iterates is checked before it counts.
public final class ExternalRun {
    private let network: ExternalNetwork
    private let starts: Matrix<Float>?
    private let order: String
    private let seconds: Double
    private let context: StageContext
    private var layers: Int?
    private var known: [String: Iterates] = [:]
    /// Whether layer 0 may be other than y_0: the file order.txt says by itself that the samples stand in their order.
    private var hasOwnStart = false

    /// - Parameters:
    ///   - starts: y_0 of the test inputs, (n, d), shifted or not; nil where a method starts at its inputs.
    ///   - order: the fingerprint of the test inputs and their starts, `sampleOrder`.
    ///   - needsOrder: whether arrays have to have order.txt beside them, as all starts are the same and say of no order.
    ///   - seconds: after how long a command is ended.
    /// - Throws: `DataError` where the network is no longer what it was, or its order.txt is missing or of other samples.
    public init(
        _ network: ExternalNetwork, starts: Matrix<Float>?, order: String, needsOrder: Bool = false,
        seconds: Double, context: StageContext
    ) throws {
        (self.network, self.starts, self.order) = (network, starts, order)
        (self.seconds, self.context, layers) = (seconds, context, network.layers)
        try network.checkUnchanged()
        guard network.kind == .arrays else { return }
        hasOwnStart = try hasOrderFile()
        guard hasOwnStart || !needsOrder else {
            throw DataError(
                file: network.path, expected: "\(ExternalNetwork.orderFile) beside the arrays", got: "none",
                hint:
                    "all methods start at zero, so that it alone says which samples they are of: copy it from the export's folder of the seed"
            )
        }
    }

    /// SHA-256 of test inputs, their starts and their right answers: other samples, the same in another order, and the same
    /// with another problem, have another one.
    ///
    /// - Parameter answers: y* of the inputs; nil where these themselves say all of the problem.
    public static func sampleOrder(
        inputs: Matrix<Float>, starts: Matrix<Float>, answers: Matrix<Float>? = nil
    ) -> String {
        var fingerprint = Fingerprint()
        for matrix in [inputs, starts] + (answers.map { [$0] } ?? []) {
            fingerprint.add(UnsafeRawBufferPointer(UnsafeBufferPointer(start: matrix.pointer, count: matrix.count)))
        }
        return fingerprint.hexadecimal
    }

    private func hasOrderFile() throws -> Bool {
        let path = "\(network.path)/\(ExternalNetwork.orderFile)"
        guard FileSystem.isFile(path) else { return false }
        let file = try InputFile(path, kind: "order.txt of an export")
        let text = String(decoding: try file.bytes(min(file.size, 256)), as: UTF8.self)
        let found = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard found == order else {
            throw DataError(
                file: path, expected: "the fingerprint of this run's test inputs and starts, \(order.prefix(12))…",
                got: found.isEmpty ? "nothing" : "\(found.prefix(12))…",
                hint:
                    "the iterates are of other samples, another seed, order or problem: export again with these settings"
            )
        }
        return true
    }

    /// The network as a method that tables are made of.
    ///
    /// - Parameter weights: the method of a file of weights.
    /// - Throws: `DataError` for a file that the study cannot read.
    public func method(weights: (String) throws -> Method) throws -> Method {
        switch network.kind {
        case .weights: return try weights(network.path)
        case .arrays:
            return Method(
                named: { [self] x, array in
                    try kept(array) { try iterates("\(network.path)/\(array).npy", from: starts ?? x, of: array) }
                }, knows: { [network] in FileSystem.isFile("\(network.path)/\($0).npy") })
        case .command:
            return Method(named: { [self] x, array in try kept(array) { try ask(x, starts ?? x, array) } })
        }
    }

    /// y_0 … y_L of a command that single layers can be asked of, with noise on what layers 2… are fed.
    ///
    /// - Throws: `DataError` as for all its iterates.
    public func outputs(_ x: Matrix<Float>, noise: some LayerNoise<Float>) throws -> [Matrix<Float>] {
        let start = starts ?? x
        var (outputs, fed) = ([start], start.copy())
        let count = layers ?? 0
        for layer in 1..<(count + 1) {
            let y = try self.layer(layer, x, from: fed)
            outputs.append(y)
            if layer < count { noise.perturb(y, layer: layer, into: fed) }
        }
        return outputs
    }

    /// y_l of y_{l−1}, both (n, d).
    private func layer(_ layer: Int, _ x: Matrix<Float>, from y: Matrix<Float>) throws -> Matrix<Float> {
        let (folder, file) = try answer(x, y, "layer \(layer) under noise", ["--layer", "\(layer)"])
        defer { try? FileSystem.remove(folder) }
        let result: Matrix<Float> = try NPY.read(file)
        guard result.rows == x.rows, result.columns == y.columns, result.isFinite else {
            throw DataError(
                file: network.path,
                expected: "with --layer \(layer) an array of \(x.rows) × \(y.columns) finite numbers",
                got: result.isFinite ? "(\(result.rows), \(result.columns))" : "NaN or infinity")
        }
        return result
    }

    private func kept(_ array: String, _ make: () throws -> Iterates) rethrows -> Iterates {
        if let known = known[array] { return known }
        let made = try make()
        // Asked for twice: once for the layers, once for the shift of level 0.
        if array == Self.test { known[array] = made }
        return made
    }

    /// The name of the test inputs as they are.
    public static let test = "test"

    /// What inputs at a level are called among a method's arrays: "shift-0.1", and "test" at 0, where they are as they are.
    public static func array(_ word: String, _ level: Double) -> String {
        level == 0 ? test : "\(word)-" + (level == level.rounded() ? "\(Int(level))" : "\(level)")
    }

    private func ask(_ x: Matrix<Float>, _ y: Matrix<Float>, _ array: String) throws -> Iterates {
        let (folder, file) = try answer(x, y, array, ["--all-layers"])
        defer { try? FileSystem.remove(folder) }
        return try iterates(file, from: y, of: array)
    }

    /// Runs the command on inputs and starts; the folder that it ran in, and the file that it wrote there.
    private func answer(
        _ x: Matrix<Float>, _ y: Matrix<Float>, _ array: String, _ options: [String]
    ) throws -> (folder: URL, file: String) {
        let folder = context.checkpointDirectory.appendingPathComponent("command", isDirectory: true)
        try FileSystem.remove(folder)
        try FileSystem.makeFolder(folder)
        let paths = ["X.npy", "Y0.npy", "Y.npy"].map { folder.appendingPathComponent($0).path }
        try NPY.write(x, to: paths[0])
        try NPY.write(y, to: paths[1])
        do {
            try UserProgram.run(
                [network.path, "--input", paths[0], "--initial", paths[1]] + options + ["--output", paths[2]],
                log: folder.appendingPathComponent("words"), seconds: seconds
            ) { try context.checkInterruption() }
        } catch let error as UserProgramError {
            throw DataError(
                file: network.path, expected: "iterates of \(array), and status 0", got: "\(error)",
                hint: error.isLate
                    ? "--set \(context.name.prefix { $0 != "/" }).methods.seconds=… gives it more time" : nil)
        }
        guard FileSystem.isFile(paths[2]) else {
            throw DataError(
                file: network.path, expected: "a file at --output, with the iterates of \(array)", got: "none",
                hint: "it ended with status 0")
        }
        return (folder, paths[2])
    }

    /// Reads y_0 … y_L and checks them against the starts, (n, d).
    private func iterates(_ file: String, from start: Matrix<Float>, of array: String) throws -> Iterates {
        let shown = network.kind == .command ? "\(network.path), iterates of \(array)" : file
        func bad(_ expected: String, _ got: String, hint: String? = nil) -> DataError {
            DataError(file: shown, expected: expected, got: got, hint: hint)
        }
        let outputs: [Matrix<Float>]
        do {
            outputs = try NPY.readStack(file)
        } catch let error as DataError {
            throw bad(error.expected, error.got, hint: error.hint)
        }
        let shape = [outputs.count, outputs.first?.rows ?? 0, outputs.first?.columns ?? 0]
        let wanted = [layers.map { $0 + 1 } ?? max(2, outputs.count), start.rows, start.columns]
        guard shape == wanted else {
            throw bad(
                "the shape (\(wanted.map(String.init).joined(separator: ", "))), layers 0 to L of each input",
                "(\(shape.map(String.init).joined(separator: ", ")))")
        }
        layers = outputs.count - 1
        if let layer = outputs.firstIndex(where: { !$0.isFinite }) {
            throw bad("finite numbers", "NaN or infinity in layer \(layer)")
        }
        if !hasOwnStart, let row = Self.firstOther(outputs[0], start) {
            throw bad(
                "y_0 of the export as layer 0", "other numbers from sample \(row) on",
                hint:
                    "are the samples in the export's order? A method with a start of its own copies order.txt beside its arrays"
            )
        }
        if hasOwnStart, Self.isShuffled(outputs[0], start) {
            throw bad(
                "the samples in the export's order", "its y_0 as layer 0, in another order",
                hint: "order.txt beside the arrays does not put them in order")
        }
        return Iterates(layers: Array(outputs.indices), outputs: outputs)
    }

    /// Whether layer 0 has the rows of y_0 in another order.
    private static func isShuffled(_ y: Matrix<Float>, _ start: Matrix<Float>) -> Bool {
        guard firstOther(y, start) != nil else { return false }
        let rows = Set((0..<start.rows).map { start.rowValues($0) })
        return (0..<y.rows).allSatisfy { rows.contains(y.rowValues($0)) }
    }

    /// The first sample whose layer 0 is not its y_0, up to rounding.
    private static func firstOther(_ y: Matrix<Float>, _ start: Matrix<Float>) -> Int? {
        (0..<y.rows).first { row in
            zip(y.rowValues(row), start.rowValues(row)).contains { abs($0 - $1) > 1e-4 * max(1, abs($1)) }
        }
    }
}
