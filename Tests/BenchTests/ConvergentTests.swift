import Bench
import ConvergentExperiment
import Foundation
import Stages
import Tensors
import Testing

/// Scenes, what is measured of them, and what is recorded of iterations.
@Suite struct ConvergentTests {
    @Test func scenesAreFunctionsOfSeedSetAndIndex() {
        let scenes = Scenes(side: 16, seed: 3)
        #expect(scenes.scene(5, set: "test") == scenes.scene(5, set: "test"))
        #expect(scenes.scene(5, set: "test") == scenes.matrix(6, set: "test").rowValues(5))
        #expect(scenes.scene(5, set: "test") != scenes.scene(5, set: "training"))
        #expect(scenes.scene(5, set: "test") != scenes.scene(6, set: "test"))
        #expect(scenes.scene(5, set: "test") != Scenes(side: 16, seed: 4).scene(5, set: "test"))
        let all = scenes.matrix(300, set: "test")
        let filled = (0..<all.count).filter { all.pointer[$0] != 0 }
        let share = Double(filled.count) / Double(all.count)
        let power = filled.reduce(0) { $0 + all.pointer[$1] * all.pointer[$1] } / Double(filled.count)
        #expect(share > 0.05 && share < 0.2, "\(share)")
        #expect(power > 0.5 && power < 1.5, "\(power)")
        #expect(all.rowNorms().allSatisfy { $0 > 0 })
    }

    @Test func measurementsHaveTheirNoise() throws {
        let problem = try SceneProblem(side: 8, share: 0.5, seed: 2)
        #expect(problem.matrix.rows == 32 && problem.matrix.columns == 64)
        let most = try #require(SymmetricEigen(problem.gram)?.values.last)
        #expect(abs(most - 1) < 1e-12)
        let (clean, noisy) = (
            problem.sample(200, set: "test", decibels: 100), problem.sample(200, set: "test", decibels: 20)
        )
        #expect(clean.scenes.values == noisy.scenes.values)
        // Aᵀw, w of a hundredth of the energy of y = A·c, has about tr(AAᵀ)/M of that of w.
        let known = Matrix.product(clean.scenes, problem.gram)
        #expect(clean.features.rowDistances(to: known).allSatisfy { $0 < 1e-3 })
        let energy = Matrix.product(clean.scenes, problem.matrix, transposeB: true).rowNorms().map { $0 * $0 }
        let noise = noisy.features.rowDistances(to: known).map { $0 * $0 }
        let trace = (0..<64).reduce(0) { $0 + problem.gram[$1, $1] } / 32
        let ratio = noise.reduce(0, +) / energy.reduce(0, +) / (0.01 * trace)
        #expect(abs(ratio - 1) < 0.1, "\(ratio)")
    }

    /// c ← c/2 + b from 0: residuals halve, distances of starts halve, errors are known.
    private func halving(_ factor: Double, count: Int = 20) throws -> (IterationRecord, SceneProblem.Sample) {
        let problem = try SceneProblem(side: 4, share: 1, seed: 1)
        let sample = problem.sample(3, set: "test", decibels: 100)
        let other: Matrix<Double> = RandomStream(seed: 1, name: "other").normal(rows: 3, columns: 16)
        let record = try IterationRecord(sample, count: count, other: other, pause: {}) { x, start, visit in
            let current = start.copy()
            for k in 1...count {
                for i in 0..<current.count { current.pointer[i] = factor * current.pointer[i] + x.pointer[i] }
                guard try visit(k, current) else { return }
            }
        }
        return (record, sample)
    }

    @Test func recordsOfAContraction() throws {
        let (record, sample) = try halving(0.5)
        #expect(abs(record.growth() - 0.5) < 1e-9 && abs(record.distanceOverBound(0.5) - 1) < 1e-9)
        #expect(abs(record.distanceOverBound(0.25) - pow(2, 16)) < 1, "as long as the bound is more than rounding")
        for n in 0..<3 {
            let length = sample.scenes.rowNorms()[n]
            let known = sample.features.rowNorms()[n] / length
            #expect(abs(record.residuals[0][n] - known) < 1e-12 && abs(record.residuals[3][n] - known / 8) < 1e-12)
            #expect(abs(record.sizes[20][n] - 2 * known) < 1e-5 && record.sizes[0][n] == 0)
        }
        #expect(record.errors[0] == 1 && record.worstErrors[0] == 1 && record.errors.count == 21)
        let bounds = sample.features.rowNorms().enumerated().map { 4 * $1 / sample.scenes.rowNorms()[$0] }
        #expect(abs(record.sizeOverBound(bounds) - 0.5) < 1e-5)
    }

    /// What runs away is stopped, and counts as the same number ever after; nothing is NaN.
    @Test(arguments: [1e3, 1e200, .nan]) func recordsOfWhatRunsAway(_ factor: Double) throws {
        let (record, _) = try halving(factor)
        #expect(record.size == IterationRecord.cap && record.errors.last == IterationRecord.cap)
        #expect(record.residuals.joined().allSatisfy { $0 <= IterationRecord.cap })
        #expect(record.distances.joined().allSatisfy { $0 <= IterationRecord.cap })
        #expect(record.growth() > 100 && record.growth() <= IterationRecord.cap)
    }

    @Test func joinedRecordsHaveAllScenes() throws {
        var (record, _) = try halving(0.5)
        record.join(try halving(0.9).0)
        #expect(record.residuals[0].count == 6 && abs(record.growth() - 0.9) < 1e-9)
    }

    /// One network of a run: its tables say what its denoiser is.
    @Test func anEvaluation() throws {
        let name = "convergent/evaluate/firm/seed-1"
        let run = try StudyRun(Studies.settings(StudyRun.small), targets: [name])
        defer { run.remove() }
        try #require(run.summary.exitCode == 0, "\(run.trouble)")
        let iterations = try run.table("iterations.csv", of: name)
        #expect(try iterations.distinct("run") == ["trained", "random"])
        #expect(try iterations.ints("iteration") == Array(0...12) + Array(0...12))
        let summary = try run.table("summary.csv", of: name)
        #expect(try summary.number("random_growth") <= 1 && summary.number("random_size_over_bound") <= 1)
        let jacobians = try run.table("jacobians.csv", of: name)
        #expect(try zip(jacobians.doubles("trace"), jacobians.doubles("square")).allSatisfy { $0 >= $1 })
        #expect(try run.table("norms.csv", of: name).strings("weights").count == 6)
        #expect(try run.table("shifts.csv", of: name).doubles("noise") == [15, 35])
    }

    @Test(arguments: [
        ("convergent.evaluation.iterations", SettingValue.int(12), "Hint: at least 20"),
        ("convergent.evaluation.noise", .list([15, 15]), "twice"), ("convergent.side", 2, "from 4 to 64"),
        ("convergent.samples", 3, "more than convergent.samples, 3"),
        ("convergent.evaluation.points", 100, "more than convergent.evaluation.signals"),
    ]) func badSettingsAreNamed(_ name: String, _ value: SettingValue, _ words: String) {
        #expect {
            try StudyGraph.check(Studies.settings([(name, value)]), [ConvergentStudy.self])
        } throws: {
            $0 is SettingsError && "\($0)".contains(words)
        }
    }
}
