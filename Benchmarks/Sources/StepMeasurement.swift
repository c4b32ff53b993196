/// Times of one batch size, from turns that alternate.
struct StepMeasurement: Codable {
    let batch: Int
    /// Median milliseconds a step of Downhill.
    let ours: Double
    /// Its fastest step.
    let best: Double
    /// Median milliseconds a step of PyTorch, where it took part.
    let theirs: Double?
    /// Its fastest step.
    let theirBest: Double?
    /// Median over the turns of PyTorch's time by ours.
    let ratio: Double?
    let gigaflops: Double
    /// GB/s of the traffic that cannot be avoided.
    let bandwidth: Double
    /// Turns measured, and how many of them had the machine to themselves: those count if there are three.
    let turns: Int
    let quietTurns: Int
    let agreement: StepAgreement?
}
