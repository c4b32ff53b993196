import Bench
import Foundation
import Stages
import Support
import Tensors
import Unrolled

extension RecoveryStudy {
    /// The s at which noise, tails and thresholds are swept, or the nearest that the theorem speaks of.
    static let swept = 4
    /// The probability that a signal's noise is larger than its network was told.
    private static let risk = 1e-6

    /// `recovery/evaluate/seed-<s>`: the errors of all networks, and what is known of the matrices.
    func evaluationStage(seed: Int) -> Stage {
        let own = settings.only(
            \.order, \.sparsities, \.amplitude, \.layers, \.signals, \.sweepSignals, \.noise, \.tails, \.thresholds,
            \.supports, \.starts, \.fieldRows, \.fieldColumns, \.fieldSparsity)
        let trained = trainedSeeds.contains(seed) ? trainedSparsity : nil
        let trainings = trained == nil ? [] : Trained.allCases.map { Self.names.training($0.rawValue, seed) }
        return .numerical(
            name: Self.evaluations + "\(seed)", settings: own + settings.common.only(\.seed), inputs: trainings,
            work: Double(settings.signals * settings.layers * settings.sparsities.count) * 2e-5
        ) { context in
            let matrix = DiracHadamard(order: settings.order)
            let stream = settings.common.streamSeed(seed)
            let signals = SparseSignals(matrix, seed: stream, amplitude: settings.amplitude)
            var tables = RecoveryTables()
            for (done, sparsity) in settings.sparsities.enumerated() {
                try addLayers(to: &tables, signals, sparsity) { try context.checkInterruption() }
                context.progress.report(step: done + 1, of: settings.sparsities.count + 1, unit: "sparsities")
            }
            if let trained {
                for network in Trained.allCases {
                    try add(network, seed: seed, trained, to: &tables, signals, context)
                }
            }
            try addSweeps(to: &tables, signals) { try context.checkInterruption() }
            try addMatrices(to: &tables, seed: stream) { try context.checkInterruption() }
            try tables.write(to: context.results)
        }
    }

    func coherence(
        _ matrix: DiracHadamard, _ sparsity: Int, disturbance: Double = 0
    ) -> CoherenceTheorem {
        CoherenceTheorem(
            coherence: matrix.coherence, sparsity: sparsity, amplitude: settings.amplitude, disturbance: disturbance)
    }

    private func network(_ matrix: DiracHadamard, _ theorem: CoherenceTheorem, least: Double = 0) -> RecoveryNetwork {
        let thresholds = (0..<settings.layers).map { max(theorem.threshold($0), least) }
        return RecoveryNetwork(matrix, .soft(thresholds), layers: settings.layers)
    }

    /// The errors by layer, of signals with exactly s entries and without noise.
    private func addLayers(
        to tables: inout RecoveryTables, _ signals: SparseSignals, _ sparsity: Int, pause: () throws -> Void
    ) throws {
        let matrix = signals.matrix
        let theorem = coherence(matrix, sparsity)
        let isometry = IsometryTheorem(matrix, sparsity: sparsity, amplitude: settings.amplitude)
        tables.addTheorems(sparsity: sparsity, matrix, theorem, isometry)
        let hard = RecoveryNetwork(matrix, .hard(sparsity), layers: settings.layers)
        for kind in SparseSignals.Kind.allCases {
            func errors(_ network: RecoveryNetwork) throws -> ErrorSummary {
                try ErrorSummary(settings.signals, layers: settings.layers) { index in
                    if index.isMultiple(of: 100) { try pause() }
                    let signal = signals.signal(kind, sparsity: sparsity, index: index)
                    return network.run(signal, matrix.product(signal))
                }
            }
            // Beyond the theorem's sparsities it sets no thresholds.
            if theorem.applies {
                tables.addLayers(
                    Network.theorem.rawValue, sparsity: sparsity, kind.rawValue,
                    try errors(network(matrix, theorem)), bound: theorem.bound)
            }
            tables.addLayers(
                Network.hard.rawValue, sparsity: sparsity, kind.rawValue, try errors(hard), bound: isometry.bound)
        }
    }

