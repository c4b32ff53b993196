import Foundation
import Tensors

extension ListaCase {
    /// One step here and there.
    func agreement(with peer: PyTorchPeer, folder: String, threads: Int) throws -> StepAgreement {
        let trainer = makeTrainer(threads: threads)
        do { try trainer.train(checkpoint: nil) { _ in throw Stop() } } catch is Stop {}
        let duals = try peer.check(folder)
        return try StepAgreement(
            (trainer.network.values, trainer.duals.values), (try NPY.read(folder + "/torch.npy"), duals), rate: rate)
    }
}
