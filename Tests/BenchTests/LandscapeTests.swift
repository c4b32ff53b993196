import Bench
import Foundation
import LandscapeExperiment
import Stages
import Tensors
import Testing
import Unrolled

/// Exact Jacobians and their spectra, gradient descent, and signals to learn from.
@Suite struct LandscapeTests {
    private func problem() throws -> LandscapeProblem {
        try LandscapeProblem(dimension: 6, measurements: 4, density: 0.3, seed: 3)
    }

    private func lista(_ problem: LandscapeProblem, sharpness: Double?) -> SmoothLista {
        let network = SmoothLista(layerCount: 3, inputDimension: 4, dimension: 6, sharpness: sharpness)
        network.initialiseAsISTA(dictionary: problem.matrix, alpha: 0.1, nu: problem.most)
        return network
    }

    @Test func signalsAreSparseAndNeverZero() throws {
        let problem = try problem()
        let sample = problem.sample(400, set: "test")
        #expect(sample.signals.rowNorms().allSatisfy { $0 > 0 })
        let active = Double(sample.signals.values.filter { $0 != 0 }.count) / 2400
        // 0.3, and more where empty signals are drawn anew: 0.3/(1 − 0.7⁶).
        #expect(abs(active - 0.3 / (1 - pow(0.7, 6))) < 0.03, "\(active)")
        #expect(sample.signals.rowValues(7) == problem.sample(8, set: "test").signals.rowValues(7))
        #expect(sample.signals.rowValues(7) != problem.sample(8, set: "training").signals.rowValues(7))
        #expect(problem.matrix.transposed().rowNorms().allSatisfy { abs($0 - 1) < 1e-12 })
    }

    /// Each row of J against central differences of its output.
    @Test(arguments: [20.0, nil]) func jacobians(_ sharpness: Double?) throws {
        let problem = try problem()
        let network = lista(problem, sharpness: sharpness)
        let fit = SampleFit(network, problem.sample(3, set: "training"))
        let kernel = try TangentKernel(network, problem.sample(3, set: "training").measurements)
        #expect(kernel.jacobian.rows == 18 && kernel.jacobian.columns == network.parameterCount)
        for i in stride(from: 0, to: network.parameterCount, by: 5) {
            let value = network.values.pointer[i]
            network.values.pointer[i] = value + 1e-6
            let above = fit.output().values
            network.values.pointer[i] = value - 1e-6
            let below = fit.output().values
            network.values.pointer[i] = value
            for row in 0..<18 {
                #expect(abs((above[row] - below[row]) / 2e-6 - kernel.jacobian[row, i]) < 1e-7)
            }
        }
        #expect(kernel.eigenvalues == kernel.eigenvalues.sorted() && kernel.eigenvalues.allSatisfy { $0 >= 0 })
        // The power method, which knows no J, comes to the same.
        let most = TangentKernel.largestEigenvalue(fit, RandomStream(seed: 1, name: "power"))
        #expect(abs(most / (kernel.eigenvalues.last ?? .nan) - 1) < 1e-5)
    }

    /// An output that the soft threshold sets to 0 is a row of zeros and an eigenvalue that is 0; a smooth one has none.
    @Test func deadOutputsAreZeroEigenvalues() throws {
        let problem = try problem()
        let inputs = problem.sample(3, set: "training").measurements
        let network = lista(problem, sharpness: nil)
        let outputs = network.run(inputs, from: Matrix(rows: 3, columns: 6))[3]
        let soft = try TangentKernel(network, inputs)
        #expect(soft.deadOutputs == outputs.values.filter { $0 == 0 }.count && soft.deadOutputs > 0)
        #expect(soft.deficiency == soft.deadOutputs)
        let smooth = try TangentKernel(lista(problem, sharpness: 20), inputs)
        #expect(smooth.deadOutputs == 0 && smooth.deficiency == 0)
    }

