import Foundation
import Support

/// A file of named tensors in the safetensors format, which PyTorch, NumPy and JAX open: the reading side.
///
/// Everything that the header says is checked against the file when it is opened; elements are read when asked for.
/// Only float32 (`F32`) and float64 (`F64`) can be read: a tensor of another type is in nobody's way until it is asked for.
public final class SafeTensors {
    /// Names and shapes of the tensors, in the order of their names' bytes.
    public let tensors: [Description]
    /// The file's text metadata.
    public let metadata: [String: String]
    /// Where the file is.
    public var path: String { file.path }
    let file: InputFile
    let start: Int
    /// Places in `tensors` by name: a file may have very many.
    private let places: [String: Int]

    /// Where a tensor stands in a file.
    public struct Description: Equatable, Sendable {
        /// Its name, say `layer.1.Du`.
        public let name: String
        /// Its sizes, outermost first; empty for a single number.
        public let shape: [Int]
        /// The type of its elements as the format names it: `F32`, `I64`.
        public let kind: String
        /// First byte and the one past the last, from the end of the header.
        let bytes: Range<Int>

        /// The number of elements.
        public var count: Int { shape.reduce(1, *) }
        /// Whether it stores float64.
        public var isDouble: Bool { kind == "F64" }
    }

    /// Opens a file and checks its header. Throws `DataError`.
    public init(path: String) throws {
        file = try InputFile(path, kind: "a safetensors file")
        let header = try SafeTensorsHeader(reading: file)
        tensors = header.tensors
        metadata = header.metadata
        places = Dictionary(uniqueKeysWithValues: zip(tensors.map(\.name), tensors.indices))
        start = header.end
    }

    /// The tensor of a name, or nil.
    public func description(of name: String) -> Description? { places[name].map { tensors[$0] } }

    /// Reads a tensor as a matrix: all sizes but the last make the rows; a vector is one row.
    ///
    /// - Parameters:
    ///   - shape: what the caller expects; nil takes any.
    ///   - scalar: elements of the other precision are converted.
    /// - Throws: `DataError` where there is no such tensor, it has another shape, or it is not of F32 or F64.
    public func matrix<Scalar: KernelScalar>(
        _ name: String, shape: [Int]? = nil, as scalar: Scalar.Type = Scalar.self
    ) throws -> Matrix<Scalar> {
        let tensor = try checked(name, shape)
        let (rows, columns) = (tensor.shape.dropLast().reduce(1, *), tensor.shape.last ?? 1)
        try MatrixSize.check(
            rows: rows, columns: columns, as: scalar, what: "\(name) of shape \(tensor.shape)", file: file.path)
        let result = Matrix<Scalar>(rows: rows, columns: columns)
        try read(tensor, into: result.pointer)
        return result
    }

    /// Reads a tensor into memory that the caller owns, of as many elements as `shape` says. Throws `DataError`.
    public func read<Scalar: KernelScalar>(
        _ name: String, shape: [Int], into target: UnsafeMutablePointer<Scalar>
    ) throws {
        try read(checked(name, shape), into: target)
    }

    /// Throws `DataError` unless there is a tensor of this name and shape that can be read.
    public func require(_ name: String, shape: [Int]) throws { _ = try checked(name, shape) }

    private func checked(_ name: String, _ shape: [Int]?) throws -> Description {
        guard let tensor = description(of: name) else {
            let names = tensors.prefix(8).map(\.name).joined(separator: ", ") + (tensors.count > 8 ? ", …" : "")
            throw DataError(file: file.path, expected: "a tensor named \(name)", got: names.isEmpty ? "none" : names)
        }
        if let shape, shape != tensor.shape {
            throw DataError(file: file.path, expected: "\(name) of shape \(shape)", got: "\(tensor.shape)")
        }
        guard tensor.kind == "F32" || tensor.isDouble else {
            throw DataError(
                file: file.path, expected: "\(name) to be F32 or F64", got: tensor.kind,
                hint: "convert it before saving: tensor.float()")
        }
        return tensor
    }

    private func read<Scalar: KernelScalar>(_ tensor: Description, into target: UnsafeMutablePointer<Scalar>) throws {
        file.seek(to: start + tensor.bytes.lowerBound)
        if tensor.isDouble {
            try file.scalars(Double.self, into: target, count: tensor.count)
        } else {
            try file.scalars(Float.self, into: target, count: tensor.count)
        }
    }
}
