import Bench
import Stages
import Tensors
import Unrolled

/// Gradient descent on few samples of small networks whose Jacobians are known exactly: what a condition on the loss
/// landscape, PL*, promises of unrolled networks, where it holds, and what it leaves out.
public struct LandscapeStudy: Study {
    public static let id = "landscape"
    static let names = StageNames(id)
    let settings: Settings<LandscapeDeclarations>

    public init(_ settings: Settings<LandscapeDeclarations>, images: ImageLibrary) { self.settings = settings }

    /// A network that is trained.
    enum Network: String, CaseIterable {
        /// LISTA with a smooth threshold, and with the soft threshold.
        case smooth, soft
        /// The smooth one with shorter steps.
        case gentle = "smooth-gentle"
        /// Fully connected, with as many layers as LISTA and with one hidden layer, and as many parameters.
        case dense
        case shallow = "dense-shallow"
    }

    private var seeds: [Int] { Array(settings.common.trainingSeeds.prefix(settings.seeds)) }

    public func stages() throws -> [Stage] {
        seeds.flatMap { seed in Network.allCases.map { stage($0, seed: seed) } }
    }

    /// `landscape/evaluate/<network>/seed-<s>`: a descent for each n, measured on its way.
    private func stage(_ kind: Network, seed: Int) -> Stage {
        var own = settings.only(
            \.dimension, \.measurements, \.density, \.layers, \.alpha, \.samples, \.shown, \.test, \.steps, \.stepShare,
            \.spectraRows, \.spectraEvery)
        if kind == .smooth || kind == .gentle { own = own + settings.only(\.sharpness) }
        if kind == .gentle { own = own + settings.only(\.gentleShare) }
        return .numerical(
            name: Self.names.evaluation(kind.rawValue, seed),
            settings: own + settings.common.only(\.seed)
                + ["landscape.draw": .int(settings.common.draw(ofSeed: seed))], work: work
        ) { context in
            let problem = try LandscapeProblem(
                dimension: settings.dimension, measurements: settings.measurements, density: settings.density,
                seed: settings.common.drawSeed(settings.common.draw(ofSeed: seed)))
            var tables = LandscapeTables()
            for (place, count) in settings.samples.sorted().enumerated() {
                let progress = { (step: Int) in
                    guard step.isMultiple(of: 50) else { return }
                    try context.checkInterruption()
                    context.progress.report(
                        step: place * settings.steps + step, of: settings.samples.count * settings.steps,
                        unit: "steps")
                }
                try add(kind, problem, count, seed: seed, to: &tables, progress)
            }
            tables.add([
                ("layers", settings.layers), ("outputs", settings.dimension), ("shown", settings.lookedAt),
                ("steps", settings.steps),
            ])
            try tables.write(to: context.results)
        }
    }

    /// Seconds on one core.
    private var work: Double {
        let cost = Double(settings.layers * settings.dimension * (settings.dimension + settings.measurements))
        return Double(settings.steps * settings.samples.reduce(0, +)) * (cost * 1.5e-9 + 1e-6) + 2
    }

    public var description: StudyDescription {
        // They are trained in the stage that measures them, and so have no trainings to read.
        func method(
            _ network: Network, _ label: String, _ legend: String, _ style: StudyDescription.StyleHint
        ) -> StudyDescription.Method {
            StudyDescription.Method(
                id: network.rawValue, label: label, legend: legend, style: style, isTrained: false,
                layers: settings.layers, seeds: seeds, draws: seeds.map(settings.common.draw(ofSeed:)),
                evaluations: Self.names.evaluations(network.rawValue))
        }
        return StudyDescription(
            id: Self.id, title: "Loss landscapes", dataStage: nil,
            methods: [
                method(.smooth, "LISTA, smooth threshold", "LISTA, smooth threshold", .init("proposed")),
                method(.soft, "LISTA, soft threshold", "LISTA, soft threshold", .init("proposed", 2)),
                method(
                    .gentle, "LISTA, smooth threshold, shorter steps", "LISTA, smooth threshold, shorter steps",
                    .init("proposed", 1)),
                method(
                    .dense, "fully connected, \(settings.layers) layers", "Fully connected, \(settings.layers) layers",
                    .init("baseline")),
                method(.shallow, "fully connected, 2 layers", "Fully connected, 2 layers", .init("baseline", 1)),
            ],
            measures: [.init(name: "loss", label: "training loss over that of answering 0", symbol: "$L/L_{zero}$")],
            tables: LandscapeTables.descriptions)
    }
}
