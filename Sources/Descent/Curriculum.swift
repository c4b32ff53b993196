import Foundation

/// In which order the layers learn. All take the same total number of steps.
public enum Curriculum: String, CaseIterable, Codable, Sendable {
    /// All layers at once, with the loss at layer L.
    case endToEnd = "end-to-end"
    /// Layers 1…l jointly with the loss at layer l, for l = 1…L (the paper's reference [31]).
    case incremental
    /// Only layer l, earlier ones frozen, with the loss at layer l, for l = 1…L (the paper's reference [32]).
    case layerwise
    /// `incremental` over the first three fifths of the steps, then all layers.
    case incrementalThenJoint = "incremental-then-joint"

    /// Some steps with the same layers learning.
    public struct Phase: Equatable, Sendable {
        /// The layers that learn; the loss is at the last of them.
        public let layers: ClosedRange<Int>
        /// Its steps, counted over the whole training.
        public let steps: Range<Int>
    }

    /// The phases of a training of `steps` steps on L layers.
    public func phases(layerCount: Int, steps: Int) -> [Phase] {
        func joint(_ steps: Range<Int>) -> Phase { Phase(layers: 1...layerCount, steps: steps) }
        func oneByOne(_ steps: Int, keepsEarlier: Bool) -> [Phase] {
            (1...layerCount).map { layer in
                Phase(
                    layers: (keepsEarlier ? 1 : layer)...layer,
                    steps: steps * (layer - 1) / layerCount..<steps * layer / layerCount)
            }
        }
        switch self {
        case .endToEnd: return [joint(0..<steps)]
        case .incremental: return oneByOne(steps, keepsEarlier: true)
        case .layerwise: return oneByOne(steps, keepsEarlier: false)
        case .incrementalThenJoint:
            let first = steps * 3 / 5
            return oneByOne(first, keepsEarlier: true) + [joint(first..<steps)]
        }
    }
}

/// Linear warm-up, then a cosine from the base rate to a share of it.
public struct LearningRate: Codable, Equatable, Sendable {
    /// The rate after the warm-up.
    public var base: Double
    /// Steps of linear growth.
    public var warmUp: Int
    /// The share of the base rate that is left at the end.
    public var finalShare: Double

    /// A schedule.
    public init(base: Double, warmUp: Int = 50, finalShare: Double = 0.01) {
        self.base = base
        self.warmUp = warmUp
        self.finalShare = finalShare
    }

    /// Steps of growth among `count`: a quarter of them at most.
    public func warmUpSteps(of count: Int) -> Int { min(warmUp, count / 4) }

    /// The rate at a step (0, 1, …) of `count`.
    public func at(_ step: Int, of count: Int) -> Double {
        let warm = warmUpSteps(of: count)
        if step < warm { return base * Double(step + 1) / Double(warm) }
        let done = Double(step - warm) / Double(max(1, count - warm))
        return base * (finalShare + (1 - finalShare) * 0.5 * (1 + cos(Double.pi * done)))
    }
}