    /// The errors by layer of a network that was trained, in Double. What diverged is left out.
    private func add(
        _ trained: Trained, seed: Int, _ sparsity: Int, to tables: inout RecoveryTables, _ signals: SparseSignals,
        _ context: StageContext
    ) throws {
        let network: any UnrolledNetwork<Double> = network(trained, sparsity)
        let folder = try context.folder(Self.names.training(trained.rawValue, seed))
        try WeightsFile.load(folder.path("weights.safetensors"), into: network)
        for kind in SparseSignals.Kind.allCases {
            try context.checkInterruption()
            let (x, y) = (
                Matrix<Double>(rows: settings.signals, columns: signals.matrix.columns),
                Matrix<Double>(rows: settings.signals, columns: signals.matrix.rows)
            )
            for n in 0..<settings.signals {
                let signal = signals.signal(kind, sparsity: sparsity, index: n)
                for (i, value) in signal.enumerated() { x[n, i] = value }
                for (i, value) in signals.matrix.product(signal).enumerated() { y[n, i] = value }
            }
            let outputs = network.run(y, from: Matrix(rows: x.rows, columns: x.columns))
            let errors = ErrorSummary(outputs, x)
            tables.addLayers(trained.rawValue, sparsity: sparsity, kind.rawValue, errors) { _ in nil }
        }
    }

    /// The last layer's errors against noise, against the tail of signals that are not sparse, and against thresholds that do not
    /// fall to 0; nothing where the theorem speaks of no sparsity of the run.
    private func addSweeps(
        to tables: inout RecoveryTables, _ signals: SparseSignals, pause: () throws -> Void
    ) throws {
        let matrix = signals.matrix
        let candidates = settings.sparsities.filter { coherence(matrix, $0).applies }
        guard let sparsity = candidates.min(by: { abs($0 - Self.swept) < abs($1 - Self.swept) }) else { return }
        let hard = RecoveryNetwork(matrix, .hard(sparsity), layers: settings.layers)
        func errors(
            _ network: RecoveryNetwork, noise: Double = 0, _ signal: (Int) -> [Double]
        ) throws -> ErrorSummary {
            try ErrorSummary(settings.sweepSignals, layers: settings.layers) { index in
                if index.isMultiple(of: 100) { try pause() }
                let x = signal(index)
                var y = matrix.product(x)
                if noise > 0 { y = zip(y, signals.noise(noise, index: index)).map(+) }
                return network.run(x, y)
            }
        }
        func sparse(_ index: Int) -> [Double] { signals.signal(.uniform, sparsity: sparsity, index: index) }
        func add(
            _ sweep: String, _ network: Network, _ parameter: Double, _ value: Double, _ errors: ErrorSummary,
            _ bound: Double? = nil
        ) {
            tables.addSweep(
                sweep, network.rawValue, sparsity: sparsity, parameter: parameter, value: value, errors, bound: bound)
        }
        for deviation in settings.noise {
            // Of 2m normal numbers A_iᵀw all are within this, but for a probability of `risk`.
            let largest = deviation * (2 * log(2 * Double(matrix.columns) / Self.risk)).squareRoot()
            let theorem = coherence(matrix, sparsity, disturbance: largest)
            add(
                "noise", .theorem, deviation, deviation, try errors(network(matrix, theorem), noise: deviation, sparse),
                theorem.bound(settings.layers))
            add("noise", .hard, deviation, deviation, try errors(hard, noise: deviation, sparse))
        }
        for p in settings.tails {
            let tail = signals.sizes(p).dropFirst(sparsity)
            let sum = tail.reduce(0, +)
            // What the tail adds to A_iᵀ(y − A·x_s): an entry of its own, and all others by the coherence.
            let theorem = coherence(
                matrix, sparsity, disturbance: (tail.first ?? 0) + matrix.coherence * sum)
            let length = tail.reduce(0) { $0 + $1 * $1 }.squareRoot()
            func signal(_ index: Int) -> [Double] { signals.compressible(p, index: index) }
            let value = sum / Double(sparsity).squareRoot()
            add(
                "tail", .theorem, p, value, try errors(network(matrix, theorem), signal),
                theorem.bound(settings.layers) + length)
            add("tail", .hard, p, value, try errors(hard, signal))
        }
        for threshold in settings.thresholds {
            let stopped = network(matrix, coherence(matrix, sparsity), least: threshold)
            let constant = RecoveryNetwork(
                matrix, .soft([Double](repeating: threshold, count: settings.layers)), layers: settings.layers)
            add("threshold", .stopped, threshold, threshold, try errors(stopped, sparse))
            add("threshold", .constant, threshold, threshold, try errors(constant, sparse))
        }
    }

