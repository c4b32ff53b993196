import Foundation
import Support
import Tensors

/// Where a training keeps what it needs to go on: its last checkpoint, and the one before, should a disk damage the last.
///
/// Each has a checksum, and says whose it is. What is not whole, or of another training, is removed, and said; the training
/// goes on from the one before, or from the start, which leads to the same bytes.
public struct TrainingCheckpoint {
    /// The last checkpoint's file.
    public let path: String
    /// Whose it is: two trainings of one identity are the same.
    public let identity: String
    private let noteDamage: (String) -> Void

    /// - Parameters:
    ///   - path: of a file in a folder that exists.
    ///   - identity: of the training, such as its stage's key.
    ///   - noteDamage: is told of a damaged file, for people.
    public init(_ path: String, identity: String = "", noteDamage: @escaping (String) -> Void = { _ in }) {
        (self.path, self.identity, self.noteDamage) = (path, identity, noteDamage)
    }

    private static let identityKey = "training"
    private static let formatKey = "checkpoint"
    private static let format = "1"

    /// "training.safetensors" is the last, "training.before.safetensors" the one before.
    private var before: String {
        let name = NSString(string: path)
        return "\(name.deletingPathExtension).before.\(name.pathExtension)"
    }

    /// Writes a checkpoint, and keeps the one that stands there. Throws `FileError`.
    func write(_ entries: [SafeTensors.Entry]) throws {
        let last = URL(fileURLWithPath: path)
        // Where locks hold on one host alone, a process that does the same may have ended, and removed the folder or the file.
        try FileSystem.makeFolder(last.deletingLastPathComponent())
        do {
            if FileSystem.exists(last) { try FileSystem.move(last, to: URL(fileURLWithPath: before)) }
        } catch let error as FileError where error.number != ENOENT { throw error }
        try SafeTensors.writeChecked(
            entries, metadata: [Self.formatKey: Self.format, Self.identityKey: identity], to: path)
    }

    /// Removes both files, of a training that is done. What cannot be removed is of no use, and in nobody's way.
    public func forget() {
        for place in [path, before] { try? FileSystem.remove(URL(fileURLWithPath: place)) }
    }

    /// Gives `take` the newest whole checkpoint, and says whether there was one. `take` throws `DataError`, before it has
    /// changed anything, where the file is not of its training. Throws `FileError` where the disk fails.
    func read(_ take: (SafeTensors) throws -> Void) throws -> Bool {
        for place in [path, before] where FileSystem.exists(URL(fileURLWithPath: place)) {
            do {
                let file = try SafeTensors(path: place)
                try file.verifyChecksum()
                guard file.metadata[Self.identityKey] == identity else {
                    throw DataError(file: place, expected: "a checkpoint of this training", got: "another one's")
                }
                try take(file)
                return true
            } catch let error as DataError {
                try FileSystem.remove(URL(fileURLWithPath: place))
                let hasOther = place == path && FileSystem.exists(URL(fileURLWithPath: before))
                noteDamage(
                    "a checkpoint is damaged: \(error); it is removed, and the training goes on from "
                        + (hasOther ? "the one before" : "the start"))
            }
        }
        return false
    }
}