    /// Of a linear network K does not change, and with η = 1/λ_max every loss is as small as is predicted, and not smaller
    /// than with λ_max for the ratio.
    @Test func descentOfALinearNetwork() throws {
        let problem = try problem()
        let network = DenseNetwork<Double>(widths: [4, 6])
        let sample = problem.sample(3, set: "training")
        let fit = SampleFit(network, sample)
        let most = TangentKernel.largestEigenvalue(fit, RandomStream(seed: 1, name: "power"))
        var count = 0
        let descent = FullDescent(fit, rate: 1 / most, steps: 40) { step in
            #expect(step == count)
            count += 1
        }
        #expect(descent.losses.count == 41 && descent.ratios.count == 40 && count == 40 && !descent.hasRunAway)
        #expect(descent.losses[0] == Double.sumOfSquares(sample.signals.pointer, count: 18) / 2)
        #expect(descent.lossOverPrediction < 1 && descent.shareShort == 0 && descent.shareRising == 0)
        let kernel = try TangentKernel(network, sample.measurements)
        let (least, largest) = (kernel.eigenvalues.first ?? .nan, kernel.eigenvalues.last ?? .nan)
        #expect(descent.ratios.allSatisfy { $0 >= least * (1 - 1e-9) && $0 <= largest * (1 + 1e-9) })
        #expect(abs(descent.distance - network.values.rowNorms()[0]) < 1e-12 && descent.startLength == 0)
    }

    /// Steps that are far too long are stopped, counted, and never NaN.
    @Test func whatRunsAwayIsStopped() throws {
        let fit = SampleFit(DenseNetwork<Double>(widths: [4, 6]), try problem().sample(3, set: "training"))
        let descent = FullDescent(fit, rate: 10, steps: 500) { _ in }
        #expect(descent.hasRunAway && descent.losses.count < 100)
        #expect(descent.losses.last == FullDescent.cap * descent.losses[0] && descent.distance.isFinite)
        #expect(descent.shareRising > 0.9 && descent.lossOverPrediction > 1e6 && descent.lossOverPrediction.isFinite)
    }

    @Test func anEvaluation() throws {
        let name = "landscape/evaluate/soft/seed-1"
        let run = try StudyRun(Studies.settings(StudyRun.small), targets: [name])
        defer { run.remove() }
        try #require(run.summary.exitCode == 0, "\(run.trouble)")
        let ends = try run.table("ends.csv", of: name)
        #expect(try ends.ints("samples") == [2, 3] && ends.doubles("loss_last").allSatisfy { $0 < 0.6 })
        let spectra = try run.table("spectra.csv", of: name)
        #expect(try spectra.ints("samples") == [2, 2, 2, 2, 3, 3] && spectra.ints("step") == [0, 5, 10, 12, 0, 12])
        #expect(try spectra.ints("deficiency") == spectra.ints("dead"))
        #expect(try run.table("path.csv", of: name).ints("step") == [0, 10, 12, 0, 10, 12])
        #expect(try run.table("summary.csv", of: name).number("shown") == 2)
    }

    /// As many parameters as LISTA has, and as many seeds as are asked for.
    @Test func networksAreOfASize() throws {
        let run = try StudyRun(
            Studies.settings(
                StudyRun.small + [
                    ("landscape.layers", 5), ("landscape.dimension", 20), ("landscape.measurements", 10),
                    ("landscape.steps", 1), ("landscape.seeds", 1), ("run.seeds", 2),
                ]), targets: ["landscape/"])
        defer { run.remove() }
        try #require(run.summary.exitCode == 0, "\(run.trouble)")
        #expect(run.graph.stages.filter { $0.name.hasPrefix("landscape/") }.count == 5)
        for (id, expected) in [("smooth", 3100), ("soft", 3100), ("dense", 3125), ("dense-shallow", 3089)] {
            let table = try run.table("ends.csv", of: "landscape/evaluate/\(id)/seed-1")
            #expect(try table.ints("parameters") == [expected, expected], "\(id)")
        }
    }

    @Test(arguments: [
        ("landscape.samples", SettingValue.list([8, 8]), "twice"),
        ("landscape.measurements", 21, "more than landscape.dimension"), ("landscape.density", .double(0), "from 0.01"),
    ]) func badSettingsAreNamed(_ name: String, _ value: SettingValue, _ words: String) {
        #expect {
            try StudyGraph.check(Studies.settings([(name, value)]), [LandscapeStudy.self])
        } throws: {
            $0 is SettingsError && "\($0)".contains(words)
        }
    }
}
