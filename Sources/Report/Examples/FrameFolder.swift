import Foundation
import Plotting
import Stages

/// Copies the images that the page shows large into a folder beside a figure's files, and describes them.
public struct FrameFolder {
    /// What was copied so far.
    public private(set) var frames: [FrameSet.Frame] = []
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

    /// Copies an image as `file`.png and describes it. Throws `PlottingError` where the image is damaged, `StoreError`
    /// where it cannot be copied.
    public mutating func add(
        _ image: ExampleImage, as file: String, example: String, method: String? = nil, step: Int? = nil, name: String,
        words: String, value: Double?
    ) throws {
        // A page must not show what no browser can read.
        let pixels = try Pixels(png: image.file)
        size = FigureCard.PixelSize(width: max(size.width, pixels.columns), height: max(size.height, pixels.rows))
        let target = folder.appendingPathComponent(self.name).appendingPathComponent("\(file).png")
        do {
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(contentsOf: image.file).write(to: target)
        } catch {
            throw StoreError("copy an image to", target.path, reason: error.localizedDescription)
        }
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
