import Foundation
import Stages
import Support
import Tensors

/// The finished trainings of a search, kept where its stage can find them again: an interruption loses no more than what the
/// training under way has done since its last checkpoint.
final class TrialRecord {
    private let path: String
    private let identity: String
    private(set) var trials: [RateTrial] = []

    /// What is kept in a stage's checkpoint folder. A file that is damaged, or another stage's, is removed, and said. Throws
    /// `FileError` where the disk fails.
    init(_ context: StageContext) throws {
        path = context.checkpointDirectory.appendingPathComponent("trials.safetensors").path
        identity = context.key.hex
        guard FileSystem.exists(URL(fileURLWithPath: path)) else { return }
        do {
            trials = try read()
        } catch let error as DataError {
            try FileSystem.remove(URL(fileURLWithPath: path))
            context.noteDamagedCheckpoint("\(error); it is removed, and the search begins anew")
        }
    }

    /// What a training has reached that is already done; nil where it is not.
    func outcome(_ place: RateTrial.Place) -> RateTrial.Outcome? { trials.first { $0.place == place }?.outcome }

    /// Keeps a finished training. Throws `FileError`.
    func add(_ trial: RateTrial) throws {
        trials.append(trial)
        let rows = trials.map(\.numbers)
        // As for the checkpoints of trainings: another process may have ended with the same search.
        try FileSystem.makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent())
        try SafeTensors.writeChecked(
            [
                .init(
                    "trials",
                    Matrix<Double>(rows: rows.count, columns: RateTrial.numberCount, values: rows.flatMap { $0 }))
            ],
            metadata: ["training": identity], to: path)
    }

    private func read() throws -> [RateTrial] {
        let file = try SafeTensors(path: path)
        try file.verifyChecksum()
        guard file.metadata["training"] == identity else {
            throw DataError(file: path, expected: "trainings of this search", got: "another one's")
        }
        let rows: Matrix<Double> = try file.matrix("trials")
        let trials = (0..<rows.rows).compactMap { RateTrial(numbers: rows.rowValues($0)) }
        guard trials.count == rows.rows else {
            throw DataError(file: path, expected: "trainings of this search", got: "numbers that cannot be")
        }
        return trials
    }
}

extension RateTrial {
    static let numberCount = 8

    /// As one row of numbers.
    fileprivate var numbers: [Double] {
        [place.rate, Double(place.rung), Double(place.steps), Double(place.seed)]
            + [outcome.loss, outcome.distance, outcome.violation, outcome.isSpiked ? 1 : 0]
    }

    /// A row of `numbers`; nil where it is none.
    fileprivate init?(numbers n: [Double]) {
        guard n.count == Self.numberCount, let rung = Int(exactly: n[1]), let steps = Int(exactly: n[2]),
            let seed = Int(exactly: n[3])
        else { return nil }
        self.init(
            place: Place(rate: n[0], rung: rung, steps: steps, seed: seed),
            outcome: Outcome(loss: n[4], distance: n[5], violation: n[6], isSpiked: n[7] == 1))
    }
}
