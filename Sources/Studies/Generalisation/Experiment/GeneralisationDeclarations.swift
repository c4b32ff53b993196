import Bench

/// The settings of the study of generalisation.
public struct GeneralisationDeclarations: SettingsGroup {
    let rows = Setting.whole("generalisation.rows", 32, 2...4_000, unit: "measurements", "M, rows of A")
    let columns = Setting.whole("generalisation.columns", 64, 3...8_000, unit: "entries", "N, columns of A")
    let density = Setting.real(
        "generalisation.density", 0.1, 1e-3...0.9, "share of a signal's entries that are not zero")
    let noise = Setting.real("generalisation.noise", 40, -20...150, unit: "dB", "signal-to-noise ratio")
    let depths = Setting.wholes(
        "generalisation.layers", [1, 2, 4, 8, 16], 1...100, unit: "layers", "T, of networks of each kind")
    let sizes = Setting.wholes(
        "generalisation.samples", [16, 64, 256, 1_024, 4_096, 16_384], 1...1_000_000, unit: "signals",
        "n, how many signals networks learn from: the first ones of the same")
    let seeds = Setting.whole(
        "generalisation.seeds", 12, 1...100, unit: "seeds", "the first of the seeds, for this study")
    let steps = Setting.count("generalisation.training.steps", 1_000, unit: "updates", "updates, whatever n and T are")
    let batch = Setting.count("generalisation.training.batch", 64, unit: "signals", "signals a batch, n at most")
    let rate = Setting.real(
        "generalisation.training.rate", 4e-3, 1e-9...10, "Adam’s rate of matrices, at every n and T")
    let scalarShare = Setting.real(
        "generalisation.training.scalar-share", 25, 1e-3...1e6,
        "rate of steps and thresholds as a multiple of matrices’")
    let validation = Setting.count(
        "generalisation.training.validation", 500, unit: "signals", "signals by which training would be stopped early")
    let test = Setting.whole(
        "generalisation.test", 4_000, 2...largestCount, unit: "signals", "held-out signals")
    let points = Setting.count(
        "generalisation.points", 4, unit: "signals", "held-out signals at which the layers’ slopes are found")
    let confidence = Setting.real("generalisation.confidence", 0.05, 1e-12...0.5, "δ of bounds on the gap")
    let products = Setting.reals(
        "generalisation.contraction.products", [1, 0.1, 0.01, 0.001], 1e-12...1,
        "∏L of the networks whose layers contract")
    let contractiveLayers = Setting.whole(
        "generalisation.contraction.layers", 8, 1...100, unit: "layers", "T of these networks")
    let contractiveSize = Setting.whole(
        "generalisation.contraction.samples", 1_024, 1...1_000_000, unit: "signals", "n of these networks")
    let certifiedSizes = Setting.wholes(
        "generalisation.certificate.samples", [1_000, 10_000], 1...1_000_000, unit: "signals",
        "n of networks with a certificate")
    let certifiedLayers = Setting.whole(
        "generalisation.certificate.layers", 16, 1...100, unit: "layers", "T of these networks")
    let thresholds = Setting.reals(
        "generalisation.certificate.errors", [-10, -20, -25, -30], -200...20, unit: "dB",
        "t of certificates that P(NMSE > t) is at most r")
    let draws = Setting.count(
        "generalisation.certificate.draws", 5_000, unit: "networks",
        "random networks, at least, by which a certificate’s mean is known; each signal has its own")
    let certainty = Setting.real("generalisation.certificate.confidence", 0.01, 1e-12...0.5, "δ of certificates")
}

extension GeneralisationStudy {
    public static var declarations: GeneralisationDeclarations { GeneralisationDeclarations() }

    public static func bounds(_ settings: Settings<GeneralisationDeclarations>) -> [SizeBound] {
        [settings.bound(\.points, atMost: \.test)]
    }

    public static func check(_ settings: Settings<GeneralisationDeclarations>) throws {
        try SettingsError.unlessDistinct(settings.depths.map(Double.init), settings.name(\.depths))
        try SettingsError.unlessDistinct(settings.sizes.map(Double.init), settings.name(\.sizes))
        try SettingsError.unlessDistinct(settings.certifiedSizes.map(Double.init), settings.name(\.certifiedSizes))
        try SettingsError.unlessDistinct(settings.products, settings.name(\.products))
        try SettingsError.unlessDistinct(settings.thresholds, settings.name(\.thresholds))
        if settings.columns <= settings.rows {
            throw SettingsError(
                "generalisation.columns is \(settings.columns), and generalisation.rows is \(settings.rows): with as many "
                    + "measurements as entries there is nothing to recover by sparsity. Hint: more columns than rows.")
        }
        if settings.density * Double(settings.columns) < 1 {
            throw SettingsError(
                "generalisation.density is \(settings.density), and generalisation.columns is \(settings.columns): less than one "
                    + "entry of a signal would not be zero, in the mean. Hint: a larger density, or more columns.")
        }
    }

    public static func memory(_ settings: Settings<GeneralisationDeclarations>) -> [MemoryNeed] {
        let (p, d) = (Double(settings.rows), Double(settings.columns))
        let most = Double(
            (settings.sizes + settings.certifiedSizes + [settings.contractiveSize, settings.test]).max() ?? 1)
        let deepest = Double(
            (settings.depths + [settings.contractiveLayers, settings.certifiedLayers]).max() ?? 1)
        return [
            MemoryNeed("the signals, generalisation.samples", numbers: 2 * most * (p + d)),
            MemoryNeed(
                "weights with what Adam keeps of them, generalisation.columns", numbers: 8 * deepest * p * d),
            MemoryNeed(
                "a batch’s trajectory, generalisation.training.batch",
                numbers: deepest * Double(max(settings.batch, 256)) * (3 * d + 2 * p)),
        ]
    }
}
