import Foundation
import Stages

/// Images that a method made of good ones, or a flow of latents, and that are not finite: it ran away there.
struct UnusableImages: DivergenceError, CustomStringConvertible, LocalizedError {
    /// What was made of what.
    let what: String

    var description: String {
        "\(what) has pixels that are not finite numbers. Hint: bounded couplings, more noise in training, or a smaller "
            + "learning rate."
    }

    var errorDescription: String? { description }
}
