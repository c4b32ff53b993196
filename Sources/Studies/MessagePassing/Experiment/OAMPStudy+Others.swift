import Bench
import Stages
import Tensors

/// What a network makes of scenes that it was not trained on.
extension OAMPStudy {
    /// Adds what the error in dB is on scenes of another kind, seen by the same operator.
    func addOutlines(
        _ network: SceneNetwork, _ problem: ScatteringProblem, to tables: inout OAMPTables, _ context: StageContext
    ) {
        let scenes = problem.outlines(settings.test)
        let measured = Matrix.product(
            problem.measurements(scenes, set: "outlines"), problem.rotation, transposeB: true)
        let outputs = network.outputs(measured, problem.estimator, signal: problem.signal, workers: context.workers)
        tables.add([("outlines", OAMPTables.decibels(OAMPTables.errors(outputs[outputs.count - 1], scenes).all))])
    }

    /// Adds the mean over scenes of min(‖ĉ − c‖²/‖c‖², 1), of the first training scenes and of test scenes: the network's, and the
    /// algorithm's, which has seen none of them.
    func addGap(
        _ network: SceneNetwork, _ training: OAMPTraining, _ problem: ScatteringProblem, to tables: inout OAMPTables,
        _ context: StageContext
    ) {
        let algorithm = SceneNetwork.passing(problem.algorithm(layers: settings.layers, .divergenceFree))
        for (set, count) in [("training", min(training.samples, settings.test)), ("test", settings.test)] {
            let sample = problem.sample(count, set: set)
            for (name, network) in [("loss", network), ("algorithm_loss", algorithm)] {
                let outputs = network.outputs(
                    sample.measured, problem.estimator, signal: problem.signal, workers: context.workers)
                let errors = OAMPTables.errors(outputs[outputs.count - 1], sample.scenes).each
                tables.add([("\(set)_\(name)", Summary(errors.map { $0 < 1 ? $0 : 1 }).mean)])
            }
        }
    }
}
