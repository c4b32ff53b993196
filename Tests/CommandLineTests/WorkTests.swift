import Foundation
import Stages
import Support
import Testing

/// Workers on one folder. What they write beside one another is compared with a run by one process in Tests/Cluster.
@Suite(.serialized) struct WorkTests {
    private static let toy = ["--only", "fig1"]

    @Test func workersShareARunByAPlan() throws {
        let folder = try TemporaryFolder()
        let (output, plan) = (folder.path("Output"), folder.path("plan.json"))
        let options = try TinyRun.options(output: output) + Self.toy
        let frozen = try Program.run(["plan", "--json"] + options)
        #expect(frozen.status == 0, "\(frozen.text)")
        try Data(frozen.output.utf8).write(to: URL(fileURLWithPath: plan))
        let read = try FrozenPlan.load(from: URL(fileURLWithPath: plan))
        #expect(read.stages.allSatisfy { $0.state == .pending && $0.threads >= 1 && $0.memory >= 0 })
        #expect(read.criticalPath > 0 && read.criticalPath <= read.seconds["1"] ?? 0)
        #expect(read.seconds["256"] ?? 0 <= read.seconds["2"] ?? 0)
        let waiting = try Program.run(["status", "--plan", plan, "--output", output])
        #expect(waiting.output.contains("ready\ttoy/"), "\(waiting.text)")
        let open = try Program.run(["status", "--json", "--plan", plan, "--output", output])
        #expect(open.output.contains("\"missingInputs\" : ") && open.output.contains("\"state\" : \"waiting\""))
        // Neither the profile nor the images are asked for.
        let worker = try Program.run(["work", "--plan", plan, "--output", output])
        #expect(worker.status == 0, "\(worker.text)")
        #expect(worker.output.contains("\(read.stages.count) of \(read.stages.count) are done"), "\(worker.text)")
        let json = try Program.run(["status", "--json", "--output", output])
        let record = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(record["schema"] as? Int == 1 && record["counts"] as? [String: Int] == ["done": read.stages.count])
        let listed = try #require(record["stages"] as? [[String: Any]])
        #expect(listed.map { $0["name"] as? String } == read.stages.map(\.name))
        #expect(listed.allSatisfy { $0["state"] as? String == "done" && ($0["seconds"] as? Double ?? -1) >= 0 })
        let done = try Program.run(["status", "--output", output])
        #expect(done.output.hasSuffix("stages: \(read.stages.count) done\n"), "\(done.text)")
        let page = try Program.run(["render", "--only", "fig1", "--output", output])
        #expect(page.status == 0, "\(page.text)")
    }

    @Test func aPlanOfAnotherProgramIsRefused() throws {
        let folder = try TemporaryFolder()
        let options = try TinyRun.options(output: folder.path("Output")) + Self.toy
        let text = try Program.run(["plan", "--json"] + options).output
        func ending(_ old: String, _ new: String) throws -> Program.Ending {
            let plan = folder.path("plan.json")
            try Data(text.replacing(old, with: new).utf8).write(to: URL(fileURLWithPath: plan))
            return try Program.run(["work", "--plan", plan, "--output", folder.path("Output")])
        }
        let read = try CanonicalJSON.decode(FrozenPlan.self, from: Data(text.utf8))
        let key = try #require(read.stages.first?.key.hex)
        let other = try ending(key, String(key.reversed()))
        #expect(other.status == 64, "\(other.text)")
        #expect(other.errors.contains("the plan is of another program"), "\(other.text)")
        let core = try #require(read.numerics.split(separator: ",").last)
        let processor = try ending("\(core)\"", " Pentium4\"")
        #expect(processor.status == 64, "\(processor.text)")
        #expect(processor.errors.contains("Pentium4") && processor.errors.contains("Prescott"), "\(processor.text)")
        let damaged = try ending("\"stages\"", "\"stage\"")
        #expect(damaged.status == 65, "\(damaged.text)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("Output/store")))
    }

    @Test func aWorkerWhoseTimeIsUpLeavesTheRest() throws {
        let folder = try TemporaryFolder()
        let options = try TinyRun.options(output: folder.path("Output")) + ["--only", "fig3"]
        let short = try Program.run(["work", "--for", "0.4s", "--threads", "1"] + options)
        #expect(short.status == 75, "\(short.text)")
        #expect(short.errors.contains("Its time is up"), "\(short.text)")
        let status = try Program.run(["status", "--output", folder.path("Output")])
        #expect(!status.output.contains("held"), "\(status.text)")
        #expect(status.output.contains("ready"), "\(status.text)")
        for words in ["soon", "3x", "-1", "0", "3h50"] {
            #expect(try Program.run(["work", "--for", words] + options).status == 64)
        }
    }

    @Test func aPlanAndAProfileAreOneTooMany() throws {
        let ending = try Program.run(["work", "--plan", "plan.json", "--set", "run.seeds=2"])
        #expect(ending.status == 64)
        #expect(ending.errors.contains("--plan and --set say the same"), "\(ending.text)")
    }

    @Test func theGraphIsDrawnForGraphviz() throws {
        let folder = try TemporaryFolder()
        let ending = try Program.run(["plan", "--dot"] + TinyRun.options(output: folder.path("Output")) + Self.toy)
        #expect(ending.output.hasPrefix("digraph plan {"), "\(ending.text)")
        #expect(
            ending.output.contains("\"toy/train/constrained/seed-1\" -> \"toy/evaluate/seed-1\";"), "\(ending.text)")
    }
}
