import Foundation
import Plotting
import Stages
import Support

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

/// Copies the images that the page shows large into a folder beside a figure's files, and describes them.
public struct FrameFolder {
    /// What was copied so far.
    public private(set) var frames: [FrameSet.Frame] = []
    /// The largest width and height of these.
    public private(set) var size = FigureCard.PixelSize(width: 0, height: 0)
    private let folder: URL
    private let name: String

    /// A folder `figure`-frames in `folder`, where the figure's other files are written.
    public init(_ figure: String, in folder: URL) {
        self.folder = folder
        name = Self.name(figure)
    }

    /// The folder's name, relative to the figures' folder.
    public static func name(_ figure: String) -> String { "\(figure)-frames" }

    /// Copies an image as `file`.png and describes it. Throws `PlottingError` where the image is damaged, `FileError`
    /// where the disk fails.
    public mutating func add(
        _ image: ExampleImage, as file: String, example: String, method: String? = nil, step: Int? = nil, name: String,
        words: String, value: Double?
    ) throws {
        // A page must not show what no browser can read.
        let pixels = try Pixels(png: image.file)
        size = FigureCard.PixelSize(width: max(size.width, pixels.columns), height: max(size.height, pixels.rows))
        let target = folder.appendingPathComponent(self.name).appendingPathComponent("\(file).png")
        let bytes = try InputFile.contents(of: image.file.path, kind: "an image")
        try AtomicFile.write(Data(bytes), to: target, durably: false)
        frames.append(
            FrameSet.Frame(
                file: "\(self.name)/\(file).png", example: example, method: method, step: step, name: name,
                words: words,
                value: value.map { NumberText.short($0) }))
    }

    /// The description for the page; nil where nothing was copied. `step` and `quantity` as in `FrameSet`.
    public func set(step: String, quantity: String) -> FrameSet? {
        frames.isEmpty ? nil : FrameSet(step: step, quantity: quantity, size: size, frames: frames)
    }
}
