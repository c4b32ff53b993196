import Foundation
import Stages
import TestSupport
import Testing

/// A run of seconds: made-up images, a small profile, and an unbroken run of it to compare with.
enum TinyRun {
    /// The studies that train many networks.
    static let studies = ["sparse", "inpainting"]

    /// Three layers, forty atoms, holes of 3×3 in 8×8; slow enough to be stopped in its middle, with checkpoints all the time.
    static let profile = """
        run: {seeds: 1, checkpoint-every: 0}
        sparse:
          data: {side: 6, train: 600, validation: 100, test: 100}
          problem: {atoms: 40}
          network: {layers: 3}
          training: {steps: 60, batch: 64, rates: 6e-3, candidates: 2, tuning-steps: 20, tuning-seeds: 1, validate-every: 20,
            validation-samples: 50}
          evaluation: {samples: 50, shifts: [0, 0.3], noise: [0.1, 1]}
        inpainting:
          data: {side: 8, train: 60, validation: 20, test: 20}
          flow: {levels: 2, steps: 1, hidden: 4, start-images: 20}
          network: {layers: 3}
          training: {steps: 12, batch: 6, candidates: 2, tuning-steps: 4, tuning-seeds: 1, validate-every: 6,
            validation-samples: 10}
          likelihood: {levels: 2, flow-steps: 1, hidden: 4, steps: 12, batch: 8, shrinkages: [0.1, 0.3]}
          evaluation: {samples: 6, shifts: [0, 0.3]}
        toy: {steps: 30, candidates: 2, tuning-steps: 10, samples: 256, test: 20, batch: 64, hidden: 8, layers: 4}
        steps: {updates: 100, conditions: [10, 100], layers: [3, 5], eigenvalues: 20, instances: 20,
          wishart: {dimension: 10, samples: 30}}
        recovery: {order: 2, sparsities: [1, 2, 3], layers: 8, signals: 10, supports: 5, starts: 1,
          sweep: {signals: 10}, field: {rows: 20, columns: 40, sparsity: 5},
          training: {steps: 10, layers: 4}}
        gaussian: {rows: 10, columns: 20, layers: 3, batch: 16, validation: 16, test: 20, scalar-steps: 20,
          matrix-steps: 20, scalars: {candidates: 1}, matrices: {candidates: 1},
          safeguard: {iterations: 10, signals: 5}}
        theory:
          problem: {inputs: 8, atoms: 10, alpha: 0.05, density: 0.3}
          samples: {train: 64, certification: 40, test: 40, sizes: 32, retrainings: 2}
          network: {layers: 3}
          training: {steps: 10, batch: 16, validation-samples: 20, validate-every: 5}
          evaluation: {shifts: [0.1, 0.3], lipschitz-samples: 20}
        convergent: {side: 4, layers: 3, channels: 2, samples: 40,
          training: {steps: 20, batch: 4, validate-every: 10, validation-samples: 8},
          evaluation: {iterations: 12, signals: 4, draws: 1, points: 2}}
        oamp: {side: 4, layers: 3, channels: 2, unet-channels: 2, samples: [4, 8], penalties: [1],
          training: {steps: 6, batch: 4, validate-every: 3, validation-samples: 8, candidates: 2, tuning-steps: 3, tuning-seeds: 1},
          evaluation: {scenes: 6, watched: 4, draws: 2, depth: 6, errors: [1.0e-3, 1.0e-2]},
          checkpoints: {layers: [2, 4], every: [1, 3], repeats: 1}}
        landscape: {samples: [2, 4, 8], shown: 4, steps: 20, test: 20, spectra: {every: 10}}
        generalisation: {rows: 6, columns: 12, layers: [1, 3], samples: [16, 64], test: 40, points: 2,
          training: {steps: 20, batch: 16, validation: 16}, contraction: {products: [1, 0.1], layers: 3, samples: 64},
          certificate: {samples: [16, 64], layers: 2, draws: 64}}

        """

    /// The folder with the images and the profile.
    static let inputs: Result<TemporaryFolder, any Error> = Result {
        let folder = try TemporaryFolder()
        try MadeUp.idxImages(700).write(to: folder.url.appendingPathComponent("train-images-idx3-ubyte"))
        try MadeUp.idxImages(100).write(to: folder.url.appendingPathComponent("t10k-images-idx3-ubyte"))
        try profile.write(to: folder.url.appendingPathComponent("tiny.yml"), atomically: true, encoding: .utf8)
        return folder
    }

    /// The options of every run, with a folder for what it makes.
    static func options(output: String) throws -> [String] {
        let folder = try inputs.get()
        return [
            "--profile", folder.path("tiny.yml"), "--data", "fashion-mnist=\(folder.url.path)", "--output", output,
        ]
    }

    /// A run that nobody disturbed, by `report` with two threads.
    static let whole: Result<(folder: TemporaryFolder, ending: Program.Ending), any Error> = Result {
        let folder = try TemporaryFolder()
        let ending = try Program.run(["report", "--threads", "2"] + options(output: folder.url.path))
        return (folder, ending)
    }
}

/// What a store holds.
enum StoreContents {
    /// The bytes of every file of every finished stage by its path; `stage.json` tells of times and machines and is
    /// left out.
    static func files(_ output: URL) throws -> [String: Data] {
        let store = output.appendingPathComponent("store")
        var files: [String: Data] = [:]
        for folder in try FileManager.default.contentsOfDirectory(atPath: store.path) where !folder.hasPrefix(".") {
            let url = store.appendingPathComponent(folder)
            for name in try FileManager.default.subpathsOfDirectory(atPath: url.path) where name != "stage.json" {
                let file = url.appendingPathComponent(name)
                if !file.hasDirectoryPath { files["\(folder)/\(name)"] = try Data(contentsOf: file) }
            }
        }
        return files
    }

    /// Expects that `output` has the same files as `reference` with the same bytes, of all stages, or of those whose
    /// folders begin with `prefix`.
    static func expectSame(
        _ output: URL, as reference: URL, prefix: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let (files, wanted) = (try Self.files(output), try Self.files(reference).filter { $0.key.hasPrefix(prefix) })
        #expect(!wanted.isEmpty, sourceLocation: sourceLocation)
        #expect(
            files.keys.filter { $0.hasPrefix(prefix) }.sorted() == wanted.keys.sorted(), sourceLocation: sourceLocation)
        let different = wanted.keys.filter { files[$0] != wanted[$0] }.sorted()
        #expect(different.isEmpty, sourceLocation: sourceLocation)
    }

    /// The state of a stage in `run.json`, as far as it is written.
    static func state(of stage: String, in output: URL) -> StageState? {
        (try? RunManifest.load(from: output))?.stages.first { $0.name == stage }?.state
    }

    /// The names of the stages' folders.
    static func folders(_ output: URL) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: output.appendingPathComponent("store").path)) ?? [])
            .filter { !$0.hasPrefix(".") }.sorted()
    }
}
