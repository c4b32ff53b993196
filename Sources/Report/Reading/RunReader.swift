import Foundation
import Stages
import Support

/// A run as the report sees it: the manifest, and the tables of finished stages, read once and kept.
///
/// Claims and figures ask a study for tables by what they are (`samples("constrained", seed: 0)`) and get a thrown error
/// for people where a stage is not finished, which becomes "not tested, because …" or a placeholder. Nothing is written.
///
/// It may be used from several threads.
public final class RunReader: Sendable {
    /// The folder of run.json, index.html and the store.
    public let output: URL
    /// What the run was and where its stages stand.
    public let manifest: RunManifest
    let cache: RunCache
    /// The study that stands in for another: who asks for "sparse", or for a stage of it, is given "sparse2".
    private let standIn: (study: String, by: String)?

    /// Reads `output`/run.json. Throws as `RunManifest.load` does.
    public init(output: URL) throws {
        self.output = output
        manifest = try RunManifest.load(from: output)
        (cache, standIn) = (RunCache(), nil)
    }

    /// A manifest that is already in memory; its directories are resolved against `output`.
    public init(output: URL, manifest: RunManifest) {
        self.output = output
        var manifest = manifest
        manifest.folder = output
        self.manifest = manifest
        (cache, standIn) = (RunCache(), nil)
    }

    private init(_ other: RunReader, standIn: (study: String, by: String)) {
        (output, manifest, cache) = (other.output, other.manifest, other.cache)
        self.standIn = standIn
    }

    /// The same run for what was written for the study `id` and is to show its repetition on a second set of images.
    func showing(_ repetition: String, for id: String) -> RunReader { RunReader(self, standIn: (id, repetition)) }

    private func own(_ stage: String) -> String {
        standIn.map { StudyDescription.stage(stage, of: $0.study, for: $0.by) } ?? stage
    }

    /// The study `id` as it describes itself in its stage `study/<id>`. Throws `RunReaderError` where that stage is not
    /// finished, or where its file is no description or one of a later version.
    public func study(_ id: String) throws -> StudyReader {
        let id = id == standIn?.study ? standIn?.by ?? id : id
        let stage = StudyDescription.stageName(id)
        let url = try place(of: StudyDescription.fileName, stage: stage)
        let description = try reading {
            if let known = cache.descriptions[id] { return known }
            do {
                let description = try Self.description(url, id: id, stage: stage)
                try check(StudyDescription.fileName, of: stage)
                cache.descriptions[id] = description
                return description
            } catch {
                cache.damages[url.path] = error
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

    /// The first failure of the disk: who could do without a table may not have heard that it was there, and could not be
    /// read.
    public var trouble: FileError? { cache.lock.withLock { cache.firstTrouble } }

    /// Reads under the lock, and keeps a failure of the disk.
    private func reading<Value>(_ body: () throws -> Value) throws -> Value {
        try cache.lock.withLock {
            do {
                return try body()
            } catch let error as FileError {
                cache.firstTrouble = cache.firstTrouble ?? error
                throw error
            }
        }
    }

    /// The table `file` of the stage `stage`. Throws `RunReaderError`, `TableError`, `DataError` or `FileError`.
    public func table(_ file: String, of stage: String) throws -> Table {
        let stage = own(stage)
        let url = try place(of: file, stage: stage)
        return try reading {
            if let known = cache.tables[url.path] { return known }
            let table = try read(url, file, of: stage)
            cache.tables[url.path] = table
            return table
        }
    }

    /// The grid of a table with one row for each test example and level, read once. `key` names the level's column.
    /// Throws as `table` does.
    public func grid(_ file: String, key: String, of stage: String) throws -> SampleGrid {
        let stage = own(stage)
        let url = try place(of: file, stage: stage)
        return try reading {
            if let known = cache.grids[url.path] { return known }
            let grid = try SampleGrid(read(url, file, of: stage), key: key)
            cache.grids[url.path] = grid
            return grid
        }
    }

    /// What is wrong with files that were asked for, whoever asked, in the order of their paths.
    public var damage: [any Error] { cache.lock.withLock { cache.damages.sorted { $0.key < $1.key }.map(\.value) } }

    /// The file `file` of a finished stage, whatever it holds (NPY, say), which is what the stage wrote. Throws
    /// `RunReaderError`, `FileError`.
    public func url(of file: String, stage: String) throws -> URL {
        let stage = own(stage)
        let url = try place(of: file, stage: stage)
        try reading {
            do {
                try check(file, of: stage)
            } catch {
                cache.damages[url.path] = error
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
            cache.lock.withLock { cache.damages[url.path] = loss }
            throw loss
        }
        return url
    }

    /// Where the stage named `name` stands; nil where the run does not have it.
    public func state(of name: String) -> StageState? { manifest.stage(named: own(name))?.state }

    /// The records of all stages whose names begin with one of `prefixes`, in the manifest's order.
    public func stages(_ prefixes: [String]) -> [StageRecord] {
        let prefixes = prefixes.map(own)
        return manifest.stages.filter { record in prefixes.contains { record.name.hasPrefix($0) } }
    }

    /// The seeds of the finished stages under `prefix`, ascending.
    public func finishedSeeds(under prefix: String) -> [Int] {
        let prefix = own(prefix)
        return manifest.stages(withPrefix: prefix).filter(\.state.isFinished).compactMap {
            Int($0.name.dropFirst(prefix.count))
        }
        .sorted()
    }

    /// Why nothing under `prefix` is finished: the first stage's state, or that there is none.
    public func missing(under prefix: String) -> RunReaderError {
        let prefix = own(prefix)
        guard let record = manifest.stages(withPrefix: prefix).first else {
            return .noStage(prefix + "…")
        }
        return .notFinished(record.name, state: record.state, reason: record.reason)
    }
}
