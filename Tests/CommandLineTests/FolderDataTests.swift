import Datasets
import Foundation
import Images
import Stages
import Tensors
import Testing

/// `--data inpainting:folder=DIR`: images of one's own for one study.
@Suite struct FolderDataTests {
    private let folder: TemporaryFolder
    private let output: TemporaryFolder

    /// Thirty coloured images of 9×9 pixels.
    init() throws {
        (folder, output) = (try TemporaryFolder(), try TemporaryFolder())
        for n in 0..<30 {
            let image: Matrix<Float> = RandomStream(seed: 1, name: "image", step: n).normal(rows: 3, columns: 81)
            for i in 0..<image.count { image.pointer[i] = 0.5 + 0.2 * image.pointer[i] }
            try ImageFile.write(image.pointer, height: 9, width: 9, channels: 3, to: folder.path("\(n).png"))
        }
    }

    private func run(_ command: String...) throws -> Program.Ending {
        try Program.run(
            command + TinyRun.options(output: output.url.path) + ["--data", "inpainting:folder=\(folder.url.path)"])
    }

    @Test func oneStudyTakesThem() throws {
        let ending = try run("run-stage", "inpainting/evaluate/constrained")
        #expect(ending.status == 0, "\(ending.text)")
        let folders = StoreContents.folders(output.url)
        #expect(
            folders.map { $0.split(separator: "-").dropLast().joined(separator: "-") } == [
                "data-inpainting-draw-1", "inpainting-evaluate-constrained-seed-1", "inpainting-flow",
                "inpainting-rate-constrained", "inpainting-train-constrained-seed-1",
            ])
        let store = output.url.appendingPathComponent("store")
        let summary = try Table(contentsOf: store.appendingPathComponent("\(folders[0])/summary.csv"))
        #expect(try summary.value("source").contains("30 images of \(folder.url.lastPathComponent)"))
        // 60, 20 and 20 were asked for.
        let names = ["channels", "height", "train", "validation", "test"]
        #expect(try names.map { try summary.value($0) } == ["3", "8", "18", "6", "6"])
    }

    /// The keys of the others are as before. What a study says of itself does not depend on its images.
    @Test func theOtherStudiesKeepTheirs() throws {
        func keys(_ plan: Program.Ending) -> [String: String] {
            #expect(plan.status == 0, "\(plan.text)")
            let rows = plan.output.split(separator: "\n").dropLast().map { $0.split(separator: "\t") }
            return Dictionary(uniqueKeysWithValues: rows.map { (String($0[2]), String($0[1])) })
        }
        let (own, plain) = (
            keys(try run("plan")), keys(try Program.run(["plan"] + TinyRun.options(output: output.url.path)))
        )
        #expect(own.count == plain.count && own.count > 36)
        for (name, key) in own where !name.hasPrefix("study/") {
            #expect((plain[name] != key) == name.contains("inpainting"), "\(name)")
        }
    }

    /// One message, whose options can be pasted behind the same command.
    @Test func fewImagesAreToldOnce() throws {
        let command =
            ["run-stage", "data/"] + (try TinyRun.options(output: output.url.path))
            + ["--data", "sparse:folder=\(folder.url.path)", "--data", "inpainting:folder=\(folder.url.path)"]
        let refused = try Program.run(command)
        #expect(refused.status == 65, "\(refused.text)")
        let options = refused.errors.split(separator: "--set ").dropFirst().flatMap { part in
            ["--set", String(part.prefix { !$0.isWhitespace })]
        }
        #expect(options.count == 12, "\(refused.text)")
        let ending = try Program.run(command + options)
        #expect(ending.status == 0 && !ending.text.contains("warning"), "\(ending.text)")
    }

    /// Of a set that is not whole, a line at the start, and words in the table that the page shows.
    @Test func whatIsMissingIsSaid() throws {
        let path = folder.path("data_batch_5.bin")
        try Data([0]).write(to: URL(fileURLWithPath: path))
        truncate(path, 30_730_000)
        let ending = try Program.run(
            ["run-stage", "data/inpainting/draw-1"] + TinyRun.options(output: output.url.path)
                + ["--data", "inpainting:cifar10=\(folder.url.path)"])
        #expect(ending.status == 0, "\(ending.text)")
        let absent = "data_batch_1.bin, data_batch_2.bin, data_batch_3.bin, data_batch_4.bin, test_batch.bin"
        #expect(ending.errors.hasPrefix("warning: \(folder.url.path): CIFAR-10 lacks \(absent): "), "\(ending.text)")
        let store = output.url.appendingPathComponent("store")
        let name = try #require(StoreContents.folders(output.url).first)
        let summary = try Table(contentsOf: store.appendingPathComponent("\(name)/summary.csv"))
        #expect(try summary.value("warnings").hasPrefix("CIFAR-10 lacks \(absent): "))
    }

    @Test(arguments: [["report"], ["run-stage", "inpainting/train"]]) func aDamagedImageTrainsNothing(
        command: [String]
    ) throws {
        try Data("no image".utf8).write(to: folder.url.appendingPathComponent("7.png"))
        let ending = try Program.run(
            command + TinyRun.options(output: output.url.path) + ["--data", "inpainting:folder=\(folder.url.path)"])
        #expect(ending.status == 65 && ending.errors.contains("7.png"), "\(ending.text)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: output.url.path).isEmpty)
    }
}
