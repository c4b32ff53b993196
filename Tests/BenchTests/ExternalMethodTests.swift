import Bench
import Foundation
import SparseCodingExperiment
import Stages
import Support
import Tensors
import Testing
import Unrolled

/// Methods from outside, made of what the studies' own networks are: they have to be measured as these are.
@Suite struct ExternalMethodTests {
    private let images: MadeUpImages
    private let folder: URL

    init() throws {
        images = try MadeUpImages(90)
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("external-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func given(_ texts: String..., study: String = "sparse") -> (String, SettingValue) {
        ("\(study).methods.given", .list(texts.map { .string($0) }))
    }

    private func settings(_ more: (String, SettingValue)...) throws -> RunSettings {
        try images.settings(StudyRun.small + more)
    }

    /// A run with the network `constrained`, its weights beside it, and an export of its data.
    private func trained(_ study: String = "sparse") throws -> (run: StudyRun, weights: URL, export: URL) {
        let settings = try settings()
        var run = try StudyRun(settings, targets: ["\(study)/evaluate/constrained/"])
        #expect(run.summary.exitCode == 0, "\(run.trouble)")
        let weights = folder.appendingPathComponent("W.safetensors")
        try FileManager.default.copyItem(
            at: run.file("weights.safetensors", of: "\(study)/train/constrained/seed-1"), to: weights)
        let open = try #require(try StudyGraph(settings, studies: Studies.all).openStudy(study))
        try run.go(on: open.exportedStages)
        let export = folder.appendingPathComponent("export")
        let writer = try ExportWriter(to: export)
        try open.export({ Folder(try run.file("", of: $0)) }, to: writer)
        try writer.finish(study: study, settings, version: "test")
        return (run, weights, export)
    }

    /// The iterates of the weights on the export's arrays, as somebody else would make them.
    private func arrays(_ weights: URL, _ export: URL) throws -> URL {
        let network: Lista<Float> = try ListaFile.load(weights.path)
        let answers = folder.appendingPathComponent("answers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: answers, withIntermediateDirectories: true)
        let start: Matrix<Float> = try NPY.read(export.appendingPathComponent("seed-1/start.npy").path)
        for name in ["test", "shift-0.2", "shift-0.4", "clamped-0.2", "clamped-0.4"] {
            let x: Matrix<Float> = try NPY.read(export.appendingPathComponent("draw-1/\(name).npy").path)
            try NPY.write(network.run(x, from: start), to: answers.appendingPathComponent("\(name).npy").path)
        }
        return answers
    }

    private func same(_ run: StudyRun, _ tables: [String], _ stage: String, as other: String, of own: StudyRun) throws {
        for table in tables {
            let found = try Data(contentsOf: run.file(table, of: stage))
            #expect(try found == Data(contentsOf: own.file(table, of: other)), "\(stage), \(table)")
        }
    }

    private static let tables = ["layers.csv", "samples.csv", "truth.csv", "ood.csv", "ood-samples.csv"]

    /// Weights, and the iterates that they give, are measured to the last byte as the network that they are of.
    @Test func theStudysOwnNetworkFromOutside() throws {
        let (own, weights, export) = try trained()
        let answers = try arrays(weights, export)
        defer { own.remove() }
        let run = try StudyRun(
            settings(given("mine=\(weights.path)", "iterates=\(answers.path)")),
            targets: ["sparse/evaluate/mine/", "sparse/evaluate/iterates/", "study/sparse"])
        defer { run.remove() }
        #expect(run.summary.exitCode == 0, "\(run.trouble)")
        let constrained = "sparse/evaluate/constrained/seed-1"
        try same(
            run, Self.tables + ["noise.csv", "noise-samples.csv"], "sparse/evaluate/mine/seed-1", as: constrained,
            of: own)
        try same(run, Self.tables, "sparse/evaluate/iterates/seed-1", as: constrained, of: own)
        let text = try String(contentsOf: run.file("study.json", of: "study/sparse"), encoding: .utf8)
        var hash = Fingerprint()
        try hash.add(InputFile(weights.path, kind: "weights"))
        #expect(text.contains(hash.hexadecimal) && text.contains("W.safetensors"))
        #expect(!text.contains(folder.path), "the place of a file is no part of what was measured")
    }

    @Test func inpaintingTakesWeights() throws {
        let (own, weights, export) = try trained("inpainting")
        defer { own.remove() }
        let stage = "inpainting/evaluate/mine/seed-1"
        let run = try StudyRun(settings(given("mine=\(weights.path)", study: "inpainting")), targets: [stage])
        defer { run.remove() }
        #expect(run.summary.exitCode == 0, "\(run.trouble)")
        try same(run, Self.tables, stage, as: "inpainting/evaluate/constrained/seed-1", of: own)
        // The masked images alone, as if nothing was filled in: an array that everybody can make.
        let answers = folder.appendingPathComponent("nothing")
        try FileManager.default.createDirectory(at: answers, withIntermediateDirectories: true)
        let names = try FileManager.default.contentsOfDirectory(atPath: export.appendingPathComponent("draw-1").path)
        for name in names where name.hasPrefix("shift-") || name == "test.npy" {
            let x: Matrix<Float> = try NPY.read(export.appendingPathComponent("draw-1/\(name)").path)
            try NPY.write([x, x], to: answers.appendingPathComponent(name).path)
        }
        let second = try StudyRun(
            settings(given("nothing=\(answers.path)", study: "inpainting")),
            targets: ["inpainting/evaluate/nothing/seed-1"])
        defer { second.remove() }
        #expect(second.summary.exitCode == 0, "\(second.trouble)")
        let table = try second.table("layers.csv", of: "inpainting/evaluate/nothing/seed-1")
        let hole = try table.doubles("hole_mean")
        #expect(hole.count == 2 && hole[0] == hole[1] && hole[0] > 0)
        #expect(try table.doubles("known_mean") == [0, 0])
    }

    /// Of all other stages only the study's description is another.
    @Test func theOthersKeepTheirKeys() throws {
        let (own, weights, _) = try trained()
        own.remove()
        let changed = try images.changed(given("mine=\(weights.path)"), from: StudyRun.small)
        #expect(changed == ["study/sparse", "sparse/evaluate/mine/seed-1"])
        // Of two paths the second is of the second seed; what is in the file counts, not where it is.
        let copy = folder.appendingPathComponent("copy.safetensors")
        try FileManager.default.copyItem(at: weights, to: copy)
        let seeds = StudyRun.small + [("run.seeds", .int(2))]
        let both = try images.keys(seeds + [given("mine=\(weights.path),\(copy.path)")])
        let one = try images.keys(seeds + [given("mine=\(copy.path)")])
        #expect(both["sparse/evaluate/mine/seed-2"] != nil && one["sparse/evaluate/mine/seed-2"] == nil)
        #expect(both["sparse/evaluate/mine/seed-1"] == one["sparse/evaluate/mine/seed-1"])
    }

    /// Before anything is trained.
    @Test func whatDoesNotFitIsTold() throws {
        func refusal(_ text: String, _ more: (String, SettingValue)...) -> String {
            do {
                _ = try Studies.graph(images.settings(StudyRun.small + [given(text)] + more))
                return ""
            } catch { return "\(error)" }
        }
        let file = folder.appendingPathComponent("plain.txt")
        try Data("x".utf8).write(to: file)
        #expect(refusal("a b=\(file.path)").contains("letters, digits and hyphens"))
        #expect(refusal("mine").contains("letters, digits and hyphens before the ="))
        #expect(refusal("mine=").contains("expected a path after the ="))
        #expect(refusal("mine=,").contains("expected a path after the ="))
        #expect(refusal("mine=/nowhere/x").contains("no such file or folder"))
        #expect(refusal("mine=\(file.path)").contains("chmod +x"))
        #expect(refusal("mine=\(folder.path)").contains("no .npy file in it"))
        try NPY.write([Matrix<Float>(rows: 12, columns: 12)], to: folder.appendingPathComponent("test.npy").path)
        #expect(
            refusal("mine=\(folder.path)").contains("the shape (L+1, 12, 12): y_0 … y_L of each input, got (1, 12, 12)")
        )
        let layers = [Matrix<Float>(rows: 12, columns: 12), Matrix<Float>(rows: 12, columns: 12)]
        try NPY.write(layers, to: folder.appendingPathComponent("test.npy").path)
        #expect(refusal("mine=\(folder.path)").contains("shift-0.2.npy: expected a .npy file, got No such file"))
        let command = folder.appendingPathComponent("command")
        try Data("#!/bin/sh\n".utf8).write(to: command)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: command.path)
        #expect(refusal("constrained=\(command.path)").contains("the study has a method of this name"))
        #expect(refusal("mine=\(command.path),\(command.path)").contains("Hint: --seeds 2"))
        #expect(refusal("mine=\(command.path)").isEmpty)
        let second = #expect(throws: SettingsError.self) {
            try Studies.graph(settings(given("mine=\(command.path)", study: "sparse2")))
        }
        #expect(second?.description.contains("--data sparse2:…") == true)
        let alone = #expect(throws: SettingsError.self) {
            try MethodAssignments.settings(["toy:mine=x"], schema: Studies.schema)
        }
        #expect(alone?.description.contains("sparse, inpainting, gaussian") == true)
        #expect(throws: SettingsError.self) { try MethodAssignments.settings(["mine"], schema: Studies.schema) }
    }

    /// What is wrong in the arrays fails their stage, and no other.
    @Test func foulArraysAreNamed() throws {
        let (own, weights, export) = try trained()
        own.remove()
        func trouble(_ change: (URL) throws -> Void) throws -> String {
            let answers = try arrays(weights, export)
            try change(answers)
            let run = try StudyRun(
                settings(given("mine=\(answers.path)")), targets: ["sparse/evaluate/mine/", "sparse/evaluate/zero/"])
            defer { run.remove() }
            let failed = run.summary.stages.filter { $0.state == .failed }
            #expect(failed.count < 2 && run.summary.stages.contains { $0.name.contains("zero") && $0.state == .done })
            return failed.first?.reason ?? ""
        }
        func edit(_ url: URL, _ change: (inout [Matrix<Float>]) -> Void) throws {
            var layers: [Matrix<Float>] = try NPY.readStack(url.path)
            change(&layers)
            try NPY.write(layers, to: url.path)
        }
        func turned(_ matrix: Matrix<Float>) -> Matrix<Float> {
            Matrix(
                rows: matrix.rows, columns: matrix.columns,
                values: (0..<matrix.rows).reversed().flatMap { matrix.rowValues($0) })
        }
        #expect(try trouble { _ in }.isEmpty)
        #expect(
            try trouble { try edit($0.appendingPathComponent("shift-0.4.npy")) { $0[2][3, 4] = .nan } }
                .contains("shift-0.4.npy: expected finite numbers, got NaN or infinity in layer 2"))
        #expect(
            try trouble { try edit($0.appendingPathComponent("test.npy")) { $0 = $0.map(turned) } }
                .contains("got other numbers from sample 0 on"))
        // With the export's own fingerprint beside them the samples need not start at y_0.
        let order = export.appendingPathComponent("seed-1/order.txt")
        #expect(
            try trouble { folder in
                try FileManager.default.copyItem(at: order, to: folder.appendingPathComponent("order.txt"))
                for name in ["test", "shift-0.2", "shift-0.4", "clamped-0.2", "clamped-0.4"] {
                    try edit(folder.appendingPathComponent("\(name).npy")) { $0[0] = Matrix(rows: 12, columns: 12) }
                }
            }.isEmpty)
        #expect(
            try trouble { folder in
                try FileManager.default.copyItem(at: order, to: folder.appendingPathComponent("order.txt"))
                try edit(folder.appendingPathComponent("test.npy")) { $0 = $0.map(turned) }
            }.contains("its y_0 as layer 0, in another order"))
        #expect(
            try trouble { try Data("0123456789abcdef\n".utf8).write(to: $0.appendingPathComponent("order.txt")) }
                .contains("got 0123456789ab…"))
        // The authors' metric is blank where its arrays were not given.
        #expect(
            try trouble { folder in
                for name in ["clamped-0.2", "clamped-0.4"] {
                    try FileManager.default.removeItem(at: folder.appendingPathComponent("\(name).npy"))
                }
            }.isEmpty)
    }

    @Test func anOlderExportIsReplacedWhereNothingElseIsInIt() throws {
        let place = folder.appendingPathComponent("again")
        let list = #"{"files": [{"path": "D.npy"}], "seeds": [{"seed": 1}]}"#
        for name in ["export.json", "README.md", "D.npy", "seed-1/order.txt"] {
            try AtomicFile.write(name == "export.json" ? list : "x", to: place.appendingPathComponent(name))
        }
        _ = try ExportWriter(to: place)
        // What the README's own lines write there.
        try AtomicFile.write("mine", to: place.appendingPathComponent("answers/test.npy"))
        let error = #expect(throws: DataError.self) { try ExportWriter(to: place) }
        #expect(error?.got == "answers/test.npy in it")
    }

    /// order.txt cannot make another order right, nor another problem.
    @Test func theOrderIsOfSamplesAndProblem() {
        let x = Matrix<Float>(rows: 2, columns: 2, values: [1, 2, 3, 4])
        let (y, z) = (
            Matrix<Float>(rows: 2, columns: 1, values: [1, 2]), Matrix<Float>(rows: 2, columns: 1, values: [1, 3])
        )
        let order = ExternalRun.sampleOrder(inputs: x, starts: x, answers: y)
        #expect(order == ExternalRun.sampleOrder(inputs: x, starts: x, answers: y))
        #expect(order != ExternalRun.sampleOrder(inputs: x, starts: x, answers: z))
        #expect(order != ExternalRun.sampleOrder(inputs: x, starts: x))
    }

    @Test func anExportLeavesWhatIsThere() throws {
        let place = folder.appendingPathComponent("mine")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: place.appendingPathComponent("notes.txt"))
        let error = #expect(throws: DataError.self) { try ExportWriter(to: place) }
        #expect(error?.got == "a folder with notes.txt")
        #expect(FileManager.default.fileExists(atPath: place.appendingPathComponent("notes.txt").path))
    }

    private static let gaussians = [
        "fixed-pair", "learned-steps", "learned-thresholds", "learned-both", "alista", "tista", "lista", "lista-tied",
        "lista-cp", "lista-cp-tied", "lista-cpss", "lista-cpss-tied", "tilista",
    ]

    /// The file of every network of the study Gaussian says which it is, and is measured to the last byte as that.
    @Test func gaussianTakesEveryNetworksWeights() throws {
        let own = try StudyRun(settings(), targets: Self.gaussians.map { "gaussian/evaluate/\($0)/seed-1" })
        defer { own.remove() }
        #expect(own.summary.exitCode == 0, "\(own.trouble)")
        let texts = try Self.gaussians.map { name in
            let copy = folder.appendingPathComponent("\(name).safetensors")
            try FileManager.default.copyItem(
                at: own.file("weights.safetensors", of: "gaussian/train/\(name)/seed-1"), to: copy)
            return SettingValue.string("my-\(name)=\(copy.path)")
        }
        let given = try settings(("gaussian.methods.given", .list(texts)))
        let run = try StudyRun(given, targets: ["gaussian/evaluate/my-", "study/gaussian"])
        defer { run.remove() }
        #expect(run.summary.exitCode == 0, "\(run.trouble)")
        for name in Self.gaussians {
            try same(
                run, ["layers.csv"], "gaussian/evaluate/my-\(name)/seed-1", as: "gaussian/evaluate/\(name)/seed-1",
                of: own)
        }
        #expect(try run.table("summary.csv", of: "gaussian/evaluate/my-lista/seed-1").number("layers") == 3)
        // Another draw's A is told, and nothing else fails.
        let seed = try StudyRun(
            settings(("run.seed", .int(7)), ("gaussian.methods.given", .list(texts))),
            targets: ["gaussian/evaluate/my-alista/", "gaussian/evaluate/my-lista/"])
        defer { seed.remove() }
        #expect(seed.trouble.count == 1 && seed.trouble[0].contains("A of the draw that this seed sees"))
    }

    /// Arrays say nothing of their order, as all methods start at zero: order.txt has to.
    @Test func gaussianTakesArraysWithTheirOrder() throws {
        let own = try StudyRun(settings(), targets: ["gaussian/evaluate/lista/seed-1"])
        defer { own.remove() }
        let export = folder.appendingPathComponent("export")
        let open = try #require(try StudyGraph(settings(), studies: Studies.all).openStudy("gaussian"))
        let writer = try ExportWriter(to: export)
        try open.export({ _ in throw CancellationError() }, to: writer)
        try writer.finish(study: "gaussian", settings(), version: "test")
        let network: Lista<Float> = try ListaFile.load(
            own.file("weights.safetensors", of: "gaussian/train/lista/seed-1").path)
        let answers = folder.appendingPathComponent("gaussian-answers")
        try FileManager.default.createDirectory(at: answers, withIntermediateDirectories: true)
        for name in ["test", "test-dense", "test-large"] {
            let x: Matrix<Float> = try NPY.read(export.appendingPathComponent("draw-1/40-db/\(name).npy").path)
            try NPY.write(
                network.run(x, from: Matrix(rows: x.rows, columns: 16)),
                to: answers.appendingPathComponent("\(name).npy").path)
        }
        func run() throws -> StudyRun {
            try StudyRun(
                settings(given("mine=\(answers.path)", study: "gaussian")), targets: ["gaussian/evaluate/mine/"])
        }
        let bare = try run()
        defer { bare.remove() }
        #expect(bare.trouble.count == 1 && bare.trouble[0].contains("expected order.txt beside the arrays"))
        let order = answers.appendingPathComponent("order.txt")
        try FileManager.default.copyItem(at: export.appendingPathComponent("seed-1/order.txt"), to: order)
        let whole = try run()
        defer { whole.remove() }
        #expect(whole.summary.exitCode == 0, "\(whole.trouble)")
        let found = try whole.table("layers.csv", of: "gaussian/evaluate/mine/seed-1")
        let wanted = try own.table("layers.csv", of: "gaussian/evaluate/lista/seed-1")
        #expect(found.rowCount == 3 * 4 && wanted.rowCount == 3 * 10)
        let (errors, right) = (try found.doubles("error"), try wanted.doubles("error"))
        for kind in 0..<3 {
            for layer in 0...3 { expectClose(errors[4 * kind + layer], right[10 * kind + layer], "\(kind), \(layer)") }
        }
    }

    /// gaussian's signals are those that its evaluations see.
    @Test func gaussianSignals() throws {
        let settings = try settings()
        let open = try #require(
            try StudyGraph(settings, studies: Studies.all, only: ["gaussian"]).openStudy("gaussian"))
        let export = folder.appendingPathComponent("export/deeper")
        let writer = try ExportWriter(to: export)
        try open.export({ _ in throw CancellationError() }, to: writer)
        try writer.finish(study: "gaussian", settings, version: "test")
        let run = try StudyRun(settings, targets: ["gaussian/evaluate/lista/seed-1"])
        defer { run.remove() }
        let seen = try run.matrix("example-x.npy", of: "gaussian/evaluate/lista/seed-1")
        let places = try FileManager.default.contentsOfDirectory(atPath: export.appendingPathComponent("draw-1").path)
        let found = try places.filter { $0 != "matrix.npy" }.map { place -> Matrix<Float> in
            try NPY.read(export.appendingPathComponent("draw-1/\(place)/test.npy").path)
        }
        #expect(found.contains { $0.rows(0..<seen.rows).values == seen.values })
    }
}
