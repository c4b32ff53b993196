import Bench

/// The settings of the study of sparse recovery.
public struct RecoveryDeclarations: SettingsGroup {
    let order = Setting.whole(
        "recovery.order", 4, 2...5, "j of the Dirac–Hadamard matrix, which has 4ʲ rows and twice as many columns")
    let sparsities = Setting.wholes("recovery.sparsities", [2, 4, 6, 8], 1...64, "s, how many entries signals have")
    let amplitude = Setting.real("recovery.amplitude", 1, 1e-3...1e3, "B, the largest size of an entry")
    let layers = Setting.whole("recovery.layers", 20, 2...200, "layers of each network")
    let signals = Setting.count(
        "recovery.signals", 5_000, unit: "signals", "signals of each kind and sparsity whose worst error is taken")
    let sweepSignals = Setting.count(
        "recovery.sweep.signals", 500, unit: "signals", "signals at each noise, tail and threshold")
    let noise = Setting.reals(
        "recovery.sweep.noise", [1e-5, 1e-4, 1e-3, 1e-2], 1e-9...10, "σ, standard deviations of the noise")
    let tails = Setting.reals(
        "recovery.sweep.tails", [0.3, 0.4, 0.5, 0.7, 1], 0.01...4,
        "p of compressible signals, whose entries are i^{−1/p}")
    let thresholds = Setting.reals(
        "recovery.sweep.thresholds", [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1], 1e-9...10,
        "θ, thresholds that do not fall to 0")
    let supports = Setting.count(
        "recovery.supports", 500, unit: "supports", "random supports of each size that bound δ_t from below")
    let starts = Setting.whole(
        "recovery.starts", 4, 1...1_000, unit: "columns", "columns from which greedy supports grow")
    let trainedLayers = Setting.whole("recovery.training.layers", 10, 2...64, "layers of the networks that are trained")
    let updates = Setting.count("recovery.training.steps", 400, unit: "updates", "updates of each of them")
    let matrixRate = Setting.real("recovery.training.rate", 1e-3, 1e-9...1, "learning rate of matrices")
    let scalarShare = Setting.real(
        "recovery.training.scalar-share", 25, 1e-3...1e6, "that of thresholds, as a multiple of it")
    let trainedSeeds = Setting.whole(
        "recovery.training.seeds", 2, 1...100, unit: "seeds", "the first of the seeds, with which they are trained")
    let fieldRows = Setting.whole("recovery.field.rows", 250, 4...4_000, "rows of the Gaussian matrix of the field")
    let fieldColumns = Setting.whole("recovery.field.columns", 500, 4...8_000, "its columns")
    let fieldSparsity = Setting.whole(
        "recovery.field.sparsity", 50, 1...500, "s of the field's signals; the printed theorem needs δ_{2s}")
}

extension RecoveryStudy {
    public static var declarations: RecoveryDeclarations { RecoveryDeclarations() }

    public static func check(_ settings: Settings<RecoveryDeclarations>) throws {
        try SettingsError.unlessDistinct(settings.sparsities.map(Double.init), settings.name(\.sparsities))
        try SettingsError.unlessDistinct(settings.noise, settings.name(\.noise))
        try SettingsError.unlessDistinct(settings.tails, settings.name(\.tails))
        try SettingsError.unlessDistinct(settings.thresholds, settings.name(\.thresholds))
        let matrix = DiracHadamard(order: settings.order)
        if let large = settings.sparsities.first(where: { $0 > 2 * matrix.root }) {
            throw SettingsError(
                "recovery.sparsities has \(large), and with \(matrix.rows) rows no constant is known beyond "
                    + "\(2 * matrix.root) entries. Hint: fewer entries, or a larger recovery.order.")
        }
        if 2 * settings.fieldSparsity > settings.fieldColumns {
            throw SettingsError(
                "recovery.field.sparsity is \(settings.fieldSparsity), and twice as many columns are more than the "
                    + "\(settings.fieldColumns) of recovery.field.columns. Hint: at most \(settings.fieldColumns / 2).")
        }
        if settings.fieldRows >= settings.fieldColumns {
            throw SettingsError(
                "recovery.field.rows is \(settings.fieldRows), and recovery.field.columns is \(settings.fieldColumns): the field’s "
                    + "matrix has fewer rows. Hint: more columns than rows.")
        }
    }

    public static func memory(_ settings: Settings<RecoveryDeclarations>) -> [MemoryNeed] {
        let signals = Double(max(settings.signals, settings.sweepSignals))
        let widest = Double(max(settings.fieldColumns, DiracHadamard(order: settings.order).columns))
        return [
            MemoryNeed(
                "the errors by layer, recovery.signals", numbers: signals * Double(settings.layers + 1), bytesEach: 8),
            MemoryNeed("inner products of columns, recovery.field.columns", numbers: widest * widest, bytesEach: 8),
        ]
    }
}
