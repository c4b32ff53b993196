import Bench

/// The settings of the study of loss landscapes.
public struct LandscapeDeclarations: SettingsGroup {
    let dimension = Setting.whole("landscape.dimension", 20, 2...200, "N, elements of a signal")
    let measurements = Setting.whole("landscape.measurements", 10, 1...200, "m, elements of a measurement")
    let density = Setting.real("landscape.density", 0.15, 0.01...1, "probability that an element is not 0")
    let layers = Setting.whole("landscape.layers", 5, 2...50, "T, layers of LISTA and of the deep dense network")
    let alpha = Setting.real("landscape.alpha", 0.1, 1e-6...10, "α of the LASSO whose ISTA networks start as")
    let sharpness = Setting.real(
        "landscape.sharpness", 20, 0.01...1e6, "of the smooth threshold; it has its corners as this grows")
    let samples = Setting.wholes(
        "landscape.samples", [4, 8, 16, 32, 64, 128, 192], 1...10_000, "n, a training on so many signals for each")
    let shown = Setting.count(
        "landscape.shown", 8, unit: "signals", "the n of landscape.samples nearest to this is looked at on its way")
    let test = Setting.count("landscape.test", 1_000, unit: "signals", "test signals")
    let steps = Setting.count("landscape.steps", 2_000, unit: "steps", "of gradient descent on all signals at once")
    let stepShare = Setting.real(
        "landscape.step-share", 1, 1e-6...100, "the step size, as a multiple of 1/λ_max(K) at the start")
    let gentleShare = Setting.real(
        "landscape.gentle-share", 0.25, 1e-6...1, "of that step size: that of one more training of the smooth network")
    let seeds = Setting.count("landscape.seeds", 12, unit: "seeds", "the first of run.seeds, as many as there are")
    let spectraRows = Setting.whole(
        "landscape.spectra.rows", 640, 1...4_000,
        "most nN, the rows of a Jacobian, up to which spectra are found at the first and the last step")
    let spectraEvery = Setting.count(
        "landscape.spectra.every", 50, unit: "steps", "between two spectra along the training that is looked at")
}

extension LandscapeStudy {
    public static var declarations: LandscapeDeclarations { LandscapeDeclarations() }

    public static func bounds(_ settings: Settings<LandscapeDeclarations>) -> [SizeBound] {
        [settings.bound(\.measurements, atMost: \.dimension)]
    }

    public static func check(_ settings: Settings<LandscapeDeclarations>) throws {
        try SettingsError.unlessDistinct(settings.samples.map(Double.init), settings.name(\.samples))
    }

    public static func memory(_ settings: Settings<LandscapeDeclarations>) -> [MemoryNeed] {
        let (n, m, layers) = (Double(settings.dimension), Double(settings.measurements), Double(settings.layers))
        let rows = max(Double(settings.spectraRows), Double(settings.lookedAt) * n)
        let most = Double(max(settings.samples.max() ?? 1, settings.test))
        return [
            MemoryNeed("Jacobians, landscape.spectra.rows", numbers: rows * layers * n * (m + n + 1), bytesEach: 8),
            MemoryNeed("their products, landscape.spectra.rows", numbers: 4 * rows * rows, bytesEach: 8),
            MemoryNeed("trajectories, landscape.test", numbers: most * 5 * layers * n, bytesEach: 8),
        ]
    }
}

extension Settings<LandscapeDeclarations> {
    /// The n of `samples` whose training is looked at on its way.
    var lookedAt: Int { self.samples.min { abs($0 - self.shown) < abs($1 - self.shown) } ?? 1 }
}
