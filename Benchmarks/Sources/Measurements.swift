/// Times of a training step, from turns that alternate with PyTorch's.
struct StepTimes: Encodable {
    /// Median milliseconds a step of Downhill, and its fastest.
    let ours, best: Double
    /// The same of PyTorch, where it took part.
    let theirs, theirBest: Double?
    /// Median over the turns of PyTorch's time by ours.
    let ratio: Double?
    /// Turns measured, and how many of them had the machine to themselves: those count if there are three.
    let turns, quietTurns: Int

    init(_ result: AlternatingTurns.Result) {
        let (ours, theirs) = (result.judged.flatMap(\.ours), result.judged.flatMap(\.theirs))
        self.ours = median(ours)
        best = ours.min() ?? .nan
        self.theirs = theirs.isEmpty ? nil : median(theirs)
        theirBest = theirs.min()
        ratio = theirs.isEmpty ? nil : median(result.judged.map { median($0.theirs) / median($0.ours) })
        turns = result.all.count
        quietTurns = result.quiet
    }
}

/// A LISTA step of one batch size.
struct StepMeasurement: Encodable {
    let batch: Int
    let times: StepTimes
    let gigaflops: Double
    /// GB/s of the traffic that cannot be avoided.
    let bandwidth: Double
    let agreement: StepAgreement?
}

/// A step of a network that knows A.
struct CoupledMeasurement: Encodable {
    let name: String
    /// The share of its codes that is not zero, after the last step.
    let density: Double
    let step: StepMeasurement
}

/// A step of a network for scenes.
struct SceneMeasurement: Encodable {
    let name: String
    let step: StepMeasurement
}

/// A GLOW-Prox step of one case.
struct GlowProxMeasurement: Encodable {
    /// One of our ways to keep what the backward pass needs.
    struct Memory: Codable {
        /// "store", say.
        let kind: String
        /// The fastest of a few steps, in milliseconds.
        let best: Double
        /// The process's largest memory, in MB.
        let peak: Double
    }

    /// One of PyTorch's set-ups.
    struct Setup: Codable {
        let threads: Int
        /// How images lie in memory.
        let layout: String
        /// Whether gated couplings are a factor on whole images, or cropped.
        let gate: String
        /// The fastest of a few steps, in milliseconds.
        let best: Double
    }

    let name: String
    /// PyTorch's version, where it took part.
    let torch: String?
    /// PyTorch's are those of its fastest set-up.
    let times: StepTimes
    /// GFLOP/s of the convolutions alone, ours and PyTorch's.
    let gigaflops: Double
    let theirGigaflops: Double?
    let agreement: StepAgreement?
    /// What PyTorch was tried with; the first is the fastest.
    let setups: [Setup]
    /// MB.
    let theirPeak: Double?
    let memory: [Memory]
}
