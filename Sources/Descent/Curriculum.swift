/// In which order the layers learn. All take the same total number of steps.
public enum Curriculum: String, CaseIterable, Codable, Sendable {
    /// All layers at once, with the loss at layer L.
    case endToEnd = "end-to-end"
    /// Layers 1…l jointly with the loss at layer l, for l = 1…L (the paper's reference [31]).
    case incremental
    /// Only layer l, earlier ones frozen, with the loss at layer l, for l = 1…L (the paper's reference [32]).
    case layerwise

    /// Some steps with the same layers learning.
    public struct Phase: Equatable, Sendable {
        /// The layers that learn; the loss is at the last of them.
        public let layers: ClosedRange<Int>
        /// Its steps, counted over the whole training.
        public let steps: Range<Int>
    }

    /// The phases of a training of `steps` steps on L layers.
    public func phases(layerCount: Int, steps: Int) -> [Phase] {
        if self == .endToEnd { return [Phase(layers: 1...layerCount, steps: 0..<steps)] }
        return (1...layerCount).map { layer in
            Phase(
                layers: (self == .incremental ? 1 : layer)...layer,
                steps: steps * (layer - 1) / layerCount..<steps * layer / layerCount)
        }
    }
}
