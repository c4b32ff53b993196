import Foundation
import Stages
import Testing

@Suite(.serialized) struct ResumeTests {
    @Test func anUnbrokenRunEndsWell() throws {
        let (folder, ending) = try TinyRun.whole.get()
        #expect(ending.status == 0, "\(ending.text)")
        #expect(FileManager.default.fileExists(atPath: folder.path("index.html")))
        #expect(!ending.output.contains("failed:") && !ending.output.contains("waits:"), "\(ending.text)")
        for study in TinyRun.studies {
            #expect(StoreContents.state(of: "\(study)/evaluate/constrained/seed-1", in: folder.url) == .done)
        }
    }

    /// Killed when there are data, when networks are half trained, among the evaluations, and at chance moments.
    @Test(arguments: TinyRun.studies) func killedAnywhereItGoesOnToTheSameBytes(study: String) throws {
        let folder = try TemporaryFolder()
        let command = ["run-stage", study, "--threads", "2"] + (try TinyRun.options(output: folder.url.path))
        let partial = folder.url.appendingPathComponent("store/.partial")
        func has(_ prefix: String, _ count: Int) -> Bool {
            StoreContents.folders(folder.url).filter { $0.hasPrefix(prefix) }.count >= count
        }
        func hasCheckpoint() -> Bool {
            let keys = (try? FileManager.default.contentsOfDirectory(atPath: partial.path)) ?? []
            return keys.contains {
                FileManager.default.fileExists(
                    atPath: partial.appendingPathComponent("\($0)/training.safetensors").path)
            }
        }
        /// Among the short trainings of a rate's candidates.
        func hasTrial() -> Bool {
            let keys = (try? FileManager.default.contentsOfDirectory(atPath: partial.path)) ?? []
            return keys.contains {
                FileManager.default.fileExists(
                    atPath: partial.appendingPathComponent("\($0)/trials.safetensors").path)
            }
        }
        let moments: [(String, () -> Bool)] = [
            ("data", { has("data-", 1) }), ("choice of a rate", hasTrial), ("training", hasCheckpoint),
            ("another training", { has("\(study)-train-", 5) && hasCheckpoint() }),
            ("evaluation", { has("\(study)-evaluate-", 7) }),
        ]
        for (name, isNow) in moments {
            let program = try Program(command)
            #expect(program.wait(until: isNow), "no moment to kill it at: \(name)")
            program.signal(SIGKILL)
            let ending = try program.ending()
            #expect(ending.status == SIGKILL, "\(name): \(ending.text)")
            if name == "training" {
                let plan = try Program.run(["plan"] + TinyRun.options(output: folder.url.path))
                #expect(plan.output.contains("goes on from a checkpoint"), "\(plan.text)")
            }
        }
        for milliseconds in [60, 170, 290] {
            let program = try Program(command)
            usleep(UInt32(milliseconds) * 1000)
            program.signal(SIGKILL)
            _ = try program.ending()
        }
        let ending = try Program.run(command)
        #expect(ending.status == 0, "\(ending.text)")
        try StoreContents.expectSame(folder.url, as: TinyRun.whole.get().folder.url, prefix: "\(study)-")
        #expect(try FileManager.default.contentsOfDirectory(atPath: partial.path).isEmpty)
        let temporary = folder.path("store/.temporary")
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).isEmpty)
    }

    @Test func anInterruptedRunSaysSoAndGoesOn() throws {
        let folder = try TemporaryFolder()
        let command =
            [
                "run-stage", "toy/train/constrained", "--set", "toy.candidates=1", "--set", "toy.steps=3000", "--set",
                "run.checkpoint-every=0.1",
                "--threads", "1",
            ]
            + (try TinyRun.options(output: folder.url.path))
        let program = try Program(command)
        #expect(program.wait { StoreContents.state(of: "toy/train/constrained/seed-1", in: folder.url) == .running })
        program.signal(SIGINT)
        let stopped = try program.ending()
        #expect(stopped.status == 75, "\(stopped.text)")
        #expect(stopped.output.contains("run the same command again"), "\(stopped.text)")
        #expect(StoreContents.state(of: "toy/train/constrained/seed-1", in: folder.url) == .interrupted)
        #expect(StoreContents.folders(folder.url).isEmpty)
        #expect(try Program.run(command).status == 0)

        let whole = try TemporaryFolder()
        let again = command.map { $0 == folder.url.path ? whole.url.path : $0 }
        #expect(try Program.run(again).status == 0)
        try StoreContents.expectSame(folder.url, as: whole.url)
    }

    @Test(arguments: TinyRun.studies) func aSecondRunMakesNothingAnew(study: String) throws {
        let (folder, _) = try TinyRun.whole.get()
        let before = try modified(folder.url)
        let ending = try Program.run(["run-stage", study] + TinyRun.options(output: folder.url.path))
        #expect(ending.status == 0, "\(ending.text)")
        #expect(try modified(folder.url) == before)
    }

    private func modified(_ output: URL) throws -> [String: Date] {
        var dates: [String: Date] = [:]
        for path in try StoreContents.files(output).keys {
            let file = output.appendingPathComponent("store/\(path)").path
            dates[path] = try FileManager.default.attributesOfItem(atPath: file)[.modificationDate] as? Date
        }
        return dates
    }
}
