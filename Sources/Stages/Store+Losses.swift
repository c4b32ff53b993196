import Foundation
import Support

/// How a stage ended that left no result: a network that diverged, data that could not be used. Kept beside the results under
/// the stage's key, so that nobody makes it again to see it end alike.
public struct StageLoss: Codable, Equatable, Sendable {
    /// The stage's name.
    public var name: String
    /// The stage's key.
    public var key: StageKey
    /// `diverged` or `failed`.
    public var state: StageState
    /// Why, for people.
    public var reason: String
    /// Seconds until then.
    public var seconds: Double
    /// When it ended.
    public var finished: Date
    /// What machine and program ran it.
    public var provenance: Provenance
}

extension Store {
    private func lossFile(key: StageKey) -> URL { root.appendingPathComponent(".lost/\(key.hex).json") }

    /// How the stage with this key ended without a result, when it was last run; nil where it has one, or has not been run. A
    /// damaged note counts as none. Throws `FileError` where the disk fails.
    public func loss(key: StageKey) throws -> StageLoss? {
        let file = lossFile(key: key)
        guard FileSystem.exists(file) else { return nil }
        do {
            let loss = try CanonicalJSON.read(StageLoss.self, from: file, kind: "a note of a lost stage")
            return loss.key == key && [.diverged, .failed].contains(loss.state) ? loss : nil
        } catch is DataError { return nil }
    }

    /// Notes how a stage ended. Throws `FileError`.
    func note(_ loss: StageLoss) throws {
        do {
            try AtomicFile.write(CanonicalJSON.fileData(loss), to: lossFile(key: loss.key))
        } catch let error as EncodingError {
            throw FileError("write", lossFile(key: loss.key).path, reason: "\(error)")
        }
    }

    /// Forgets how a stage ended, as it is made again. Throws `FileError`.
    func removeLoss(key: StageKey) throws { try FileSystem.remove(lossFile(key: key)) }
}
