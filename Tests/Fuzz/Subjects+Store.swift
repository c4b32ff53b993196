import Foundation
import TestSupport

/// Files of a run's own: damaged by a disk or a copy, or edited by hand. They are made by the program itself.
struct FinishedRun: Sendable {
    /// The folder of a whole tiny run, which stays as it is.
    let folder: URL
    let profile: URL

    static let profileText = """
        run: {seeds: 1}
        sparse:
          data: {side: 4, train: 300, validation: 64, test: 64}
          problem: {atoms: 20}
          training: {steps: 30, batch: 32, rates: 3.0e-3, candidates: 1, validation-samples: 32, validate-every: 10}
          evaluation: {samples: 20}
        toy: {steps: 300, samples: 256, test: 50, hidden: 8}
        steps: {updates: 30, conditions: [100], layers: [3, 5], instances: 20,
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
          training: {steps: 6, batch: 4, validate-every: 3, validation-samples: 8, candidates: 1},
          evaluation: {scenes: 6, watched: 4, draws: 2, depth: 6, errors: [1.0e-3, 1.0e-2]},
          checkpoints: {layers: [2, 4], every: [1, 3], repeats: 1}}
        landscape: {samples: [2, 4, 8], shown: 4, steps: 20, test: 20, spectra: {every: 10}}
        generalisation: {rows: 6, columns: 12, layers: [1, 3], samples: [16, 64], test: 40, points: 2,
          training: {steps: 20, batch: 16, validation: 16}, contraction: {products: [1, 0.1], layers: 3, samples: 64},
          certificate: {samples: [16, 64], layers: 2, draws: 64}}

        """
    /// Makes the run. Throws where the program does not.
    init(in parent: URL, with child: ChildProcess) throws {
        folder = parent.appendingPathComponent("run")
        profile = parent.appendingPathComponent("tiny.yml")
        let images = parent.appendingPathComponent("images")
        try Array(Self.profileText.utf8).write(to: profile)
        for (name, count) in [("train", 450), ("t10k", 80)] {
            try [UInt8](MadeUp.idxImages(count)).write(to: images.appendingPathComponent("\(name)-images-idx3-ubyte"))
        }
        let ending = try child.run(
            options("report", in: folder) + ["--only", "fig1,fig3,g4,g5,g8,g13,g17,g22,g32,g29"],
            log: parent.appendingPathComponent("log").path)
        guard ending.status == 0 else {
            throw FuzzError("the run that the store's files come from failed: \(ending.text)")
        }
    }

    private func options(_ command: String, in output: URL) -> [String] {
        let images = profile.deletingLastPathComponent().appendingPathComponent("images")
        return [
            command, "--profile", profile.path, "--data", "fashion-mnist=\(images.path)", "--threads", "1", "--output",
            output.path,
        ]
    }

