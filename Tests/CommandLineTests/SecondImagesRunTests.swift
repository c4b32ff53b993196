import Datasets
import Foundation
import Images
import Stages
import Tensors
import Testing

/// `--data sparse2:folder=DIR --data inpainting2:folder=DIR`: both studies on a second set of images.
@Suite struct SecondImagesRunTests {
    private let folder: TemporaryFolder
    private let output: TemporaryFolder

    /// Images of 9×9 pixels, as many as the profile asks for.
    init() throws {
        (folder, output) = (try TemporaryFolder(), try TemporaryFolder())
        for n in 0..<800 {
            let image: Matrix<Float> = RandomStream(seed: 1, name: "image", step: n).normal(rows: 3, columns: 81)
            for i in 0..<image.count { image.pointer[i] = 0.5 + 0.2 * image.pointer[i] }
            try ImageFile.write(image.pointer, height: 9, width: 9, channels: 3, to: folder.path("\(n).png"))
        }
    }

    private func run(_ command: String...) throws -> Program.Ending {
        let seconds = ["sparse2", "inpainting2"].flatMap { ["--data", "\($0):folder=\(folder.url.path)"] }
        return try Program.run(command + TinyRun.options(output: output.url.path) + seconds)
    }

    private func text(_ file: String, in folder: URL? = nil) throws -> String {
        try String(contentsOf: (folder ?? output.url).appendingPathComponent(file), encoding: .utf8)
    }

    /// In the output folder of a run without: nothing of the first is made again, `render` finds the second without being told,
    /// and a run without is afterwards as it was.
    @Test func aRunGoesOnWithASecondSetAndWithout() throws {
        let whole = try TinyRun.whole.get().folder.url
        try FileManager.default.removeItem(at: output.url)
        try FileManager.default.copyItem(at: whole, to: output.url)
        let plan = try run("plan")
        let open = plan.output.split(separator: "\n").dropLast().filter { !$0.hasPrefix("done") && !$0.hasPrefix("up") }
            .map { $0.split(separator: "\t")[2] }
        #expect(plan.status == 0 && open.count > 50, "\(plan.text)")
        #expect(open.allSatisfy { $0.contains("sparse2") || $0.contains("inpainting2") }, "\(open)")
        let ending = try run("report", "--threads", "2")
        #expect(ending.status == 0 && ending.output.contains("sparse2/equally-near: "), "\(ending.text)")
        let claims = try text("claims.json")
        let before = try text("claims.json", in: whole)
        #expect(claims.contains("\"replications\"") && claims.contains("\"id\" : \"inpainting2/equal-inpainting\""))
        let first = claims.split(separator: "\"replications\"")[0].split(separator: "\n").filter {
            !$0.contains("\"replication\" : ")
        }
        #expect(before.split(separator: "\n").starts(with: first.dropLast(2)), "the first's verdicts are as without")
        for name in [
            "sparse2.html", "inpainting2.html", "figures/figure-3-sparse2.pdf", "figures/figure-8-inpainting2.svg",
        ] {
            #expect(FileManager.default.fileExists(atPath: output.path(name)), "\(name)")
        }
        let drawn = try Program.run("render", "--only", "fig3-sparse2", "--output", output.url.path)
        #expect(drawn.status == 0 && drawn.output.contains("\n1 figures in"), "\(drawn.text)")
        #expect(try text("claims.json") == claims)
        let plain = try Program.run(["report", "--threads", "2"] + TinyRun.options(output: output.url.path))
        #expect(plain.status == 0, "\(plain.text)")
        #expect(try text("claims.json") == before)
        #expect(!FileManager.default.fileExists(atPath: output.path("sparse2.html")))
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
