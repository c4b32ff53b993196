import Stages
import Tensors
import Unrolled

extension StageNames {
    /// `<study>/evaluate/<recipe>/seed-<s>` of a network whose test needs nothing of its own: its saved weights on the test
    /// inputs from y_0 ~ N(0, I), and the tables of `measures` by layer.
    ///
    /// - Parameters:
    ///   - settings: what the test reads beside the recipe's training.
    ///   - inputs: the stages of the test data; the training joins them.
    ///   - network: an untrained network of the trained one's sizes.
    ///   - test: x, (n, p), and what measures compare with.
    public func evaluation<Network: UnrolledNetwork, Truth>(
        of method: TrainedMethod, seed: Int, run: Settings<RunDeclarations>, settings: StageSettings = [:],
        inputs: [String], work: Double, measures: [Measure<Truth>], network: @escaping @Sendable () -> Network,
        test: @escaping @Sendable (StageContext) throws -> (x: Matrix<Float>, truth: Truth)
    ) -> Stage where Network.Scalar == Float {
        let training = training(method.id, seed)
        let streams = run.streamSeed(seed)
        return .numerical(
            name: evaluation(method.id, seed), settings: settings + run.only(\.seed), inputs: inputs + [training],
            work: work, mayDiverge: method.mayDiverge
        ) { context in
            let (network, (x, truth)) = (network(), try test(context))
            try WeightsFile.load(context.folder(training).path("weights.safetensors"), into: network)
            let start: Matrix<Float> = RandomStream(seed: streams, name: "test/initial").normal(
                rows: x.rows, columns: network.dimension)
            let iterates = try Method.network(network, from: start, workers: context.workers).run(x)
            guard iterates.last.isFinite else {
                throw UnusableNumbers(
                    "y_L of test inputs is not finite", hint: "a smaller learning rate, or stronger constraints")
            }
            try measures.writeLayers(of: iterates, truth, to: context.results)
        }
    }
}
