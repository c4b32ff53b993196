import Foundation
import Report
import Stages
import Testing

struct RunReaderTests {
    @Test func findsSeedsAndVariantsInOrder() throws {
        let fixture = try FixtureRun(seeds: [2, 0])
        try fixture.addSparseCoding(["layerwise", "constrained"])
        try fixture.add("sparse/evaluate/constrained/seed-1", state: .failed)
        try fixture.finish()
        let run = try RunReader(output: fixture.output)
        #expect(run.sparseCoding.finishedVariants == ["constrained", "layerwise"])
        #expect(run.sparseCoding.finishedReferences == ["zero", "ridge", "ista"])
        #expect(run.sparseCoding.seeds(of: "constrained") == [0, 2])
        #expect(throws: RunReaderError.noStage("sparse/evaluate/standard/seed-…")) {
            try run.sparseCoding.seeds(ofAll: ["constrained", "standard"])
        }
        #expect(run.sparseCoding.epsilon(of: "constrained") == 0.05)
    }

    @Test func aVariantWithAnEpsilonOfItsOwnHasIt() throws {
        let fixture = try FixtureRun()
        let settings: StageSettings = [
            "sparse.constraint.epsilon": 0.07, "sparse.constraint.strong-epsilon": 0.3,
        ]
        for variant in ["constrained", "constrained-strong"] {
            try fixture.add("sparse/train/\(variant)/seed-1", settings: settings)
        }
        try fixture.finish()
        let study = try RunReader(output: fixture.output).sparseCoding
        #expect(study.epsilon(of: "constrained") == 0.07)
        #expect(study.epsilon(of: "constrained-strong") == 0.3)
    }

    @Test func studiesAreNotMixedUp() throws {
        let fixture = try FixtureRun()
        try fixture.add("sparse/evaluate/constrained/seed-1")
        try fixture.add("inpainting/evaluate/constrained/seed-2")
        try fixture.add("inpainting/evaluate/mean/seed-0")
        try fixture.finish()
        let run = try RunReader(output: fixture.output)
        #expect(run.sparseCoding.seeds(of: "constrained") == [1])
        #expect(run.inpainting.seeds(of: "constrained") == [2])
        #expect(run.inpainting.finishedReferences == ["mean"] && run.sparseCoding.finishedReferences.isEmpty)
        #expect(throws: RunReaderError.noStage("inpainting/evaluate/standard/seed-…")) {
            try run.inpainting.crossedLayers("standard")
        }
    }

    @Test func gridsAreByLevelAndExample() throws {
        var table = Table(columns: ["level", "sample", "distance"])
        for (level, sample, distance) in [(0.4, 1, 5.0), (0, 1, 2), (0.4, 0, 4), (0, 0, 1)] {
            table.append([level, sample, distance])
        }
        let grid = try SampleGrid(table, key: "level")
        #expect(grid.levels == [0, 0.4])
        #expect(grid.values("distance") == [[1, 2], [4, 5]])
        #expect(grid.values("distance", at: 0.4) == [4, 5])
        #expect(grid.values("distance", at: 0.5) == nil)
        #expect(grid.values("objective") == nil)
    }

    @Test func saysWhyATableIsNotThere() throws {
        let fixture = try FixtureRun()
        try fixture.add("sparse/evaluate/standard/seed-0")
        try fixture.add("sparse/evaluate/standard/seed-1", state: .interrupted, reason: "Ctrl-C")
        try fixture.finish()
        let run = try RunReader(output: fixture.output)
        func message(_ seed: Int) -> String {
            do {
                _ = try run.sparseCoding.layers("standard", seed: seed)
                return ""
            } catch { return "\(error)" }
        }
        #expect(message(0) == "the stage “sparse/evaluate/standard/seed-0” has no file layers.csv")
        #expect(message(1) == "the stage “sparse/evaluate/standard/seed-1” is interrupted: Ctrl-C")
        #expect(message(2) == "this run has no stage “sparse/evaluate/standard/seed-2”")
    }
}
