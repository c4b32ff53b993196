import Stages

/// Where a training has its learning rate from.
public enum TrainingRate: Sendable {
    /// It is given.
    case fixed(Double)
    /// A stage has chosen it.
    case chosen(RateChoice)

    /// The stage that is read.
    var inputs: [String] {
        switch self {
        case .fixed: []
        case .chosen(let choice): [choice.name]
        }
    }

    /// The rate of a seed's training. Throws `TableError`, `DataError`, `FileError`.
    func value(_ context: StageContext, seed: Int) throws -> Double {
        switch self {
        case .fixed(let rate): rate
        case .chosen(let choice): try choice.chosen(context, seed: seed)
        }
    }
}
