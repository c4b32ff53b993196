import Foundation
import Support
import Tensors

/// A training that can be interrupted at any update and gives the same bytes when it is taken up again.
protocol ResumableTraining: AnyObject {
    associatedtype Scalar: KernelScalar
    /// Updates so far.
    var step: Int { get }
    /// Updates in all.
    var steps: Int { get }
    /// Seconds between two checkpoints.
    var checkpointEvery: Double { get }
    /// Whether a row of the history is due after the update that was just made, apart from the last one.
    var isRecordDue: Bool { get }
    /// Makes one update.
    func update() throws
    /// Looks at the validation set, keeps the best weights, and writes a row of the history.
    func record()
    /// The tensors that change.
    var checkpoint: Checkpoint<Scalar> { get }
    /// All that changes beside them, as numbers: of the training, and of each row of the history.
    var numbers: (state: [Double], history: [[Double]]) { get }
    /// Takes the numbers back. Throws `UnusableCheckpoint`, before it has changed anything, where they cannot be this
    /// training's.
    func restore(state: [Double], history: [[Double]]) throws
}

/// Numbers of a checkpoint that no training has written: more steps than there are, a row that is too short.
struct UnusableCheckpoint: Error {}

extension ResumableTraining {
    /// Makes the updates that are left, from a checkpoint where there is one.
    ///
    /// - Throws: what `update` throws, errors of files, and what `progress` throws, after a checkpoint has been saved.
    func makeUpdates(checkpoint place: TrainingCheckpoint?, progress: (Int) throws -> Void) throws {
        if let place { _ = try place.read { try checkpoint.take($0, by: self) } }
        var clock = CheckpointClock(every: checkpointEvery)
        while step < steps {
            try update()
            if isRecordDue || step == steps { record() }
            do {
                try progress(step)
            } catch {
                if let place { try save(to: place) }
                throw error
            }
            if let place { try clock.tick { try save(to: place) } }
        }
    }

    private func save(to place: TrainingCheckpoint) throws {
        try place.write(checkpoint.entries(state: numbers.state, history: numbers.history))
    }
}

/// A checkpoint is weights, moments, best weights, and some numbers. All else is a function of seed and step.
struct Checkpoint<Scalar: KernelScalar> {
    let values: Matrix<Scalar>
    let best: Matrix<Scalar>
    let optimiser: AdamW<Scalar>
    /// The moving average of the weights, where there is one.
    var average: Matrix<Scalar>?

    private var tensors: [(name: String, values: Matrix<Scalar>)] {
        [("values", values), ("first", optimiser.first), ("second", optimiser.second), ("best", best)]
            + (average.map { [("average", $0)] } ?? [])
    }

    func entries(state: [Double], history rows: [[Double]]) -> [SafeTensors.Entry] {
        let history = Matrix(rows: rows.count, columns: rows.first?.count ?? 0, values: rows.flatMap { $0 })
        return tensors.map { .init($0.name, $0.values) } + [
            .init("history", history), .init("state", Matrix(rows: 1, columns: state.count, values: state)),
        ]
    }

    /// Fills the tensors and gives the numbers to `training`; throws `DataError` before anything is changed where the file
    /// does not fit.
    func take(_ file: SafeTensors, by training: some ResumableTraining) throws {
        let state: Matrix<Double> = try file.matrix("state", shape: [1, training.numbers.state.count])
        let history: Matrix<Double> = try file.matrix("history")
        let read = try tensors.map { ($0.values, try file.matrix($0.name, shape: [1, values.count], as: Scalar.self)) }
        do {
            try training.restore(state: state.values, history: (0..<history.rows).map { history.rowValues($0) })
        } catch is UnusableCheckpoint {
            throw DataError(file: file.path, expected: "the state of this training", got: "numbers that cannot be")
        }
        for (tensor, values) in read { tensor.assign(from: values) }
    }
}

extension [Double] {
    /// The whole number at a place that is at least 0 and at most `limit`. Throws `UnusableCheckpoint`.
    func count(at index: Int, upTo limit: Int) throws -> Int {
        guard let number = Int(exactly: self[index]), (0...limit).contains(number) else { throw UnusableCheckpoint() }
        return number
    }
}

/// Which samples an update sees: a permutation for each epoch, in pieces. A function of the seed and the step.
struct BatchOrder {
    /// Samples to choose from.
    let samples: Int
    /// Samples in a batch.
    let batchSize: Int
    let seed: UInt64
    /// Of the random stream.
    let name: String
    /// A permutation is drawn once for its epoch.
    private var drawn: (epoch: Int, permutation: [Int]) = (-1, [])

    init(samples: Int, batchSize: Int, seed: UInt64, name: String) {
        (self.samples, self.batchSize, self.seed, self.name) = (samples, batchSize, seed, name)
    }

    /// Batches in an epoch; samples left over wait for the next permutation.
    private var batchesPerEpoch: Int { max(1, samples / batchSize) }

    /// Passes over the samples after some updates.
    func epoch(after steps: Int) -> Double { Double(steps) / Double(batchesPerEpoch) }

    mutating func indices(_ step: Int) -> ArraySlice<Int> {
        let epoch = step / batchesPerEpoch
        if drawn.epoch != epoch {
            var stream = RandomStream(seed: seed, name: name, step: epoch)
            drawn = (epoch, stream.permutation(of: samples))
        }
        let start = step % batchesPerEpoch * batchSize
        return drawn.permutation[start..<start + batchSize]
    }
}

/// Says when the next checkpoint is due: so many seconds after the last one, and at least twenty times as long as that took
/// to write, since a large network on a slow disk would otherwise write more than it computes. When it is saved changes
/// nothing of what it leads to.
struct CheckpointClock {
    /// How often a checkpoint's own time has to pass before the next one.
    static let costFactor = 20.0

    private let every: Double
    private let now: () -> Double
    private var last: Double
    private var cost = 0.0

    /// - Parameters:
    ///   - every: seconds between two checkpoints; 0 for one after each update, whatever it costs.
    ///   - now: seconds that only grow.
    init(
        every: Double, now: @escaping () -> Double = { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }
    ) {
        (self.every, self.now, last) = (every, now, now())
    }

    /// Writes where it is time to. Throws what `write` throws.
    mutating func tick(_ write: () throws -> Void) rethrows {
        let begin = now()
        guard begin - last >= max(every, every > 0 ? Self.costFactor * cost : 0) else { return }
        try write()
        last = now()
        cost = last - begin
    }
}
