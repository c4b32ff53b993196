import Foundation
import Stages
import Support

/// A run as the report sees it: the manifest, and the tables of finished stages, read once and kept.
///
/// Claims and figures ask a study for tables by what they are (`samples("constrained", seed: 0)`) and get a thrown error
/// for people where a stage is not finished, which becomes "not tested, because …" or a placeholder. Nothing is written.
///
/// It may be used from several threads: what it keeps is read and written under `lock` alone.
public final class RunReader: @unchecked Sendable {
    /// The folder of run.json, index.html and the store.
    public let output: URL
    /// What the run was and where its stages stand.
    public let manifest: RunManifest
    private let lock = NSLock()
    private var tables: [String: Table] = [:]
    private var grids: [String: SampleGrid] = [:]
    private var descriptions: [String: StudyDescription] = [:]
    private var firstTrouble: FileError?
    /// What stages say of their folders, read once; nil where a folder has no receipt.
    var receipts: [String: StageReceipt?] = [:]
    /// What is wrong with files, by their paths.
    var damages: [String: any Error] = [:]

    /// Reads `output`/run.json. Throws as `RunManifest.load` does.
    public init(output: URL) throws {
        self.output = output
        manifest = try RunManifest.load(from: output)
    }

    /// A manifest that is already in memory; its directories are resolved against `output`.
    public init(output: URL, manifest: RunManifest) {
        self.output = output
        var manifest = manifest
        manifest.folder = output
        self.manifest = manifest
    }

    /// The study `id` as it describes itself in its stage `study/<id>`. Throws `RunReaderError` where that stage is not
    /// finished, or where its file is no description or one of a later version.
    public func study(_ id: String) throws -> StudyReader {
        let stage = StudyDescription.stageName(id)
        let url = try place(of: StudyDescription.fileName, stage: stage)
        let description = try reading {
            if let known = descriptions[id] { return known }
            do {
                let description = try Self.description(url, id: id, stage: stage)
                try check(StudyDescription.fileName, of: stage)
                descriptions[id] = description
                return description
            } catch {
                damages[url.path] = error
                throw error
            }
        }
        return StudyReader(self, description)
    }

    /// The studies of this run that have described themselves, in the manifest's order.
    public var studies: [StudyReader] {
        let prefix = StudyDescription.stageName("")
        return manifest.stages(withPrefix: prefix).compactMap { try? study(String($0.name.dropFirst(prefix.count))) }
    }

    /// Whether a stage trains or evaluates an ablation, or one more value of a quantity: that it diverges is then a finding,
    /// not a fault.
    public func isOfAblation(_ stage: String) -> Bool {
        studies.flatMap(\.description.methods).filter { $0.isAblation || $0.isSweep == true }.contains { method in
            stage.hasPrefix(method.evaluations) || method.trainings.map(stage.hasPrefix) ?? false
        }
    }

    private static func description(_ url: URL, id: String, stage: String) throws -> StudyDescription {
        struct Version: Decodable { var version: Int }
        let known = StudyDescription.currentVersion
        let data: Data
        do {
            data = Data(try InputFile.contents(of: url.path, kind: "a description of a study"))
        } catch let error as DataError {
            throw RunReaderError.badDescription(stage, reason: error.got)
        }
        do {
            // First, as a later version may have other fields.
            let version = try JSONDecoder().decode(Version.self, from: data).version
            guard version <= known else { throw RunReaderError.laterDescription(version, known: known, stage: stage) }
            let description = try JSONDecoder().decode(StudyDescription.self, from: data)
            if let trouble = description.trouble(as: id) { throw RunReaderError.badDescription(stage, reason: trouble) }
            return description
        } catch let error as RunReaderError {
            throw error
        } catch {
            throw RunReaderError.badDescription(stage, reason: DamagedJSON.words(for: error, in: data))
        }
    }

    /// The first failure of the disk: who could do without a table may not have heard that it was there, and could not be
    /// read.
    public var trouble: FileError? { lock.withLock { firstTrouble } }

    /// Reads under the lock, and keeps a failure of the disk.
    private func reading<Value>(_ body: () throws -> Value) throws -> Value {
        try lock.withLock {
            do {
                return try body()
            } catch let error as FileError {
                firstTrouble = firstTrouble ?? error
                throw error
            }
        }
    }

    /// The table `file` of the stage `stage`. Throws `RunReaderError`, `TableError`, `DataError` or `FileError`.
    public func table(_ file: String, of stage: String) throws -> Table {
        let url = try place(of: file, stage: stage)
        return try reading {
            if let known = tables[url.path] { return known }
            let table = try read(url, file, of: stage)
            tables[url.path] = table
            return table
        }
    }

    /// The grid of a table with one row for each test example and level, read once. `key` names the level's column.
    /// Throws as `table` does.
    public func grid(_ file: String, key: String, of stage: String) throws -> SampleGrid {
        let url = try place(of: file, stage: stage)
        return try reading {
            if let known = grids[url.path] { return known }
            let grid = try SampleGrid(read(url, file, of: stage), key: key)
            grids[url.path] = grid
            return grid
        }
    }

    /// What is wrong with files that were asked for, whoever asked, in the order of their paths.
    public var damage: [any Error] { lock.withLock { damages.sorted { $0.key < $1.key }.map(\.value) } }

    /// The file `file` of a finished stage, whatever it holds (NPY, say), which is what the stage wrote. Throws
    /// `RunReaderError`, `FileError`.
    public func url(of file: String, stage: String) throws -> URL {
        let url = try place(of: file, stage: stage)
        try reading {
            do {
                try check(file, of: stage)
            } catch {
                damages[url.path] = error
                throw error
            }
        }
        return url
    }

    /// Where `file` of a finished stage is. Throws as `url`.
    private func place(of file: String, stage name: String) throws -> URL {
        guard let record = manifest.stage(named: name) else { throw RunReaderError.noStage(name) }
        guard let folder = manifest.directory(of: record) else {
            throw RunReaderError.notFinished(name, state: record.state, reason: record.reason)
        }
        let url = folder.appendingPathComponent(file)
        guard FileManager.default.fileExists(atPath: url.path) else {
            let written = try reading { try receipt(in: folder)?.files?.contains { $0.path == file } ?? false }
            guard written else { throw RunReaderError.noFile(file, stage: name) }
            let loss = RunReaderError.lostFile(file, stage: name)
            lock.withLock { damages[url.path] = loss }
            throw loss
        }
        return url
    }

    /// Where the stage named `name` stands; nil where the run does not have it.
    public func state(of name: String) -> StageState? { manifest.stage(named: name)?.state }

    /// The records of all stages whose names begin with one of `prefixes`, in the manifest's order.
    public func stages(_ prefixes: [String]) -> [StageRecord] {
        manifest.stages.filter { record in prefixes.contains { record.name.hasPrefix($0) } }
    }

    /// The seeds of the finished stages under `prefix`, ascending.
    public func finishedSeeds(under prefix: String) -> [Int] {
        manifest.stages(withPrefix: prefix).filter(\.state.isFinished).compactMap {
            Int($0.name.dropFirst(prefix.count))
        }
        .sorted()
    }

    /// Why nothing under `prefix` is finished: the first stage's state, or that there is none.
    public func missing(under prefix: String) -> RunReaderError {
        guard let record = manifest.stages(withPrefix: prefix).first else {
            return .noStage(prefix + "…")
        }
        return .notFinished(record.name, state: record.state, reason: record.reason)
    }
}
