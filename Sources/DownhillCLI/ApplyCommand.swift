import ArgumentParser
import Foundation
import SparseCodingExperiment
import Support
import Tensors

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

    @Flag(help: "Writes y_0 … y_L, ((L+1)·n, d), layer after layer, instead of y_L alone.")
    var allLayers = false

    @Option(help: "Where Y, (n, d), float32, is written.")
    var output: String

    @Option(help: "Threads.")
    var threads: Int = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        try RunOptions.checkThreads(threads)
        try RunOptions.checkOutputFile(output)
    }

    func run() throws {
        try MachineLimits.check(threads: threads)
        try BLAS.check()
        let lista = try ListaFile.load(network) { unused in
            let names = unused.prefix(8).joined(separator: ", ") + (unused.count > 8 ? ", …" : "")
            let note = "Note: \(network) also holds what is no part of a LISTA network, and is not used: \(names)\n"
            StandardStreams.printError(note)
        }
        let x: Matrix<Float> = try NPY.read(input)
        try Self.check(x, input, columns: lista.inputDimension, what: "signals of p = \(lista.inputDimension) numbers")
        let start: Matrix<Float>
        if let initial {
            start = try NPY.read(initial)
            try Self.check(start, initial, columns: lista.dimension, what: "starts of d = \(lista.dimension) numbers")
            guard start.rows == x.rows else {
                throw DataError(
                    file: initial, expected: "\(x.rows) rows, one a signal", got: "\(start.rows)", hint: nil)
            }
        } else {
            start = RandomStream(seed: 1, name: "apply/initial").normal(rows: x.rows, columns: lista.dimension)
        }
        // Of each layer there are the outputs and what they were before the threshold.
        try MatrixSize.check(
            rows: 2 * (lista.layerCount + 1) * x.rows, columns: lista.dimension, as: Float.self,
            what: "\(x.rows) signals for \(lista.layerCount) layers of \(lista.dimension) numbers", file: input)
        let outputs = lista.run(x, from: start, workers: Workers(count: threads))
        let chosen = allLayers ? outputs : [outputs[lista.layerCount]]
        let result = Matrix<Float>(rows: chosen.count * x.rows, columns: lista.dimension)
        for (index, y) in chosen.enumerated() { result.row(index * x.rows).update(from: y.pointer, count: y.count) }
        guard result.isFinite else {
            throw DataError(
                file: input, expected: "finite outputs", got: "NaN or infinity",
                hint: "are the signals on the scale that the network was trained on?")
        }
        try NPY.write(result, to: output)
        print(
            "\(x.rows) signals through \(lista.layerCount) layers; wrote (\(result.rows), \(result.columns)) to \(output)"
        )
    }

    private static func check(_ matrix: Matrix<Float>, _ file: String, columns: Int, what: String) throws {
        guard matrix.columns == columns else {
            throw DataError(file: file, expected: what, got: "rows of \(matrix.columns)", hint: nil)
        }
        guard matrix.isFinite else {
            throw DataError(file: file, expected: "finite numbers", got: "NaN or infinity", hint: nil)
        }
    }
}
