/// Times and memory of a GLOW-Prox training step, from turns that alternate.
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
        /// The fastest of a few steps, in milliseconds.
        let best: Double
    }

    let name: String
    /// PyTorch's version, where it took part.
    let torch: String?
    /// Median milliseconds a step of Downhill, and its fastest.
    let ours: Double
    let best: Double
    /// The same of PyTorch in its fastest set-up, where it took part.
    let theirs: Double?
    let theirBest: Double?
    /// Median over the turns of PyTorch's time by ours.
    let ratio: Double?
    /// GFLOP/s of the convolutions alone, ours and PyTorch's.
    let gigaflops: Double
    let theirGigaflops: Double?
    let turns: Int
    let quietTurns: Int
    let agreement: StepAgreement?
    /// What PyTorch was tried with; the first is the fastest.
    let setups: [Setup]
    /// MB.
    let theirPeak: Double?
    let memory: [Memory]
}
