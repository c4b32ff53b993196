import Bench
import Foundation
import InpaintingExperiment
import Stages
import Tensors
import Testing
import Unrolled

/// What the trainings of one small study write, and the truth that all methods are measured by.
@Suite struct InpaintingTrainingTests {
    private static let network = "inpainting/evaluate/constrained/seed-1"
    private static let answer = "inpainting/evaluate/ridge/draw-1"
    private let run: StudyRun

    init() throws {
        run = try InpaintingRun.whole.get()
        try #require(run.summary.exitCode == 0, "\(run.trouble)")
    }

    @Test func theTrainingsTables() throws {
        let stage = "inpainting/train/standard/seed-1"
        let history = try run.table("history.csv", of: stage)
        let places = ["1", "2", "3", "latent_1", "latent_2", "latent_3"]
        #expect(history.columns.suffix(12) == places.map { "lambda_\($0)" } + places.map { "slack_\($0)" })
        #expect(try history.ints("step") == [5, 10, 12])
        // Standard training watches the constraints alone.
        for place in places { #expect(try history.doubles("lambda_\(place)").allSatisfy { $0 == 0 }) }
        #expect(try history.doubles("slack_latent_2").allSatisfy { $0 > 0 })
        let bound = try run.table("history.csv", of: "inpainting/train/constrained/seed-1")
        #expect(try bound.doubles("lambda_latent_2").allSatisfy { $0 > 0 })
        let summary = try run.table("summary.csv", of: stage)
        #expect(try ["steps", "variant", "seed"].map { try summary.value($0) } == ["12", "standard", "1"])
        for layer in 1...3 {
            #expect(try summary.number("xi_\(layer)") > 0)
            #expect(try summary.number("zeta_\(layer)") > 0)
        }
        #expect(try history.doubles("validation_distance").allSatisfy(\.isFinite))
    }

    /// Training works in other units than tables: histories and summaries have grey levels of 0…1.
    @Test(arguments: ["standard", "constrained"]) func distancesAreInGreyLevels(id: String) throws {
        let stage = "inpainting/train/\(id)/seed-1"
        let (history, summary) = (try run.table("history.csv", of: stage), try run.table("summary.csv", of: stage))
        let best = try summary.number("best_validation_distance")
        let row = try history.rows(where: "step", is: Int(summary.number("best_step")))
        #expect(try row.rowCount == 1 && row.doubles("validation_distance") == [best])
        let sets = try ["train", "validation"].map { try run.matrix("\($0).npy", of: "data/inpainting/draw-1") }
        let images = InpaintingImages(
            train: sets[0], validation: sets[1], test: sets[1], shape: .init(channels: 1, height: 8, width: 8),
            hole: (0..<64).map { InpaintingRun.hidden.contains($0) }, mirrors: true)
        #expect(images.deviation < 0.5, "far from 1, or this test could not fail")
        let settings = try Studies.settings(StudyRun.small).view(InpaintingStudy.declarations).glowProx
        let network = try GlowProx<Float>(layerCount: 3, shape: images.shape, hole: images.hole, settings: settings)
        try GlowProxFile.load(run.file("weights.safetensors", of: stage).path, into: network)
        let clean = sets[1].rows(0..<10)
        let x = images.standardised(images.masked(clean))
        let filled = images.images(network.run(x, from: x)[3])
        let mean = filled.rowDistances(to: clean).reduce(0, +) / 10
        #expect(abs(best - mean) < 1e-4 * mean, "\(best), \(mean)")
    }

    /// g = h⁻¹ in every layer of a trained network, on images it has not seen.
    @Test func flowsOfTheNetworkAreInverted() throws {
        let summary = try run.table("summary.csv", of: Self.network)
        for layer in 1...3 {
            let error = try summary.number("inverse_error_\(layer)")
            #expect(error > 0 && error <= 1e-4, "layer \(layer): \(error)")
        }
    }

    @Test func truthIsTheCleanImages() throws {
        let truth = try run.table("truth.csv", of: Self.network)
        #expect(truth.rowCount == 12)
        #expect(try run.table("truth.csv", of: Self.answer).strings("chequer") == truth.strings("chequer"))
        let clean = try run.matrix("test.npy", of: "data/inpainting/draw-1").rows(8..<20)  // the last twelve
        for n in 0..<12 {
            let latent = try truth.doubles("reference_latent")[n]
            expectClose(try truth.doubles("reference_objective")[n], 0.01 * latent * latent, "f_in")
            var total = 0.0
            for i in 0..<64 where i % 8 < 7 && i / 8 < 7 {
                let detail = Double(clean[n, i] - clean[n, i + 1] - clean[n, i + 8] + clean[n, i + 9])
                total += detail * detail / 4 / 49
            }
            expectClose(try truth.doubles("chequer")[n], total.squareRoot(), "chequer")
        }
    }
}
