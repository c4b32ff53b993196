import Descent
import Foundation

/// One short training at a candidate rate.
public struct RateTrial: Equatable, Sendable {
    /// Which training it is.
    public struct Place: Equatable, Sendable {
        /// The learning rate after the warm-up.
        public var rate: Double
        /// From 1; each rung has twice the updates of the one before.
        public var rung: Int
        /// Updates.
        public var steps: Int
        /// The seed s.
        public var seed: Int

        /// A training's place.
        public init(rate: Double, rung: Int, steps: Int, seed: Int) {
            (self.rate, self.rung, self.steps, self.seed) = (rate, rung, steps, seed)
        }
    }

    /// What it reaches.
    public struct Outcome: Equatable, Sendable {
        /// Mean loss since the last look at validation but one; NaN where it diverged.
        public var loss: Double
        /// The distance on validation of the weights that it keeps; infinite where it diverged.
        public var distance: Double
        /// By which share of the measure these miss a constraint; infinite where it diverged.
        public var violation: Double
        /// Whether it was thrown off its way for a while (`TrainingSpike`).
        public var isSpiked: Bool

        /// An outcome.
        public init(loss: Double, distance: Double, violation: Double, isSpiked: Bool = false) {
            (self.loss, self.distance, self.violation, self.isSpiked) = (loss, distance, violation, isSpiked)
        }

        /// Of a training that ran away.
        public static let diverged = Outcome(loss: .nan, distance: .infinity, violation: .infinity)

        /// Whether it ran away.
        public var isDiverged: Bool { !distance.isFinite || !violation.isFinite }
    }

    /// Which training it is.
    public var place: Place
    /// What it reaches.
    public var outcome: Outcome

    /// A training.
    public init(place: Place, outcome: Outcome) { (self.place, self.outcome) = (place, outcome) }
}

/// Short trainings, and how they rank: those first that are sound with the most seeds, that is, that nearly meet the
/// constraints, as the trainer ranks weights, and were not thrown off their way; of these the nearest to the optima, in means
/// over seeds. By how much constraints are missed does not rank: a network that has hardly moved misses them by the least. A
/// rate that throws one short training off will do so to some of many longer ones, however near the others come.
public struct RateTrials: Equatable, Sendable {
    /// The trainings.
    public var all: [RateTrial]

    /// Trainings.
    public init(_ all: [RateTrial] = []) { self.all = all }

    /// A side of the grid.
    public enum Side: Sendable { case low, high }

    /// The rates of a rung that did not diverge with any seed, the best first; of equal ones the smaller.
    public func ranked(_ rung: Int) -> [Double] {
        rates(rung).filter { rate in !outcomes(rate, rung).contains(where: \.isDiverged) }.sorted { left, right in
            let (one, other) = (unsound(left, rung), unsound(right, rung))
            if one != other { return one < other }
            let (near, far) = (mean(distances(left, rung)), mean(distances(right, rung)))
            return near != far ? near < far : left < right
        }
    }

    /// The smallest rate of a rung that is sound with as many seeds as the best, and is no farther by more than one standard error of their difference, which is paired seed by seed: with two seeds one at which the best is not
    /// nearer with both. Nil where all diverged.
    public func choice(_ rung: Int) -> Double? {
        let ranked = ranked(rung)
        guard let best = ranked.first else { return nil }
        return ranked.filter { rate in
            let differences = zip(distances(rate, rung), distances(best, rung)).map { $0 - $1 }
            return rate <= best && unsound(rate, rung) == unsound(best, rung)
                && mean(differences) <= Self.standardError(differences)
        }.min()
    }

    /// At which edge of the grid the best rate of a rung is, or else the chosen one; nil where both have neighbours. Where all
    /// diverged, smaller ones are to be tried.
    public func edge(of rung: Int, among grid: [Double]) -> Side? {
        guard let best = ranked(rung).first, let chosen = choice(rung) else { return .low }
        if best == grid.max() { return .high }
        return min(best, chosen) == grid.min() ? .low : nil
    }

    private func rates(_ rung: Int) -> [Double] { Set(all.filter { $0.place.rung == rung }.map(\.place.rate)).sorted() }

    private func outcomes(_ rate: Double, _ rung: Int) -> [RateTrial.Outcome] {
        all.filter { $0.place.rate == rate && $0.place.rung == rung }.sorted { $0.place.seed < $1.place.seed }
            .map(\.outcome)
    }

    private func distances(_ rate: Double, _ rung: Int) -> [Double] { outcomes(rate, rung).map(\.distance) }

    /// With how many seeds a constraint is missed by more than the trainer tolerates, or the training spiked.
    private func unsound(_ rate: Double, _ rung: Int) -> Int {
        outcomes(rate, rung).filter {
            $0.isSpiked || ValidationResult(distance: 0, violation: $0.violation).excess > 0
        }.count
    }

    private func mean(_ values: [Double]) -> Double { values.isEmpty ? 0 : Summary(values).mean }

    private static func standardError(_ values: [Double]) -> Double {
        values.count > 1 ? Summary(values).deviation / Double(values.count).squareRoot() : 0
    }
}