    /// The brackets of δ_t: where it is known, for a Gaussian matrix of the same shape, and for that of the field.
    private func addMatrices(
        to tables: inout RecoveryTables, seed: UInt64, pause: () throws -> Void
    ) throws {
        let known = DiracHadamard(order: settings.order)
        let most = 2 * known.root
        let largest = settings.sparsities.max() ?? 1
        try addMatrix("dirac-hadamard", known.dense, upTo: most, asked: 2 * largest, known, seed, &tables, pause)
        let twin = Self.gaussian(known.rows, known.columns, seed: seed, name: "recovery/gaussian")
        try addMatrix("gaussian", twin, upTo: most, asked: 2 * largest, nil, seed, &tables, pause)
        let field = Self.gaussian(settings.fieldRows, settings.fieldColumns, seed: seed, name: "recovery/field")
        let asked = 2 * settings.fieldSparsity
        try addMatrix("field", field, upTo: asked, asked: asked, nil, seed, &tables, pause)
    }

    /// Normal numbers, with columns of length 1.
    private static func gaussian(_ rows: Int, _ columns: Int, seed: UInt64, name: String) -> Matrix<Double> {
        let matrix: Matrix<Double> = RandomStream(seed: seed, name: name).normal(rows: rows, columns: columns)
        for j in 0..<columns {
            let length = (0..<rows).reduce(0.0) { $0 + matrix[$1, j] * matrix[$1, j] }.squareRoot()
            for i in 0..<rows { matrix[i, j] /= length }
        }
        return matrix
    }

    private func addMatrix(
        _ id: String, _ matrix: Matrix<Double>, upTo most: Int, asked: Int, _ known: DiracHadamard?, _ seed: UInt64,
        _ tables: inout RecoveryTables, _ pause: () throws -> Void
    ) throws {
        let bracket = IsometryBracket(matrix)
        tables.addMatrix(
            id, rows: matrix.rows, columns: matrix.columns, coherence: bracket.coherence, askedOrder: asked)
        var starts = RandomStream(seed: seed, name: "recovery/starts/\(id)")
        var found = [IsometryBracket.Extremes](repeating: .init(), count: most + 1)
        for _ in 0..<settings.starts {
            try pause()
            let grown = bracket.greedy(from: starts.below(matrix.columns), upTo: most)
            for t in found.indices { found[t].widen(grown[t]) }
        }
        for t in Self.orders(upTo: most, with: asked) {
            try pause()
            let random = bracket.random(
                t, supports: settings.supports, RandomStream(seed: seed, name: "recovery/supports/\(id)", layer: t))
            // A support is part of a larger one, so that no constant is below that of fewer columns.
            for larger in t...most { found[larger].widen(random) }
            tables.addIsometry(
                id, order: t, random: random.constant, found[t], exact: known?.isometryConstant(t),
                upper: bracket.upper(t))
        }
    }

    /// All even numbers up to 16, then about a fifth more each time; the last, and the asked one, are among them.
    package static func orders(upTo most: Int, with asked: Int) -> [Int] {
        var orders = Set(stride(from: 2, through: min(16, most), by: 2)).union([most, asked])
        var next = 20
        while next < most {
            orders.insert(next)
            next = next * 6 / 5 / 2 * 2
        }
        return orders.filter { $0 >= 2 && $0 <= most }.sorted()
    }
}
