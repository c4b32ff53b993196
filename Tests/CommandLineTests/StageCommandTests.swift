import Foundation
import Testing

@Suite(.serialized) struct StageCommandTests {
    @Test func planOfAnEmptyOutputListsEveryStage() throws {
        let folder = try TemporaryFolder()
        let ending = try Program.run(["plan", "--threads", "2"] + TinyRun.options(output: folder.path("Output")))
        #expect(ending.status == 0, "\(ending.text)")
        let lines = ending.output.split(separator: "\n")
        let rows = lines.dropLast().map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        #expect(
            rows.allSatisfy { $0.count == 5 && $0[0] == "pending" && $0[1].count == 12 && $0[3].hasPrefix("never run") }
        )
        #expect(rows.contains { $0[2] == "sparse/train/constrained/seed-1" && $0[4].hasPrefix("about ") })
        #expect(lines.last?.hasPrefix("\(rows.count) of \(rows.count) stages to run, about ") == true)
        let networks = rows.filter { $0[2].contains("/train/") }.map { String($0[2]) }
        let names = Set(rows.map { String($0[2]) })
        #expect(names.count == rows.count && networks.count > 30)
        // These are evaluated together.
        for name in networks where !["toy/", "steps/", "recovery/"].contains(where: name.hasPrefix) {
            #expect(names.contains(name.replacing("/train/", with: "/evaluate/")), "\(name)")
        }
        #expect(lines.last?.hasSuffix("on 2 threads") == true)
        #expect(!FileManager.default.fileExists(atPath: folder.path("Output")))
    }

    @Test func planOfAFinishedOutputSaysWhatASettingWouldChange() throws {
        let (folder, _) = try TinyRun.whole.get()
        let options = try TinyRun.options(output: folder.url.path)
        let done = try Program.run(["plan"] + options)
        #expect(
            done.output.contains("\n0 of \(done.output.split(separator: "\n").count - 1) stages to run, about 0.0 s"),
            "\(done.text)")
        let changed = try Program.run(["plan", "--set", "sparse.evaluation.noise=[0.5]"] + options)
        #expect(changed.output.contains("sparse.evaluation.noise [0.1,1] → [0.5]"), "\(changed.text)")
        #expect(!changed.output.contains("pending\t\\S+\tsparse/train"))
        let trainings = changed.output.split(separator: "\n").filter { $0.contains("\tsparse/train/") }
        #expect(trainings.count == 14)
        #expect(trainings.allSatisfy { $0.hasPrefix("done") })
    }

    @Test func runStageTakesANameOrAKey() throws {
        let folder = try TemporaryFolder()
        let options = try TinyRun.options(output: folder.url.path)
        let plan = try Program.run(["plan"] + options).output
        func key(_ name: String) throws -> String {
            let row = try #require(plan.split(separator: "\n").first { $0.contains("\t\(name)\t") })
            return String(row.split(separator: "\t")[1])
        }
        #expect(try Program.run(["run-stage", "data/sparse/draw-1"] + options).status == 0)
        let data = try key("data/sparse/draw-1")
        #expect(StoreContents.folders(folder.url) == ["data-sparse-draw-1-" + data])
        let labels = try key("sparse/labels/draw-1")
        let ending = try Program.run(["run-stage", String(labels.prefix(8))] + options)
        #expect(ending.status == 0, "\(ending.text)")
        #expect(StoreContents.folders(folder.url).last == "sparse-labels-draw-1-" + labels)
    }

    @Test func forceMakesAStageAgain() throws {
        let (folder, _) = try TinyRun.whole.get()
        let file = try #require(StoreContents.folders(folder.url).first { $0.hasPrefix("sparse-evaluate-zero") })
        let stage = folder.url.appendingPathComponent("store/\(file)/stage.json")
        let before = try Data(contentsOf: stage)
        let ending = try Program.run(
            ["report", "--only", "fig3", "--force", "sparse/evaluate/zero"] + TinyRun.options(output: folder.url.path))
        #expect(ending.status == 0, "\(ending.text)")
        #expect(try Data(contentsOf: stage) != before)
    }

    @Test func infoTellsWhatARunDependsOn() throws {
        let ending = try Program.run(
            "info", environment: ["DOWNHILL_DATA": try TinyRun.inputs.get().url.path])
        #expect(ending.status == 0, "\(ending.text)")
        for line in [
            "cpu: ", "blas core: OpenBLAS ", "fonts: ", "data fashion-mnist: ", "data cifar10: ", "data folder: ",
        ] {
            #expect(ending.output.split(separator: "\n").contains { $0.hasPrefix(line) }, "no line “\(line)”")
        }
        #expect(!ending.output.contains("OpenBLAS Prescott") || !ending.output.contains("vectors: 256"))
    }
}
