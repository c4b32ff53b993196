import Bench
import Foundation
import Stages
import Support
import Tensors

extension StepsStudy {
    /// The κ and T whose polynomials are drawn: those of public examples, or the nearest that the run has.
    private static let drawn = (condition: 100.0, layers: 16)

    /// `steps/evaluate/seed-<s>`: the learned steps and all that they are held against, for every problem and T.
    func evaluationStage(seed: Int) -> Stage {
        let trainings = Network.allCases.map { ($0, Self.names.training($0.rawValue, seed)) }
        return .numerical(
            name: Self.evaluations + "\(seed)", settings: problemSettings(seed: seed) + settings.only(\.instances),
            inputs: trainings.map(\.1), work: 0.5
        ) { context in
            let problems = try Quadratic.all(settings, draw: settings.common.draw(ofSeed: seed))
            let learned = try trainings.map { network, training in
                (network, try LearnedTable(context.folder(training), "steps.csv"))
            }
            let stream = RandomStream(seed: settings.common.streamSeed(seed), name: "steps/starts")
            let drawn = problems.min {
                abs($0.condition - Self.drawn.condition) < abs($1.condition - Self.drawn.condition)
            }
            var tables = StepsTables()
            for problem in problems {
                try context.checkInterruption()
                let starts = Starts(stream, count: settings.instances, dimension: problem.eigenvalues.count)
                tables.add(problem)
                try addReferences(to: &tables, problem, starts)
                for (network, table) in learned {
                    for layers in settings.layers {
                        let steps = try table.steps(problem.id, layers)
                        tables.add(
                            network.rawValue, of: problem, steps: steps, moments: starts.moments,
                            isOrdered: network != .periodic)
                        tables.addLayers(network.rawValue, of: problem, steps: steps)
                    }
                }
                if problem.id == drawn?.id, let table = learned.first?.1 { try addDrawn(to: &tables, problem, table) }
            }
            try tables.write(to: context.results)
        }
    }

    /// What needs no training, for T = 1, 2, … up to the deepest network, and layer by layer for the networks' T.
    private func addReferences(to tables: inout StepsTables, _ problem: Quadratic, _ starts: Starts) throws {
        let most = settings.layers.max() ?? 1
        let best = BestSteps(problem, upTo: most)
        let conjugate = problem.conjugateGradients(starts.values, steps: most)
        let nesterov = problem.nesterovFactors(most)
        for layers in 1...most {
            for (method, steps) in try steps(of: problem, layers, best) {
                tables.add(method, of: problem, steps: steps, moments: starts.moments)
                if settings.layers.contains(layers) { tables.addLayers(method, of: problem, steps: steps) }
            }
            tables.add("conjugate-gradients", of: problem, layers: layers, sampled: conjugate[layers])
            tables.add("nesterov", of: problem, layers: layers, factors: nesterov[layers], moments: starts.moments)
        }
    }

    /// The steps that need no training, by method.
    private func steps(
        of problem: Quadratic, _ layers: Int, _ best: BestSteps
    ) throws -> [(method: String, steps: [Double])] {
        guard let optimal = best.steps(layers) else {
            throw UnusableNumbers(
                "the zeros of the kernel polynomial of \(problem.id), T = \(layers), were not found",
                hint: "other steps.layers")
        }
        func constant(_ step: Double) -> [Double] { [Double](repeating: step, count: layers) }
        return [
            ("optimal", optimal), ("chebyshev", problem.chebyshevSteps(layers)),
            ("constant", constant(problem.constantStep)),
            ("best-constant", constant(problem.bestConstantStep(layers))),
        ]
    }

    /// |P(λ)| of the problem that figures show.
    private func addDrawn(to tables: inout StepsTables, _ problem: Quadratic, _ learned: LearnedTable) throws {
        let layers = settings.layers.min { abs($0 - Self.drawn.layers) < abs($1 - Self.drawn.layers) } ?? 1
        tables.addPolynomial("learned", of: problem, steps: try learned.steps(problem.id, layers))
        tables.addPolynomial("chebyshev", of: problem, steps: problem.chebyshevSteps(layers))
        tables.addPolynomial(
            "constant", of: problem, steps: [Double](repeating: problem.constantStep, count: layers))
    }
}

/// The starts x_0 ~ N(0, I) of a seed, the same for all methods.
private struct Starts {
    /// A row for each.
    let values: Matrix<Double>
    /// The means of their squares, by coordinate.
    let moments: [Double]

    init(_ stream: RandomStream, count: Int, dimension: Int) {
        let values: Matrix<Double> = stream.normal(rows: count, columns: dimension)
        self.values = values
        moments = (0..<dimension).map { column in
            (0..<count).reduce(0) { $0 + values[$1, column] * values[$1, column] } / Double(count)
        }
    }
}

/// steps.csv of a training.
private struct LearnedTable {
    private var steps: [String: [Double]] = [:]
    private let file: String

    /// Throws `TableError`, `DataError`, `FileError`.
    init(_ folder: Folder, _ name: String) throws {
        file = folder.path(name)
        let table = try folder.table(name)
        let (problems, layers) = (try table.strings("problem"), try table.ints("layers"))
        for (row, step) in try table.doubles("step").enumerated() {
            steps["\(problems[row]) \(layers[row])", default: []].append(step)
        }
    }

    /// The steps of a network. Throws `DataError` where there are not as many.
    func steps(_ problem: String, _ layers: Int) throws -> [Double] {
        let found = steps["\(problem) \(layers)"] ?? []
        guard found.count == layers else {
            throw DataError(
                file: file, expected: "\(layers) steps of \(problem)", got: "\(found.count)",
                hint: "the file is of another run")
        }
        return found
    }
}