    /// The run's files whose paths below its folder are wanted.
    private func seeds(_ wanted: (String) -> Bool) throws -> [Subject.Seed] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter(wanted).sorted()
            .map { ($0, folder.appendingPathComponent($0)) }.filter { !$1.hasDirectoryPath }
            .map { Subject.Seed(name: $0, bytes: [UInt8](try Data(contentsOf: $1))) }
    }

    /// A worker's own copy of the run, made when it is first needed.
    private func copy(in worker: URL) throws -> URL {
        let copy = worker.appendingPathComponent("run")
        if !FileManager.default.fileExists(atPath: copy.path) { try FileManager.default.copyItem(at: folder, to: copy) }
        return copy
    }

    /// Tables and descriptions that the report reads.
    func tables() throws -> [Subject] {
        func subject(_ name: String, only: String, _ wanted: (String) -> Bool) throws -> Subject {
            Subject(name: name, seeds: try seeds(wanted), weight: 0.3) { seed, damaged, worker in
                let copy = try copy(in: worker)
                // With a receipt, any change is found out before it is drawn.
                let place = copy.appendingPathComponent(seed.name)
                try? FileManager.default.removeItem(
                    at: place.deletingLastPathComponent().appendingPathComponent("stage.json"))
                try damaged.write(to: place)
                return ["render", "--only", only, "--output", copy.path]
            } restore: { seed, worker in
                try seed.bytes.write(to: try copy(in: worker).appendingPathComponent(seed.name))
            }
        }
        return [
            try subject("csv", only: "fig3") { $0.hasSuffix("/layers.csv") || $0.hasSuffix("/samples.csv") },
            try subject("toy-csv", only: "fig1") { $0.contains("toy-evaluate") && $0.hasSuffix(".csv") },
            try subject("steps-csv", only: "g1,g2,g3,g4") {
                ($0.contains("steps-evaluate") || $0.contains("steps-train")) && $0.hasSuffix(".csv")
            },
            try subject("recovery-csv", only: "g5,g6,g7") {
                $0.contains("recovery-evaluate") && $0.hasSuffix(".csv")
            },
            try subject("gaussian-csv", only: "g17,g18,g19,g20,g21") {
                $0.contains("gaussian-evaluate-lista-seed") && $0.hasSuffix(".csv")
            },
            try subject("theory-csv", only: "g8,g9,g10,g11,g12") {
                ($0.contains("theory-evaluate") || $0.contains("theory-distance")) && $0.hasSuffix(".csv")
            },
            try subject("convergent-csv", only: "g13,g14,g15,g16") {
                $0.contains("convergent-evaluate") && $0.hasSuffix(".csv")
            },
            try subject("oamp-csv", only: "g22,g23,g24,g25,g26,g27,g28") {
                $0.contains("oamp-evaluate") && $0.hasSuffix(".csv")
            },
            try subject("landscape-csv", only: "g32,g33") {
                $0.contains("landscape-evaluate") && $0.hasSuffix(".csv")
            },
            try subject("generalisation-csv", only: "g29,g30,g31") {
                $0.contains("generalisation-evaluate") && $0.hasSuffix(".csv")
            },
            try subject("study.json", only: "fig3") { $0.hasSuffix("/study.json") },
            try subject("run.json", only: "fig1") { $0 == "run.json" },
        ]
    }

    /// Receipts and results of finished stages: found out, and made again to the same bytes.
    func results() throws -> Subject {
        let seeds = try seeds { $0.contains("/toy-train-standard-seed-1-") }
        return Subject(name: "receipts", seeds: seeds, weight: 0.5) { seed, damaged, worker in
            let copy = try copy(in: worker)
            try damaged.write(to: copy.appendingPathComponent(seed.name))
            return options("run-stage", in: copy) + ["--verify", "toy/train/standard"]
        } check: { worker in
            try differences(in: worker)
        } restore: { seed, worker in
            try? FileManager.default.removeItem(at: try copy(in: worker))
        }
    }

    /// Checkpoints: gone on from where they are whole, begun anew where they are not, and the same bytes either way.
    func checkpoints(with child: ChildProcess) throws -> Subject {
        let seeds = try interrupted(with: child)
        return Subject(name: "checkpoint", seeds: seeds, weight: 0.5) { seed, damaged, worker in
            let copy = try copy(in: worker)
            let stages = try FileManager.default.contentsOfDirectory(atPath: copy.appendingPathComponent("store").path)
            for stage in stages where stage.hasPrefix("toy-train-standard-seed-1-") {
                try FileManager.default.removeItem(at: copy.appendingPathComponent("store/\(stage)"))
            }
            try damaged.write(to: copy.appendingPathComponent(seed.name))
            return options("run-stage", in: copy) + ["toy/train/standard/seed-1"]
        } check: { worker in
            try differences(in: worker)
        } restore: { seed, worker in
            try? FileManager.default.removeItem(at: try copy(in: worker))
        }
    }

    /// The checkpoint of a training that was stopped on its way.
    private func interrupted(with child: ChildProcess) throws -> [Subject.Seed] {
        let output = folder.deletingLastPathComponent().appendingPathComponent("interrupted")
        let partial = output.appendingPathComponent("store/.partial")
        func names() -> [String] {
            ((try? FileManager.default.subpathsOfDirectory(atPath: partial.path)) ?? []).filter {
                $0.hasSuffix("/training.safetensors")
            }
        }
        let ending = try child.run(
            options("run-stage", in: output) + ["toy/train/standard/seed-1", "--set", "run.checkpoint-every=0"],
            log: output.path + ".log", stop: { !names().isEmpty })
        guard ending.status == 75, let name = names().first else {
            throw FuzzError("no training was stopped on its way: \(ending.text)")
        }
        let bytes = [UInt8](try Data(contentsOf: partial.appendingPathComponent(name)))
        return [Subject.Seed(name: "store/.partial/\(name)", bytes: bytes)]
    }

    /// The first result of the toy's first training that is not the whole run's.
    private func differences(in worker: URL) throws -> String? {
        let copy = try copy(in: worker)
        for seed in try seeds({
            $0.contains("/toy-train-standard-seed-1-") && $0.contains(".") && !$0.hasSuffix("stage.json")
        }) {
            let found = try? Data(contentsOf: copy.appendingPathComponent(seed.name))
            if found != Data(seed.bytes) { return "exit 0, and \(seed.name) is not what the unbroken run wrote" }
        }
        return nil
    }
}
