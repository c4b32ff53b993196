import Foundation
import Support
import Tensors

/// One network of a method from outside: weights that the study reads, iterates that were worked out elsewhere, or a command
/// that works them out.
public struct ExternalNetwork: Sendable {
    /// In which of three forms it came.
    public enum Kind: String, Sendable {
        /// A safetensors file.
        case weights
        /// A folder with an array of iterates, (L+1, n, d), for each array of inputs.
        case arrays
        /// A program that takes `--input X.npy --initial Y0.npy --all-layers --output Y.npy`.
        case command
    }

    /// Its form.
    public let kind: Kind
    /// Where it is.
    public let path: String
    /// SHA-256 of the file, or of the names and hashes of a folder's arrays.
    public let sha256: String
    /// L, as far as it is known before it is run.
    public private(set) var layers: Int?
    /// Whether it says that single layers can be asked of it: `--layer l`.
    public let takesLayers: Bool

    /// What a command's first lines hold where it takes `--layer`.
    public static let layersMark = "downhill: takes --layer"
    /// The file that the samples' order is checked by, in an export and beside a method's arrays.
    public static let orderFile = "order.txt"

    /// Looks at what is at a path, and hashes it. Throws `DataError` where it is none of the three forms, `FileError`.
    init(_ path: String) throws {
        self.path = path
        if FileSystem.isFolder(path) {
            (kind, takesLayers) = (.arrays, false)
        } else if FileSystem.isFile(path), path.hasSuffix(".safetensors") {
            (kind, takesLayers) = (.weights, true)
        } else if FileSystem.isFile(path), access(path, X_OK) == 0 {
            kind = .command
            let file = try InputFile(path, kind: "a command")
            let start = String(decoding: try file.bytes(min(file.size, 4096)), as: UTF8.self)
            takesLayers = start.contains(Self.layersMark)
        } else {
            let isThere = FileSystem.isFile(path)
            throw DataError(
                file: path, expected: "a method: weights in .safetensors, a folder of .npy files, or a command",
                got: isThere ? "a file that may not be executed" : "no such file or folder",
                hint: isThere ? "chmod +x \(path), if it is a command" : nil)
        }
        sha256 = try Self.hash(path, kind)
    }

    /// The same, its number of layers known.
    func withLayers(_ layers: Int?) -> ExternalNetwork {
        var copy = self
        copy.layers = layers
        return copy
    }

    /// Throws `DataError` where it is no longer what it was when the run began: its stage's key would name something else.
    func checkUnchanged() throws {
        guard try Self.hash(path, kind) == sha256 else {
            throw DataError(
                file: path, expected: "what was there when the run began", got: "something else",
                hint: "the same command again measures what is there now")
        }
    }

    private static func hash(_ path: String, _ kind: Kind) throws -> String {
        var fingerprint = Fingerprint()
        guard kind == .arrays else {
            try fingerprint.add(InputFile(path, kind: "a method's file"))
            return fingerprint.hexadecimal
        }
        let folder = URL(fileURLWithPath: path, isDirectory: true)
        let names = try FileSystem.names(in: folder).filter { $0.hasSuffix(".npy") || $0 == orderFile }
        guard names.contains(where: { $0.hasSuffix(".npy") }) else {
            throw DataError(
                file: path, expected: "a folder with test.npy, an array of shape (L+1, n, d)",
                got: "no .npy file in it",
                hint: "`downhill export` writes a README that says which arrays are wanted")
        }
        for name in names {
            var own = Fingerprint()
            try own.add(InputFile(folder.appendingPathComponent(name).path, kind: "a method's file"))
            fingerprint.add("\(name) \(own.hexadecimal)\n")
        }
        return fingerprint.hexadecimal
    }

    /// L of a folder's arrays: the same in all that are wanted, each of which has n rows of d numbers.
    ///
    /// - Parameters:
    ///   - wanted: the names of the arrays that have to be there.
    ///   - further: the names of those that may be.
    ///   - n: how many rows; nil where that is known when the inputs are.
    /// - Throws: `DataError` where one is missing, or of another shape.
    public func arrayLayers(_ wanted: [String], further: [String] = [], rows n: Int?, columns d: Int) throws -> Int {
        var layers: Int?
        for name in wanted + further {
            let file = "\(path)/\(name).npy"
            guard wanted.contains(name) || FileSystem.isFile(file) else { continue }
            let shape = try NPY.stackShape(file)
            let first = layers.map { $0 + 1 } ?? shape[0]
            guard shape == [first, n ?? shape[1], d], first > 1 else {
                throw DataError(
                    file: file,
                    expected:
                        "the shape (\(layers == nil ? "L+1" : "\(first)"), \(n.map(String.init) ?? "n"), \(d)): y_0 … y_L of each input",
                    got: "(\(shape.map(String.init).joined(separator: ", ")))",
                    hint: layers == nil
                        ? "the inputs are those of the export" : "as many layers in each array as in \(wanted[0]).npy")
            }
            layers = first - 1
        }
        return layers ?? 0
    }
}
