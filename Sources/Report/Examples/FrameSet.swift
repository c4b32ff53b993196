/// Images of a figure that the page shows large, one at a time: a slider goes through their steps, and a divider lays
/// each over the image that it is to be compared with.
public struct FrameSet: Codable, Equatable, Sendable {
    /// One image.
    public struct Frame: Codable, Equatable, Sendable {
        /// The PNG file, relative to the figures' folder.
        public var file: String
        /// The test image that it belongs to: "test image 12".
        public var example: String
        /// The network that made it; nil for what networks' images are compared with.
        public var method: String?
        /// Where it stands on the slider, from 0; nil where it is the same at every step.
        public var step: Int?
        /// What it is, in `Markup`: "*y*_{3}".
        public var name: String
        /// What it is, in plain words: "layer 3".
        public var words: String
        /// The number that belongs to it, as printed; nil where there is none.
        public var value: String?
    }

    /// What the slider goes through, in `Markup`: "Layer".
    public var step: String
    /// What the frames' numbers are, in plain words: "error inside the hole".
    public var quantity: String
    /// An image's size in its own pixels.
    public var size: FigureCard.PixelSize
    /// All images, in the order in which a list shows them.
    public var frames: [Frame]

    /// The examples' names in order of appearance.
    var examples: [String] { Self.distinct(frames.map(\.example)) }
    /// The networks' names in order of appearance.
    var methods: [String] { Self.distinct(frames.compactMap(\.method)) }
    /// What networks' images can be compared with: names in `Markup`.
    var others: [String] { Self.distinct(frames.filter { $0.method == nil }.map(\.name)) }
    /// How many steps the slider has.
    var steps: Int { (frames.compactMap(\.step).max() ?? -1) + 1 }

    private static func distinct(_ names: [String]) -> [String] {
        names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
