import Foundation
import Stages
import Testing

/// `--method`, `export`: a method from outside beside those of a run.
@Suite struct MethodTests {
    /// A copy of a finished run, so that nothing is trained.
    private let output: TemporaryFolder
    private let own: TemporaryFolder

    init() throws {
        (output, own) = (try TemporaryFolder(), try TemporaryFolder())
        try FileManager.default.removeItem(at: output.url)
        try FileManager.default.copyItem(at: TinyRun.whole.get().folder.url, to: output.url)
    }

    private func run(_ command: String..., given: String...) throws -> Program.Ending {
        try Program.run(
            command + TinyRun.options(output: output.url.path) + given.flatMap { ["--method", $0] })
    }

    private func command(_ name: String, _ script: String) throws -> String {
        let path = own.path(name)
        try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    /// The file of a finished stage.
    private func file(_ name: String, of stage: String) throws -> URL {
        let run = try RunManifest.load(from: output.url)
        let record = try #require(run.stages.first { $0.name == stage })
        return output.url.appendingPathComponent(try #require(record.directory)).appendingPathComponent(name)
    }

    private func claims() throws -> [String: NSDictionary] {
        let data = try Data(contentsOf: output.url.appendingPathComponent("claims.json"))
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let claims = try #require(object["claims"] as? [[String: Any]])
        return Dictionary(claims.map { ($0["id"] as? String ?? "", $0 as NSDictionary) }) { $1 }
    }

    /// `downhill apply` with the weights of `constrained`: the command's numbers are the network's own.
    @Test func applyIsACommandThatIsMeasured() throws {
        let weights = try file("weights.safetensors", of: "sparse/train/constrained/seed-1").path
        let program = try #require(Program.executable).path
        let path = try command(
            "mine", "# downhill: takes --layer\nexec \"\(program)\" apply --network \"\(weights)\" --threads 1 \"$@\"")
        let before = try claims()
        let ending = try run("report", "--only", "fig3,fig5", given: "mine=\(path)")
        #expect(ending.status == 0, "\(ending.text)")
        #expect(ending.output.contains("sparse-method-mine-descends: not testable"), "\(ending.text)")
        // Of noise, too, which is put between single layers.
        for table in ["samples.csv", "ood-samples.csv", "noise-samples.csv"] {
            let found = try Data(contentsOf: file(table, of: "sparse/evaluate/mine/seed-1"))
            #expect(try found == Data(contentsOf: file(table, of: "sparse/evaluate/constrained/seed-1")), "\(table)")
        }
        let after = try claims()
        #expect(Set(after.keys).subtracting(before.keys).allSatisfy { $0.hasPrefix("sparse-method-mine-") })
        #expect(after.count == before.count + 3)
        for (id, claim) in before { #expect(after[id] == claim, "\(id)") }
        let page = try String(contentsOf: output.url.appendingPathComponent("sparse.html"), encoding: .utf8)
        #expect(page.contains("Methods from outside") && page.contains("mine was made elsewhere"))
        let run = try RunManifest.load(from: output.url)
        #expect(run.provenance["method sparse:mine"]?.hasPrefix("command ") == true)
        // It is redrawn without being told.
        let drawn = try Program.run("render", "--only", "fig3", "--output", output.url.path)
        #expect(drawn.status == 0 && drawn.output.contains("sparse-method-mine-descends"), "\(drawn.text)")
    }

    /// `downhill apply` by layers until it is told of noise.
    @Test func aCommandThatLeavesALayerOut() throws {
        let weights = try file("weights.safetensors", of: "sparse/train/constrained/seed-1").path
        let program = try #require(Program.executable).path
        let path = try command(
            "mine",
            "# downhill: takes --layer\ncase \"$*\" in *'--layer 2'*) exit 7;; esac\n"
                + "exec \"\(program)\" apply --network \"\(weights)\" --threads 1 \"$@\"")
        let ending = try run("run-stage", "sparse/evaluate/mine", given: "mine=\(path)")
        #expect(ending.status == 1 && ending.output.contains("layer 2 under noise"), "\(ending.text)")
        #expect(ending.output.contains("status 7"))
    }

    /// Nothing of the run is lost by a method that fails.
    @Test func whatFailsIsTold() throws {
        let failing = try command("failing", "echo 'no module named torch' >&2; exit 3")
        let silent = try command("silent", "exit 0")
        let hanging = try command("hanging", "sleep 100")
        let copying = try command(
            "copying",
            "while [ $# -gt 0 ]; do case \"$1\" in --initial) y=\"$2\"; shift;; --output) out=\"$2\"; shift;; esac; shift; done\n"
                + "cp \"$y\" \"$out\"")
        let ending = try Program.run(
            ["run-stage", "sparse/evaluate", "--set", "sparse.methods.seconds=1"]
                + TinyRun.options(output: output.url.path)
                + [("failing", failing), ("silent", silent), ("hanging", hanging), ("copying", copying)].flatMap {
                    ["--method", "\($0)=\($1)"]
                })
        #expect(ending.status == 1, "\(ending.text)")
        for words in [
            "no module named torch", "a file at --output", "had not ended after 1.0 s", "three dimensions",
        ] {
            #expect(ending.output.contains(words), "\(words): \(ending.text)")
        }
        #expect(ending.output.ranges(of: ": failed: ").count == 4, "\(ending.text)")
        // A part that is made for itself is not the run that run.json and the pages are of.
        let stages = try RunManifest.load(from: output.url).stages.filter { $0.name.hasPrefix("sparse/evaluate/") }
        #expect(stages.count > 10 && stages.allSatisfy(\.state.isFinished))
        // The same command without them, and the report is what it was.
        let plain = try run("report", "--only", "fig3")
        #expect(plain.status == 0 && !plain.output.contains("sparse-method-"), "\(plain.text)")
        let kept = try run("report", "--only", "fig3", given: "failing=\(failing)")
        #expect(kept.status == 1, "\(kept.text)")
        let drawn = try Program.run("render", "--only", "fig3", "--output", output.url.path)
        #expect(drawn.output.contains("sparse-method-failing-descends: not testable"), "\(drawn.text)")
    }

    /// The study Gaussian takes methods as the others do: lines, rows and claims of the method, and nothing else anew.
    @Test func gaussianTakesThemToo() throws {
        let weights = try file("weights.safetensors", of: "gaussian/train/lista-cp/seed-1").path
        let before = try claims()
        let ending = try run("report", "--only", "g17,g18,g19", given: "gaussian:mine=\(weights)")
        #expect(ending.status == 0, "\(ending.text)")
        let after = try claims()
        #expect(
            Set(after.keys).subtracting(before.keys)
                == Set(["descends", "equally-near", "shift-robustness"].map { "gaussian-method-mine-\($0)" }))
        for (id, claim) in before { #expect(after[id] == claim, "\(id)") }
        #expect("\(after["gaussian-method-mine-descends"] ?? [:])".contains("layer 1"))
        let page = try String(contentsOf: output.url.appendingPathComponent("gaussian.html"), encoding: .utf8)
        #expect(page.contains("Methods from outside") && page.contains("mine was made elsewhere"))
        for figure in ["g17", "g18", "g19"] {
            let path = output.url.appendingPathComponent("figures/figure-\(figure).csv")
            #expect(try String(contentsOf: path, encoding: .utf8).contains(",mine,"), "\(figure)")
        }
        let run = try RunManifest.load(from: output.url)
        #expect(run.provenance["method gaussian:mine"]?.hasPrefix("weights ") == true)
        // A command is asked for the signals that were trained for, denser and larger ones.
        let failing = try command("failing", "exit 3")
        let failed = try self.run("run-stage", "gaussian/evaluate/failing", given: "gaussian:failing=\(failing)")
        #expect(failed.status == 1 && failed.output.contains("status 3"), "\(failed.text)")
    }

    @Test func planKnowsIt() throws {
        let path = try command("mine", "exit 0")
        let plan = try run("plan", given: "mine=\(path)", "inpainting:mine=\(path)")
        #expect(plan.status == 0 && plan.output.contains("\tsparse/evaluate/mine/seed-1\t"), "\(plan.text)")
        #expect(plan.output.contains("\tinpainting/evaluate/mine/seed-1\t"))
        #expect(plan.output.contains("4 of "), "two descriptions, two evaluations: \(plan.output.suffix(200))")
        // A figure that measures no methods leaves it out, and says so.
        let ignored = try run("plan", "--only", "g21", given: "mine=\(path)", "gaussian:mine=\(path)")
        #expect(ignored.status == 0 && !ignored.output.contains("evaluate/mine"), "\(ignored.text)")
        for study in ["sparse", "gaussian"] {
            #expect(ignored.errors.contains("warning: --method \(study):mine is ignored: no figure of --only g21"))
        }
        #expect(!plan.errors.contains("is ignored"))
        let measured = try run("plan", "--only", "fig3", given: "mine=\(path)")
        #expect(!measured.errors.contains("is ignored"), "\(measured.text)")
        let wrong = try run("plan", given: "toy:mine=\(path)")
        #expect(wrong.status == 64 && wrong.errors.contains("takes no methods"), "\(wrong.text)")
        let missing = try run("plan", given: "mine=/nowhere/x")
        #expect(missing.status == 65 && missing.errors.contains("no such file or folder"), "\(missing.text)")
    }

    /// An export is there whole, reads as it says, and is written anew over an older one alone.
    @Test func exports() throws {
        for study in ["sparse", "inpainting", "gaussian"] {
            let ending = try run("export", study)
            #expect(ending.status == 0, "\(ending.text)")
            let folder = output.url.appendingPathComponent("export/\(study)")
            let list = try String(contentsOf: folder.appendingPathComponent("export.json"), encoding: .utf8)
            #expect(list.contains("\"study\" : \"\(study)\"") && !list.contains(output.url.path))
            let readme = try String(contentsOf: folder.appendingPathComponent("README.md"), encoding: .utf8)
            #expect(readme.contains("```python") && readme.contains("`draw-1/"))
        }
        let again = try run("export", "sparse")
        #expect(again.status == 0, "\(again.text)")
        let other = try run("export", "sparse", "--to", own.url.path)
        #expect(other.status == 0, "an empty folder is taken: \(other.text)")
        let full = try run("export", "sparse", "--to", output.url.path)
        #expect(full.status == 65 && full.errors.contains("--to another folder"), "\(full.text)")
        let unknown = try run("export", "spars")
        #expect(unknown.status == 64 && unknown.errors.contains("Did you mean “sparse”?"), "\(unknown.text)")
    }
}
