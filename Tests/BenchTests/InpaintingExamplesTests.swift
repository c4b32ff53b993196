import Datasets
import Foundation
import Stages
import Tensors
import Testing

/// The pictures of one small study, and the tables that name them.
@Suite struct InpaintingExamplesTests {
    private static let network = "inpainting/evaluate/standard/seed-1"
    private static let answer = "inpainting/evaluate/mean/draw-1"

    private let run: StudyRun

    init() throws {
        run = try InpaintingRun.whole.get()
        try #require(run.summary.exitCode == 0, "\(run.trouble)")
    }

    /// The pixels of a PNG that a stage wrote, which is grey and of 8×8.
    private func pixels(_ file: String, of stage: String) throws -> [Float] {
        let url = try run.file(file, of: stage)
        let header = try Data(contentsOf: url).prefix(26)
        #expect([UInt8](header[16..<26]) == [0, 0, 0, 8, 0, 0, 0, 8, 8, 0], "\(file) is 8×8, of 8 bits, grey")
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("one-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(at: url, to: folder.appendingPathComponent("image.png"))
        return try DataRequest(source: .folder, directory: folder.path, side: 8).load().pixels.values
    }

    private func meanSquare(_ a: [Float], _ b: [Float]) -> Double {
        zip(a, b).reduce(0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) } / Double(a.count)
    }

    @Test(arguments: [network, answer]) func examplesShowTheLayers(stage: String) throws {
        let table = try run.table("examples.csv", of: stage)
        let samples = try run.table("samples.csv", of: stage)
        let layers = stage == Self.answer ? [3] : [0, 1, 2, 3]
        #expect(table.columns == ["example", "sample", "kind", "layer", "file", "hole", "mse"])
        #expect(table.rowCount == 3 * (layers.count + 2))
        let clean = try run.matrix("test.npy", of: "data/inpainting/draw-1").rows(8..<20)  // the last twelve
        for example in 0..<3 {
            let own = try table.rows(where: "example", is: example)
            #expect(
                try own.strings("kind") == ["masked"] + layers.map { _ in "layer" } + ["clean"])
            #expect(try own.strings("layer") == [""] + layers.map { "\($0)" } + [""])
            let files = try own.strings("file")
            #expect(files.first == "examples/\(example)-masked.png" && files.last == "examples/\(example)-clean.png")
            let wanted = clean.rowValues(example)
            let first = try pixels(files[0], of: stage)
            for i in 0..<64 {
                let isHidden = InpaintingRun.hidden.contains(i)
                #expect(abs(first[i] - (isHidden ? 0.5 : wanted[i])) < 0.5 / 255 + 1e-5)
            }
            #expect(meanSquare(try pixels(files[files.count - 1], of: stage), wanted) < 1e-5)
            #expect(try own.optionalDoubles("hole").last == 0.0 && own.optionalDoubles("mse").last == 0.0)
            #expect(try own.optionalDoubles("hole").first == .some(nil))
            for (row, layer) in layers.enumerated() {
                let sample = try samples.rows(where: "layer", is: layer).rows(where: "sample", is: example)
                #expect(try own.doubles("hole")[row + 1] == sample.doubles("hole")[0])
                let mse = try own.doubles("mse")[row + 1]
                #expect(abs(mse - pow(try sample.doubles("distance")[0], 2) / 64) < 1e-9)
                // Pictures are clamped and rounded, and show no more than is said of them.
                let shown = try pixels(files[row + 1], of: stage)
                #expect(meanSquare(shown, wanted) < mse + 2e-3, "\(files[row + 1])")
            }
        }
    }

    @Test func noisyExamplesShowInputAndOutput() throws {
        let table = try run.table("ood-examples.csv", of: Self.network)
        #expect(table.columns == ["level", "example", "kind", "file", "mse", "hole"])
        #expect(table.rowCount == 2 * 3 * 2)
        let clean = try run.matrix("test.npy", of: "data/inpainting/draw-1").rows(8..<20)  // the last twelve
        let samples = try run.table("ood-samples.csv", of: Self.network)
        for level in [0.0, 0.3] {
            for example in 0..<3 {
                let own = try table.rows(where: "level", is: "\(level)").rows(where: "example", is: example)
                #expect(try own.strings("kind") == ["input", "output"])
                let errors = try own.doubles("mse")
                let sample = try samples.rows(where: "level", is: "\(level)").rows(where: "sample", is: example)
                #expect(try errors[1] == sample.doubles("mse")[0])
                let shown = try own.strings("file").map { try pixels($0, of: Self.network) }
                let known = (0..<64).filter { !InpaintingRun.hidden.contains($0) }
                let noise = meanSquare(known.map { shown[0][$0] }, known.map { clean[example, $0] }).squareRoot()
                #expect(level == 0 ? noise < 2e-3 : 0.1...0.35 ~= noise, "clamped noise of p = \(level): \(noise)")
            }
        }
        // Every file that is there is named, and the other way round.
        let named = try table.strings("file") + run.table("examples.csv", of: Self.network).strings("file")
        let folder = try run.file("", of: Self.network)
        let there = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".png") }
        #expect(there.sorted() == named.sorted())
    }

    @Test func theFlowsSamplesAreThere() throws {
        let table = try run.table("samples.csv", of: "inpainting/flow")
        #expect(try table.ints("sample") == Array(0..<32))
        #expect(try table.doubles("temperature") == (0..<32).map { $0 < 16 ? 1 : 0.7 })
        for file in try table.strings("file") { _ = try pixels(file, of: "inpainting/flow") }
        let summary = try run.table("summary.csv", of: "inpainting/flow")
        #expect(try summary.number("inverse_error") <= 1e-4)
        #expect(try summary.number("quantum") == 1.0 / 255 && summary.value("steps") == "10")
        #expect(try summary.number("bits_test").isFinite)
        let history = try run.table("history.csv", of: "inpainting/flow")
        #expect(history.columns == ["step", "epoch", "learning_rate", "bits_train", "bits_validation"])
        #expect(try history.ints("step") == [10])
    }
}
