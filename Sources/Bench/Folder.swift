import Descent
import Foundation
import Images
import Stages
import Support
import Tensors
import Unrolled

/// Files of a stage's folder by their names.
public struct Folder: Sendable {
    /// The folder.
    public let url: URL

    /// The files of a folder.
    public init(_ url: URL) { self.url = url }

    /// The path of a file.
    public func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    /// Writes an NPY file. Throws `FileError`.
    public func write(_ matrix: Matrix<some KernelScalar>, _ name: String) throws {
        try NPY.write(matrix, to: path(name))
    }

    /// Writes an image, plane after plane in [0, 1], as a PNG of 8 bits. Throws `FileError`.
    public func write(image: UnsafePointer<Float>, shape: ImageShape, _ name: String) throws {
        try ImageFile.write(
            image, height: shape.height, width: shape.width, channels: shape.channels, to: path(name))
    }

    /// Reads an NPY file. Throws `DataError`.
    public func matrix(_ name: String) throws -> Matrix<Float> { try NPY.read(path(name)) }

    /// Writes a table. Throws `FileError`.
    public func write(_ table: Table, _ name: String) throws { try table.write(to: url.appendingPathComponent(name)) }

    /// Reads a table. Throws `TableError`, `DataError`, `FileError`.
    public func table(_ name: String) throws -> Table { try Table(contentsOf: url.appendingPathComponent(name)) }

    /// Writes a table of names and values. Throws `FileError`.
    public func write(_ rows: [(String, any TableValue)], _ name: String) throws {
        var table = Table(columns: ["name", "value"])
        for (key, value) in rows { table.append([key, value]) }
        try write(table, name)
    }

    /// A number of a table of names and values. Throws `TableError`, `DataError`, `FileError`.
    public func number(_ key: String, in name: String) throws -> Double { try table(name).number(key) }
}

extension StageContext {
    /// The files of an input. Throws `StageGraphError` for a stage that is not declared as one.
    public func folder(_ stage: String) throws -> Folder { Folder(try input(stage)) }
    /// Where the stage's results are written.
    public var results: Folder { Folder(directory) }
    /// The stage's threads.
    public var workers: Workers { Workers(count: threads) }
    /// Where a training resumes from.
    public var trainingCheckpoint: TrainingCheckpoint { trainingCheckpoint(0) }

    /// Where attempt n of a training, or the n-th of several trainings, resumes from, the first being 0.
    public func trainingCheckpoint(_ attempt: Int) -> TrainingCheckpoint {
        let name = attempt == 0 ? "training" : "training-\(attempt + 1)"
        return TrainingCheckpoint(
            checkpointDirectory.appendingPathComponent("\(name).safetensors").path,
            identity: attempt == 0 ? key.hex : "\(key.hex) attempt \(attempt + 1)", noteDamage: noteDamagedCheckpoint)
    }
}

/// A network's parameters in a safetensors file, by their names (`layer.1.Du`, …), as PyTorch reads and writes them.
public enum WeightsFile {
    /// Writes a network, with further tensors where it needs them. Throws `FileError`.
    public static func save(
        _ network: some UnrolledNetwork<Float>, to path: String, metadata: [String: String],
        more: [SafeTensors.Entry] = []
    ) throws {
        try SafeTensors.write(
            network.parameters.map { .init($0.name, network.matrix($0), shape: $0.shape) } + more, metadata: metadata,
            to: path)
    }

    /// Reads the parameters of a network that is already built. Throws `DataError`.
    public static func load<Scalar: KernelScalar>(_ path: String, into network: some UnrolledNetwork<Scalar>) throws {
        try load(path, network.parameters, into: network.values)
        network.refresh()
    }

    /// Reads parameters into the row that holds them. Throws `DataError`, also where the file has more of their kind: a
    /// layer that this network does not have.
    public static func load<Scalar: KernelScalar>(
        _ path: String, _ parameters: [Parameter], into values: Matrix<Scalar>
    ) throws {
        let file = try SafeTensors(path: path)
        let (names, kinds) = (Set(parameters.map(\.name)), Set(parameters.map { Self.kind($0.name) }))
        let foreign = file.tensors.map(\.name).filter { kinds.contains(Self.kind($0)) && !names.contains($0) }
        guard foreign.isEmpty else {
            throw DataError(
                file: path, expected: "the \(parameters.count) tensors of the network and no other of their kind",
                got: foreign.prefix(6).joined(separator: ", ") + (foreign.count > 6 ? ", …" : ""),
                hint: "the file is of a larger network, or of another one")
        }
        for parameter in parameters {
            try file.read(parameter.name, shape: parameter.shape, into: values.pointer + parameter.offset)
        }
        guard values.isFinite else {
            throw DataError(file: path, expected: "finite weights", got: "NaN or infinity", hint: nil)
        }
    }

    /// What a name begins with: `layer` of `layer.1.Du`.
    private static func kind(_ name: String) -> Substring { name.prefix { $0 != "." } }
}
