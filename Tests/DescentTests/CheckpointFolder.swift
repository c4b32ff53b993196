import Descent
import Foundation

/// A folder with a training's checkpoints that goes away with the test.
final class CheckpointFolder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("checkpoint-\(UUID().uuidString)")
    /// What was said of damage.
    private(set) var notes: [String] = []

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    var last: URL { url.appendingPathComponent("training.safetensors") }
    var before: URL { url.appendingPathComponent("training.before.safetensors") }

    func checkpoint(identity: String = "a") -> TrainingCheckpoint {
        TrainingCheckpoint(last.path, identity: identity) { [unowned self] in notes.append($0) }
    }
}
