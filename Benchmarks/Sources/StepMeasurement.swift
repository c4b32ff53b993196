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
    let agreement: StepAgreement?
}
