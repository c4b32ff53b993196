import Foundation
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
    /// Takes the numbers back.
    func restore(state: [Double], history: [[Double]])
}

extension ResumableTraining {
    /// Makes the updates that are left, from a checkpoint where there is one.
    ///
    /// - Throws: what `update` throws, errors of files, and what `progress` throws, after a checkpoint has been saved.
    func makeUpdates(checkpoint path: String?, progress: (Int) throws -> Void) throws {
        if let path { try restore(from: path) }
        var clock = CheckpointClock(every: checkpointEvery)
        while step < steps {
            try update()
            if isRecordDue || step == steps { record() }
            do {
                try progress(step)
            } catch {
                if let path { try save(to: path) }
                throw error
            }
            if let path, clock.isDue { try save(to: path) }
        }
    }

    private func save(to path: String) throws {
        try checkpoint.write(state: numbers.state, history: numbers.history, to: path)
    }

    /// Does nothing where there is no checkpoint.
    private func restore(from path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let (state, history) = try checkpoint.read(path, stateCount: numbers.state.count)
        restore(state: state, history: history)
    }
}

/// A checkpoint is weights, moments, best weights, and some numbers. All else is a function of seed and step.
struct Checkpoint<Scalar: KernelScalar> {
    let values: Matrix<Scalar>
    let best: Matrix<Scalar>
    let optimiser: AdamW<Scalar>

    func write(state: [Double], history rows: [[Double]], to path: String) throws {
        let history = Matrix(rows: rows.count, columns: rows.first?.count ?? 0, values: rows.flatMap { $0 })
        try SafeTensors.write(
            [
                .init("values", values), .init("first", optimiser.first), .init("second", optimiser.second),
                .init("best", best), .init("history", history),
                .init("state", Matrix(rows: 1, columns: state.count, values: state)),
            ], to: path)
    }

    /// Fills the tensors; returns the numbers.
    func read(_ path: String, stateCount: Int) throws -> (state: [Double], history: [[Double]]) {
        let file = try SafeTensors(path: path)
        let state: Matrix<Double> = try file.matrix("state", shape: [1, stateCount])
        for (name, tensor) in [
            ("values", values), ("first", optimiser.first), ("second", optimiser.second), ("best", best),
        ] { tensor.assign(from: try file.matrix(name, shape: [1, values.count])) }
        let history: Matrix<Double> = try file.matrix("history")
        return (state.values, (0..<history.rows).map { history.rowValues($0) })
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

/// Says when the next checkpoint is due. When it is saved changes nothing of what it leads to.
private struct CheckpointClock {
    private let every: Double
    private var last = DispatchTime.now().uptimeNanoseconds

    init(every: Double) { self.every = every }

    var isDue: Bool {
        mutating get {
            let now = DispatchTime.now().uptimeNanoseconds
            guard Double(now - last) >= every * 1e9 else { return false }
            last = now
            return true
        }
    }
}
