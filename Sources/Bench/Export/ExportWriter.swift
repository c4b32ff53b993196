import Foundation
import Stages
import Support
import Tensors

/// A folder of a study's data for people who make a method of their own: arrays, `export.json`, which says what they are, and
/// a README with the contract that the method's answers have to keep.
///
/// The folder appears whole or not at all.
public final class ExportWriter {
    /// A file of the export.
    struct File: Encodable {
        let path: String
        /// In plain words.
        let holds: String
        let shape: [Int]
        let sha256: String
    }

    /// What a seed sees, and from where its networks start.
    struct Seed: Encodable {
        let seed, draw: Int
        /// `ExternalRun.sampleOrder`.
        let order: String
    }

    private let target: URL
    /// Where it is made before it is moved to its place.
    private let scratch: ScratchFolder
    private var files: [File] = []
    private var seeds: [Seed] = []
    /// What a study says of its problem: "alpha" of eq. (13).
    public var facts: [String: Double] = [:]
    /// The names of the arrays of inputs that a method answers, and of those that it may.
    public var arrays: (wanted: [String], further: [String]) = ([], [])
    /// The folder of a draw's in which these inputs stand; nil where they stand in the draw's own.
    public var folder: String?
    /// What the problem is, and what the arrays are, for the README.
    public var problem: [String] = []
    /// What layer 0 of a method is, in a sentence of the README.
    public var start = "Layer 0 is `start`."
    /// Whether arrays of answers have to have order.txt beside them.
    public var needsOrder = false
    /// The lines of Python in the README that compute the iterates `layers` of the inputs `name`.
    public var python: [String] = []

    /// An export that will stand at a path. Throws `DataError` where something else is there already; `FileError`.
    public init(to target: URL) throws {
        self.target = target
        let names = try FileSystem.names(in: target)
        guard names.isEmpty || names.contains(Self.listName), FileSystem.isFolder(target) || !FileSystem.exists(target)
        else {
            throw DataError(
                file: target.path, expected: "an empty folder, an older export, or nothing",
                got: names.isEmpty ? "a file" : "a folder with \(names[0])", hint: "--to another folder")
        }
        try Self.checkIsExportAlone(target)
        try Leftovers.remove(in: target.deletingLastPathComponent())
        scratch = try Self.scratch(for: target)
    }

    /// An older export is replaced whole: throws `DataError` where somebody has put something of their own into it.
    private static func checkIsExportAlone(_ target: URL) throws {
        struct Known: Decodable {
            struct File: Decodable { var path: String }
            struct Seed: Decodable { var seed: Int }
            var files: [File]
            var seeds: [Seed]
        }
        let list = target.appendingPathComponent(listName)
        guard FileSystem.exists(list) else { return }
        let known = try CanonicalJSON.read(
            Known.self, from: list, kind: "the list of an export", hint: "--to another folder, or remove this one")
        let own = Set(
            known.files.map(\.path) + known.seeds.map { "seed-\($0.seed)/\(ExternalNetwork.orderFile)" }
                + [listName, "README.md"])
        guard let other = try FileSystem.files(below: target).first(where: { !own.contains($0) }) else { return }
        throw DataError(
            file: target.path, expected: "an older export and nothing else, as it is replaced", got: "\(other) in it",
            hint: "move that elsewhere, or --to another folder")
    }

    private static func scratch(for target: URL) throws -> ScratchFolder {
        try ScratchFolder(in: target.deletingLastPathComponent(), for: target.lastPathComponent)
    }

    private static let listName = "export.json"

    /// Writes an array as `<name>.npy`. Throws `FileError`.
    ///
    /// - Parameters:
    ///   - name: "draw-1/train".
    ///   - holds: what it is, in plain words.
    public func write(_ matrix: Matrix<Float>, _ name: String, holds: String) throws {
        let url = scratch.url.appendingPathComponent("\(name).npy")
        try FileSystem.makeFolder(url.deletingLastPathComponent())
        try NPY.write(matrix, to: url.path)
        var fingerprint = Fingerprint()
        try fingerprint.add(InputFile(url.path, kind: "a file of the export"))
        files.append(
            File(
                path: "\(name).npy", holds: holds, shape: [matrix.rows, matrix.columns], sha256: fingerprint.hexadecimal
            ))
    }

    /// Writes the starts of a seed, nil where a method starts at its inputs, and the fingerprint of its test samples. Throws
    /// `FileError`.
    public func write(
        starts: Matrix<Float>?, seed: Int, draw: Int, inputs: Matrix<Float>, answers: Matrix<Float>? = nil
    ) throws {
        if let starts {
            try write(starts, "seed-\(seed)/start", holds: "y_0 of each input of draw \(draw), shifted or not")
        }
        let order = ExternalRun.sampleOrder(inputs: inputs, starts: starts ?? inputs, answers: answers)
        try FileSystem.makeFolder(scratch.url.appendingPathComponent("seed-\(seed)"))
        try AtomicFile.write(
            Data("\(order)\n".utf8),
            to: scratch.url.appendingPathComponent("seed-\(seed)/\(ExternalNetwork.orderFile)"),
            durably: false)
        seeds.append(Seed(seed: seed, draw: draw, order: order))
    }

    private struct List: Encodable {
        let version = 1
        let study, profile, downhill: String
        let settings: StageSettings
        let seeds: [Seed]
        let arrays, furtherArrays: [String]
        let folder: String?
        let facts: [String: Double]
        let files: [File]
    }

    /// Writes export.json and the README, and puts the folder in its place. Throws `FileError`.
    ///
    /// - Parameters:
    ///   - study: its id.
    ///   - original: the id of the study that it repeats on second images; nil where it repeats none.
    ///   - version: the program's.
    public func finish(
        study: String, repeating original: String? = nil, _ settings: RunSettings, version: String
    ) throws {
        // A repetition on second images has the settings of the first, but for its own images.
        let names = settings.stageSettings.entries.filter { entry in
            let group = String(entry.name.prefix { $0 != "." })
            return ["run", study, original].contains(group) && !entry.name.hasSuffix(".directory")
                && !entry.name.contains(".methods.") && entry.name != original.map { "\($0).data.source" }
        }
        let list = List(
            study: study, profile: settings.profile, downhill: version,
            settings: StageSettings(Dictionary(names.map { ($0.name, $0.value) }) { $1 }), seeds: seeds,
            arrays: arrays.wanted, furtherArrays: arrays.further, folder: folder, facts: facts, files: files)
        try AtomicFile.write(
            CanonicalJSON.fileData(list), to: scratch.url.appendingPathComponent(Self.listName), durably: false)
        try AtomicFile.write(
            Data(ExportReadme.text(self, study: study, files: files).utf8),
            to: scratch.url.appendingPathComponent("README.md"), durably: false)
        try FileSystem.synchronizeAll(scratch.url)
        // The older one is out of the way for a moment, and removed when the new one is there.
        let older = try Self.scratch(for: target)
        if FileSystem.exists(target) { try FileSystem.move(target, to: older.url.appendingPathComponent("older")) }
        try FileSystem.move(scratch.url, to: target)
        try older.remove()
    }

    /// How many bytes its arrays have.
    public var bytes: Int { files.reduce(0) { $0 + 4 * $1.shape.reduce(1, *) } }
}
