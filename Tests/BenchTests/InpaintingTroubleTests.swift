import Bench
import Foundation
import Stages
import Tensors
import Testing

/// What goes wrong after the settings were fine.
@Suite struct InpaintingTroubleTests {
    private static let training = "inpainting/train/standard/seed-1"
    private static let evaluation = "inpainting/evaluate/standard/seed-1"

    /// Evaluates a network after a change of one of its tensors' elements.
    private func evaluated(
        _ tensor: String, _ settings: [(String, SettingValue)] = [], _ change: (UnsafeMutablePointer<Float>) -> Void
    ) throws -> StudyRun {
        let images = try MadeUpImages(90)
        var run = try StudyRun(
            try images.settings(StudyRun.small + settings), targets: [Self.training, "inpainting/flow"])
        try #require(run.summary.exitCode == 0, "\(run.trouble)")
        let path = try run.file("weights.safetensors", of: Self.training).path
        let file = try SafeTensors(path: path)
        let entries = try file.tensors.map { description in
            let matrix: Matrix<Float> = try file.matrix(description.name)
            if description.name == tensor { change(matrix.pointer) }
            return SafeTensors.Entry(description.name, matrix, shape: description.shape)
        }
        // With its metadata the file keeps its size, by which the store would notice the change and train again.
        try SafeTensors.write(entries, metadata: file.metadata, to: path)
        try run.go(on: [Self.evaluation])
        return run
    }

    /// Weights that are finite and images that are not: a divergence, and no trouble with the disk.
    @Test func imagesThatAreNotFiniteAreADivergence() throws {
        let run = try evaluated("layer.2.xi.raw") { $0[0] = 3e38 }
        defer { run.remove() }
        let record = try #require(run.summary.record(of: Self.evaluation))
        #expect(record.state == .diverged, "\(record)")
        #expect(record.reason.contains("y_2 of test images with noise of p = 0.0"), "\(record.reason)")
        #expect(run.summary.storeError == nil && run.summary.exitCode == 1)
    }

    /// Far from the data a network may run away: such an image counts as black for white, and is counted; its other numbers and
    /// pictures are there all the same.
    @Test func runningAwayUnderNoiseIsAFinding() throws {
        let far: [(String, SettingValue)] = [("inpainting.evaluation.shifts", .list([.int(0), .int(100)]))]
        let run = try evaluated("layer.2.xi.raw", far) { $0[0] = 10 }
        defer { run.remove() }
        #expect(run.summary.exitCode == 0, "\(run.trouble)")
        let table = try run.table("ood.csv", of: Self.evaluation)
        let (levels, beyond) = (try table.doubles("mse_mean"), try table.doubles("beyond_mean"))
        #expect(levels.count == 2 && levels[0] < 1 && levels[1] == 1, "\(levels)")
        #expect(beyond[0] < 1 && beyond[1] == 1, "\(beyond)")
        // Infinite in the hole and outside of it: neither is a difference of infinities.
        for column in ["known_mean", "hole_mean"] { #expect(try table.doubles(column)[1] == 1, "\(column)") }
        let examples = try run.table("ood-examples.csv", of: Self.evaluation)
        #expect(try examples.rows(where: "level", is: "0.0").rowCount == 6)
        let shown = try examples.rows(where: "level", is: "100.0").strings("kind")
        #expect(shown == ["input", "input", "input"])
    }

    @Test func aDamagedNetworkIsNamed() throws {
        let name = "layer.1.flow.level.1.step.1.mixing.permutation"
        let run = try evaluated(name) { $0[0] = 17 }
        defer { run.remove() }
        let record = try #require(run.summary.record(of: Self.evaluation))
        #expect(record.state == .failed)
        #expect(record.reason.contains("weights.safetensors: expected \(name) to be a permutation"), "\(record.reason)")
    }

    /// Of ablations a divergence is a finding; of the others it is not.
    @Test func aRateThatIsTooLargeIsReported() throws {
        let images = try MadeUpImages(90)
        let wild: [(String, SettingValue)] = [
            ("inpainting.training.rate", .double(10)), ("inpainting.training.warm-up", .int(0)),
            ("inpainting.training.clip", .int(0)),
        ]
        let tolerated = try StudyRun(
            try images.settings(StudyRun.small + wild), targets: ["inpainting/evaluate/ablation-unbounded/"])
        defer { tolerated.remove() }
        let name = "inpainting/train/ablation-unbounded/seed-1"
        let record = try #require(tolerated.summary.record(of: name))
        #expect(record.state == .diverged && tolerated.summary.exitCode == 0, "\(record)")
        #expect(record.reason.contains("training diverged at step"), "\(record.reason)")
        let run = try StudyRun(try images.settings(StudyRun.small + wild), targets: [Self.training])
        defer { run.remove() }
        #expect(run.summary.record(of: Self.training)?.state == .diverged && run.summary.exitCode == 1)
    }

    /// One update of a wild rate: a likelihood that is fine, and weights that are not.
    @Test func aReferenceThatWasNeverFiniteIsNotKept() throws {
        let images = try MadeUpImages(90)
        let wild: [(String, SettingValue)] = [
            ("inpainting.likelihood.rate", .double(10)), ("inpainting.likelihood.steps", .int(2)),
        ]
        let run = try StudyRun(try images.settings(StudyRun.small + wild), targets: ["inpainting/flow"])
        defer { run.remove() }
        let record = try #require(run.summary.record(of: "inpainting/flow"))
        #expect(record.state == .diverged && record.reason.contains("likelihood"), "\(record)")
    }
}
