import Experiments
import Foundation

/// One small inpainting study that several tests look at: two networks, and an answer of each kind beside them.
enum InpaintingRun {
    /// The size of an image, of its hole, and the pixels of the hole.
    static let (side, hole) = (8, 2...4)
    static let hidden = (0..<64).filter { hole.contains($0 % 8) && hole.contains($0 / 8) }
    /// ε, so large that the constraints bind.
    static let epsilon = 0.4
    /// How many test images there are.
    static let samples = 12

    static let whole: Result<StudyRun, any Error> = Result {
        let images = try MadeUpImages(90)
        let names = ["constrained", "standard", "mean", "ridge", "flow-prox", "flow-prox-long"]
        let run = try StudyRun(
            try images.settings(StudyRun.small + [("inpainting.constraint.epsilon", .double(epsilon))]),
            targets: names.map { "inpainting/evaluate/\($0)/" })
        atexit { try? InpaintingRun.whole.get().remove() }
        return run
    }
}
