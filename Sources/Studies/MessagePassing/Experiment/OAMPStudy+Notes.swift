import Bench
import Tensors
import Unrolled

extension OAMPStudy {
    /// What a file needs beside the weights, so that the network can be run from it alone (`Documentation/Formats.md`).
    typealias NetworkNotes = (metadata: [String: String], tensors: [SafeTensors.Entry])

    /// Its sizes, and the problem.
    func notes(of network: UnrolledOAMP<Float>, _ training: OAMPTraining, seed: Int) throws -> NetworkNotes {
        let problem = try notes(of: try problem(training.operation, seed: seed))
        let own = [
            "knots.reach": network.settings.knots.map { "\($0.reach)" } ?? "",
            "layers": "\(network.settings.layers)", "channels": "\(network.settings.channels)",
            "tied": "\(network.settings.isTied)", "mean-level": "\(network.settings.meanLevel)",
        ]
        return (problem.metadata.merging(own) { first, _ in first }, problem.tensors)
    }

    /// The channels of its levels, what it is fed, and the problem.
    func notes(of network: UNet<Float>, _ training: OAMPTraining, seed: Int) throws -> NetworkNotes {
        let problem = try notes(of: try problem(training.operation, seed: seed))
        let own = [
            "channels": network.settings.channels.map { "\($0)" }.joined(separator: " "),
            "input": training.network.input.rawValue,
        ]
        return (problem.metadata.merging(own) { first, _ in first }, problem.tensors)
    }

    /// Its sizes, and the problem, of which W is made.
    func notes(of network: ComplexAlista<Float>, _ training: OAMPTraining, seed: Int) throws -> NetworkNotes {
        let problem = try notes(of: try problem(training.operation, seed: seed))
        return (
            problem.metadata.merging(["layers": "\(network.layerCount)"]) { first, _ in first }, problem.tensors
        )
    }

    /// A = Uᵀ·S·V as x̃ = U·y, V and S; σ² and the prior.
    private func notes(of problem: ScatteringProblem) throws -> NetworkNotes {
        let values = problem.estimator.singularValues
        return (
            [
                "side": "\(problem.side)", "noise": "\(problem.noise)", "prior.density": "\(problem.density)",
                "prior.power": "\(problem.power)",
            ],
            [
                .init("U", problem.rotation), .init("V", problem.estimator.basis),
                .init("S", Matrix<Double>(rows: 1, columns: values.count, values: values), shape: [values.count]),
            ]
        )
    }
}
