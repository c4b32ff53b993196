import Bench
import Foundation
import Stages
import Tensors
import Testing

/// Whole runs of tiny studies, and what their tables say.
@Suite struct StudyTests {
    @Test func tablesAgreeWithEachOther() throws {
        let images = try MadeUpImages(90)
        let run = try StudyRun(
            try images.settings(StudyRun.small),
            targets: ["sparse/evaluate/constrained/seed-1", "sparse/evaluate/ista/draw-1"])
        defer { run.remove() }
        try #require(run.summary.exitCode == 0, "\(run.summary.stages.map(\.reason))")
        for stage in ["sparse/evaluate/constrained/seed-1", "sparse/evaluate/ista/draw-1"] {
            let (layers, samples) = (try run.table("layers.csv", of: stage), try run.table("samples.csv", of: stage))
            #expect(try layers.ints("layer") == [0, 1, 2, 3])
            #expect(samples.rowCount == 4 * 12)
            var previous: [Double] = []
            for layer in 0...3 {
                let distances = try samples.rows(where: "layer", is: layer).doubles("distance")
                let mean = distances.reduce(0, +) / 12
                let deviation = (distances.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 11).squareRoot()
                #expect(abs(try layers.doubles("distance_mean")[layer] - mean) < 1e-12 * mean)
                #expect(abs(try layers.doubles("distance_std")[layer] - deviation) < 1e-9 * mean)
                let satisfied = try layers.optionalDoubles("satisfied")[layer]
                let count = zip(distances, previous).filter { $0 <= 0.95 * $1 }.count
                #expect(satisfied == (layer == 0 ? nil : Double(count) / 12))
                previous = distances
            }
            // f(y*) is the least value there is, and the distance to it is that of the sample's last layer.
            let truth = try run.table("truth.csv", of: stage)
            let last = try samples.rows(where: "layer", is: 3)
            for (value, least) in zip(try last.doubles("objective"), try truth.doubles("objective")) {
                #expect(value >= least * (1 - 1e-5))
            }
        }
        #expect(try run.table("noise.csv", of: "sparse/evaluate/constrained/seed-1").rowCount == 1)
    }

    /// The constraint of each sample counts by itself, and holds at the edge.
    @Test func satisfiedByHand() {
        #expect(Recipe.Constraint.satisfied([0.5, 1.5, 0.75, 0], after: [1, 1, 1.5, 0], epsilon: 0.5) == 0.75)
        #expect(Recipe.Constraint.satisfied([0.95, 0.96], after: [1, 1], epsilon: 0.05) == 0.5)
        #expect(Recipe.Constraint.satisfied([.nan], after: [1], epsilon: 0.05) == 0)
    }

    /// Sizes at the edge of what is allowed: nothing crashes, and every number is one.
    @Test(arguments: [
        [("sparse.data.side", 2), ("sparse.problem.atoms", 2)], [("sparse.network.layers", 1)],
        [("sparse.training.batch", 1), ("sparse.training.steps", 1), ("toy.batch", 1), ("toy.steps", 1)],
        [("sparse.evaluation.samples", 2), ("toy.test", 2), ("toy.samples", 16), ("toy.inputs", 2), ("toy.hidden", 1)],
        [("sparse.training.validation-samples", 1), ("sparse.training.warm-up", 0), ("run.seeds", 2)],
    ])
    func oddSizes(changes: [(String, Int)]) throws {
        let images = try MadeUpImages(90)
        let noShift: [(String, SettingValue)] = [("sparse.evaluation.shifts", .list([.int(0)]))]
        let run = try StudyRun(
            try images.settings(StudyRun.small + noShift + changes.map { ($0.0, .int($0.1)) }),
            targets: ["toy/", "sparse/"])
        defer { run.remove() }
        #expect(run.summary.exitCode == 0, "\(run.summary.stages.filter { !$0.state.isFinished })")
        for record in run.summary.stages where record.state == .done && record.name.contains("/evaluate/") {
            for name in ["layers.csv", "ood.csv", "noise.csv", "distances.csv"] {
                guard let table = try? run.table(name, of: record.name) else { continue }
                // What has no iterates has no start.
                let words =
                    ["method", "satisfied", "ratio_mean", "descends"]
                    + (record.name.contains("/zero/") || record.name.contains("/ridge/") ? ["distance_start"] : [])
                for column in table.columns where !words.contains(column) {
                    #expect(try table.doubles(column).allSatisfy(\.isFinite), "\(record.name) \(name) \(column)")
                }
            }
        }
    }

    /// One update at a rate of 10 has a loss that is fine and weights that are not.
    @Test func aNetworkThatWasNeverFiniteIsNotKept() throws {
        let images = try MadeUpImages(90)
        let wild: [(String, SettingValue)] = [
            ("toy.layers", .int(100)), ("toy.steps", .int(1)), ("toy.rate", .double(10)), ("toy.hidden", .int(32)),
        ]
        let run = try StudyRun(try images.settings(StudyRun.small + wild), targets: ["toy/train/standard/seed-1"])
        defer { run.remove() }
        let record = try #require(run.summary.record(of: "toy/train/standard/seed-1"))
        #expect(record.state == .diverged)
        #expect(record.reason.contains("never a finite number"), "\(record.reason)")
    }
}
