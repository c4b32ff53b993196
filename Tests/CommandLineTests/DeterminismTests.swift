import Foundation
import Stages
import Testing

@Suite(.serialized) struct DeterminismTests {
    /// Small networks train side by side, in the whole run two at once.
    @Test(arguments: [("sparse", 1), ("sparse", 4), ("inpainting", 1)])
    func stagesAtOnceDoNotChangeBytes(study: String, threads: Int) throws {
        let folder = try TemporaryFolder()
        let options = try TinyRun.options(output: folder.url.path)
        let ending = try Program.run(["run-stage", study, "--threads", "\(threads)"] + options)
        #expect(ending.status == 0, "\(ending.text)")
        try StoreContents.expectSame(folder.url, as: TinyRun.whole.get().folder.url, prefix: "\(study)-")
    }

    /// Above 20 pixels a side, or with more than 64 channels in a coupling, the threads share each stage.
    @Test(arguments: [
        ("sparse", ["sparse.data.side=21", "sparse.training.batch=130", "sparse.training.steps=8"]),
        ("inpainting", ["inpainting.flow.hidden=65", "inpainting.training.batch=10", "inpainting.training.steps=3"]),
    ])
    func threadsOfOneStageDoNotChangeBytes(study: String, settings: [String]) throws {
        let folders = try [1, 2, 4].map { threads in
            let folder = try TemporaryFolder()
            let options = try TinyRun.options(output: folder.url.path)
            let ending = try Program.run(
                ["run-stage", "\(study)/evaluate/constrained", "--threads", "\(threads)"] + options
                    + settings.flatMap { ["--set", $0] })
            #expect(ending.status == 0, "\(ending.text)")
            return folder
        }
        try StoreContents.expectSame(folders[1].url, as: folders[0].url)
        try StoreContents.expectSame(folders[2].url, as: folders[0].url)
    }

    @Test func twoProcessesShareOneOutput() throws {
        let folder = try TemporaryFolder()
        let command = ["report", "--threads", "1", "--only", "fig3"] + (try TinyRun.options(output: folder.url.path))
        let programs = [try Program(command), try Program(command)]
        for program in programs {
            let ending = try program.ending()
            #expect(ending.status == 0, "\(ending.text)")
        }
        try StoreContents.expectSame(folder.url, as: TinyRun.whole.get().folder.url, prefix: "sparse-")
        let manifest = try RunManifest.load(from: folder.url)
        let unfinished = manifest.stages.filter { $0.name.hasPrefix("sparse/") && !$0.state.isFinished }
        #expect(unfinished.isEmpty)
        #expect(FileManager.default.fileExists(atPath: folder.path("index.html")))
    }
}
