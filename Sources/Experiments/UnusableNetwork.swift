import Descent
import Foundation
import Optimizees
import Stages
import Unrolled

/// A training whose network never had a finite distance on the validation set: it diverged, though its losses did not
/// show it.
struct UnusableNetwork: DivergenceError, CustomStringConvertible, LocalizedError {
    /// How many updates there were.
    let steps: Int

    var description: String {
        "training diverged: in \(steps) steps the distance on validation samples was never a finite number. "
            + "Hint: a smaller learning rate, or clipping."
    }

    var errorDescription: String? { description }
}

extension Trainer {
    /// Throws `UnusableNetwork` after a training whose best weights are none.
    func checkBest(steps: Int) throws {
        guard best.step > 0, best.distance.isFinite else { throw UnusableNetwork(steps: steps) }
    }
}
