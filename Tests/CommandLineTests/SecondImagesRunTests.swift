import Foundation
import TestSupport
import Testing

/// `--data sparse2:… --data inpainting2:…`: both studies on a second set of images.
@Suite struct SecondImagesRunTests {
    private let images: TemporaryFolder
    private let output: TemporaryFolder

    init() throws {
        (images, output) = (try TemporaryFolder(), try TemporaryFolder())
        try MadeUp.idxImages(700, seed: 5).write(to: images.url.appendingPathComponent("train-images-idx3-ubyte"))
        try MadeUp.idxImages(100, seed: 5).write(to: images.url.appendingPathComponent("t10k-images-idx3-ubyte"))
    }

    private func run(_ command: String..., output folder: URL? = nil) throws -> Program.Ending {
        let seconds = ["sparse2", "inpainting2"].flatMap { ["--data", "\($0):fashion-mnist=\(images.url.path)"] }
        return try Program.run(command + TinyRun.options(output: (folder ?? output.url).path) + seconds)
    }

    private func text(_ file: String) throws -> String {
        try String(contentsOf: output.url.appendingPathComponent(file), encoding: .utf8)
    }

    /// In the folder of a run without them nothing that is there would be made again.
    @Test func theFirstIsNotMadeAgain() throws {
        let plan = try run("plan", output: TinyRun.whole.get().folder.url)
        #expect(plan.status == 0, "\(plan.text)")
        let rows = plan.output.split(separator: "\n").dropLast().map { $0.split(separator: "\t") }
        func isSecond(_ name: Substring) -> Bool { name.contains("sparse2") || name.contains("inpainting2") }
        #expect(rows.filter { isSecond($0[2]) }.count > 50 && rows.filter { !isSecond($0[2]) }.count > 50)
        for row in rows { #expect((row[0] == "done") != isSecond(row[2]), "\(row[0]) \(row[2])") }
    }

    /// `render` finds the second set again without being told.
    @Test func figuresOfTheSecondSet() throws {
        let ending = try run("report", "--only", "fig4-sparse2,figf-inpainting2", "--threads", "2")
        #expect(ending.status == 0 && ending.output.contains("sparse2/sparsity-falls: not testable"), "\(ending.text)")
        #expect(ending.output.contains("\n2 figures in"), "\(ending.text)")
        #expect(StoreContents.folders(output.url).allSatisfy { $0.contains("sparse2") || $0.contains("inpainting2") })
        let claims = try text("claims.json")
        #expect(claims.contains("\"id\" : \"inpainting2/equal-inpainting\""))
        for name in ["sparse2.html", "inpainting2.html", "figures/figure-4-sparse2.pdf"] {
            #expect(FileManager.default.fileExists(atPath: output.path(name)), "\(name)")
        }
        let drawn = try Program.run("render", "--only", "fig4-sparse2", "--output", output.url.path)
        #expect(drawn.status == 0 && drawn.output.contains("\n1 figure in"), "\(drawn.text)")
        #expect(try text("claims.json") == claims)
    }

    /// An export of the repetition has its images and starts, and the contract for it.
    @Test(arguments: ["sparse2", "inpainting2"]) func exports(study: String) throws {
        let ending = try run("export", study)
        #expect(ending.status == 0, "\(ending.text)")
        let list = try text("export/\(study)/export.json")
        #expect(list.contains("\"study\" : \"\(study)\"") && !list.contains(images.url.path))
        #expect(list.contains("\"\(study).data.source\""))
        #expect(
            !list.contains("\"\(study.dropLast()).data.source\"")
                && list.contains("\"\(study.dropLast()).network.layers\""))
        #expect(try text("export/\(study)/README.md").contains("--method \(study):NAME=PATH"))
        #expect(StoreContents.folders(output.url).allSatisfy { $0.contains(study) })
        // They are other images than the first's.
        let first = try run("export", String(study.dropLast()))
        #expect(first.status == 0, "\(first.text)")
        let places = [study, String(study.dropLast())].map {
            output.url.appendingPathComponent("export/\($0)/draw-1/train.npy")
        }
        #expect(try Data(contentsOf: places[0]) != Data(contentsOf: places[1]))
        let plain = try Program.run(["export", study] + TinyRun.options(output: output.url.path))
        #expect(plain.status == 64 && plain.errors.contains("Hint: --data \(study):"), "\(plain.text)")
    }

    @Test func whatIsNotGivenIsTold() throws {
        let plain = try TinyRun.options(output: output.url.path)
        let figure = try Program.run(["plan", "--only", "fig3-sparse2"] + plain)
        #expect(figure.status == 64 && figure.errors.contains("Hint: --data sparse2:…"), "\(figure.text)")
        let third = try Program.run(["plan", "--data", "sparse3:cifar10"] + plain)
        #expect(third.status == 64 && third.errors.contains("sparse2, inpainting2"), "\(third.text)")
        let own = try run("plan", "--only", "fig3-sparse2")
        #expect(own.status == 0 && own.output.contains("data/sparse2/draw-1"), "\(own.text)")
        #expect(!own.output.contains("data/sparse/") && !own.output.contains("inpainting"), "\(own.text)")
    }
}
