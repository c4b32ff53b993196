import ArgumentParser
import Foundation
import SparseCodingExperiment
import Support
import Tensors
import Unrolled

/// `downhill apply`: a trained network on the user's own signals.
struct ApplyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Runs a trained LISTA network, eq. (16), on signals of your own.")

    @Option(help: "Weights in safetensors: layer.1.Du, layer.1.De, layer.1.beta, …")
    var network: String

    @Option(help: "X, (n, p): one signal a row.")
    var input: String

    @Option(help: "Y0, (n, d): the starts. By default y_0 ~ N(0, I) with seed 1.")
    var initial: String?

    @Flag(help: "Writes y_0 … y_L, an array of shape (L+1, n, d), instead of y_L alone.")
    var allLayers = false

    @Option(help: "Runs this layer alone, from Y0 as y_(l-1), and writes y_l.")
    var layer: Int?

    @Option(help: "Where Y, (n, d), is written: float64 where weights, X or Y0 are, else float32.")
    var output: String

    @Option(help: "Threads.")
    var threads: Int = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        try RunOptions.checkThreads(threads)
        try RunOptions.checkOutputFile(output)
        guard layer != nil else { return }
        if allLayers {
            throw ValidationError("--layer and --all-layers ask for different things; expected one of them.")
        }
        if initial == nil { throw ValidationError("--layer needs --initial, the outputs of the layer before.") }
    }

    func run() throws {
        try MachineLimits.check(threads: threads)
        try BLAS.check()
        // float64 is not narrowed: differences that it holds may be all that a signal says.
        let files = [input] + (initial.map { [$0] } ?? [])
        let isDouble = try ListaFile.storesDouble(network) || files.contains { try NPY.storesDouble($0) }
        if isDouble { try run(Double.self) } else { try run(Float.self) }
    }

    private func run<Scalar: KernelScalar>(_: Scalar.Type) throws {
        var lista = try ListaFile.load(network, as: Scalar.self) { unused in
            let names = unused.prefix(8).map { PrintableText.line($0) }.joined(separator: ", ")
            StandardStreams.printError(
                "Note: \(network) also holds what is no part of a LISTA network, and is not used: \(names)"
                    + (unused.count > 8 ? ", …\n" : "\n"))
        }
        if let layer { lista = try single(layer, of: lista) }
        let x: Matrix<Scalar> = try NPY.read(input)
        try Self.check(x, input, columns: lista.inputDimension, what: "signals of p = \(lista.inputDimension) numbers")
        // Of each layer there are the outputs and what they were before the threshold.
        try MatrixSize.check(
            rows: 2 * (lista.layerCount + 1) * x.rows, columns: lista.dimension, as: Scalar.self,
            what: "\(x.rows) signals for \(lista.layerCount) layers of \(lista.dimension) numbers", file: input)
        let outputs = lista.run(x, from: try starts(for: x.rows, lista.dimension), workers: Workers(count: threads))
        let chosen = allLayers ? outputs : [outputs[lista.layerCount]]
        guard chosen.allSatisfy(\.isFinite) else {
            throw DataError(
                file: input, expected: "finite outputs", got: "NaN or infinity",
                hint: "are the signals on the scale that the network was trained on?")
        }
        if allLayers { try NPY.write(chosen, to: output) } else { try NPY.write(chosen[0], to: output) }
        let shape = (allLayers ? ["\(chosen.count)"] : []) + ["\(x.rows)", "\(lista.dimension)"]
        tell(
            "\(x.rows) signals through \(lista.layerCount) layers; wrote (\(shape.joined(separator: ", "))), "
                + "\(Scalar.self == Float.self ? "float32" : "float64"), to \(output)", besides: output)
    }

    /// A layer as a network of its own.
    private func single<Scalar: KernelScalar>(_ layer: Int, of lista: Lista<Scalar>) throws -> Lista<Scalar> {
        guard (1...lista.layerCount).contains(layer) else {
            throw DataError(
                file: network, expected: "a layer \(layer)", got: "layers 1 to \(lista.layerCount)", hint: nil)
        }
        let one = Lista<Scalar>(
            layerCount: 1, inputDimension: lista.inputDimension, dimension: lista.dimension)
        one.inputMatrix(1).assign(from: lista.inputMatrix(layer))
        one.recurrentMatrix(1).assign(from: lista.recurrentMatrix(layer))
        one.threshold(1).assign(from: lista.threshold(layer))
        return one
    }

    /// y_0 of so many signals: the user's, or N(0, I), the same numbers in both precisions.
    private func starts<Scalar: KernelScalar>(for signals: Int, _ dimension: Int) throws -> Matrix<Scalar> {
        guard let initial else {
            let drawn: Matrix<Float> = RandomStream(seed: 1, name: "apply/initial").normal(
                rows: signals, columns: dimension)
            return drawn.converted()
        }
        let start: Matrix<Scalar> = try NPY.read(initial)
        try Self.check(start, initial, columns: dimension, what: "starts of d = \(dimension) numbers")
        guard start.rows == signals else {
            throw DataError(file: initial, expected: "\(signals) rows, one a signal", got: "\(start.rows)", hint: nil)
        }
        return start
    }

    private static func check(_ matrix: Matrix<some KernelScalar>, _ file: String, columns: Int, what: String) throws {
        guard matrix.columns == columns else {
            throw DataError(file: file, expected: what, got: "rows of \(matrix.columns)", hint: nil)
        }
        guard matrix.isFinite else {
            throw DataError(file: file, expected: "finite numbers", got: "NaN or infinity", hint: nil)
        }
    }
}
