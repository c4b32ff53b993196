import Foundation
import Tensors

/// How far apart the weights are after one step from the same weights on the same batch.
struct StepAgreement: Codable {
    /// max |ΔW − ΔW′| in units of the learning rate, which is Adam's first step.
    let largest: Double
    /// Root mean square of the same.
    let rootMeanSquare: Double
    /// max |λ − λ′|.
    let duals: Double

    /// Adam's first step is rate·g/(|g| + ε). Where g is itself at the level of rounding its sign is open: single
    /// weights may differ by up to 2 steps, so the root mean square carries the judgement.
    static let tolerance = 0.02
    var agrees: Bool { rootMeanSquare <= Self.tolerance && largest <= 2.001 && duals <= 1e-6 }
}

extension ListaCase {
    struct Stop: Error {}

    /// One step here and there.
    func agreement(with peer: PyTorchPeer, folder: String, threads: Int) throws -> StepAgreement {
        let trainer = makeTrainer(threads: threads)
        do { try trainer.train(checkpoint: nil) { _ in throw Stop() } } catch is Stop {}
        let answer = try peer.ask(["check": folder])
        let theirs: Matrix<Float> = try NPY.read(folder + "/torch.npy")
        let ours = trainer.network.values
        guard theirs.count == ours.count else { throw BenchmarkError("PyTorch has \(theirs.count) weights") }
        var (largest, sum) = (0.0, 0.0)
        for i in 0..<ours.count {
            let difference = Double(ours.pointer[i] - theirs.pointer[i]) / rate
            largest = max(largest, abs(difference))
            sum += difference * difference
        }
        let duals = (answer["duals"] as? [Any] ?? []).compactMap { ($0 as? NSNumber)?.doubleValue }
        guard duals.count == layers else { throw BenchmarkError("PyTorch has \(duals.count) duals") }
        return StepAgreement(
            largest: largest, rootMeanSquare: (sum / Double(ours.count)).squareRoot(),
            duals: zip(duals, trainer.duals.values).map { abs($0 - $1) }.max() ?? 0)
    }
}
