import Foundation
import Stages

/// The images that an evaluation kept of some test examples.
public struct ExampleImages: Sendable {
    /// All of them, in the table's order.
    public let images: [ExampleImage]
    /// For each example its number among the test images, where the table says it.
    public let samples: [(example: Int, sample: Int)]

    /// Reads a table with a row for each image: `example`, `kind`, `file`, `hole`, `mse`, the place's column `key` and,
    /// where there is one, `sample`. `url` finds a file that the table names; it throws where there is none.
    /// Throws `TableError`, and what `url` throws.
    init(_ table: Table, key: String, url: (String) throws -> URL) throws {
        let examples = try table.ints("example")
        let kinds = try table.strings("kind")
        let places = try table.optionalKeys(key)
        let files = try table.strings("file")
        let (holes, errors) = (try table.optionalDoubles("hole"), try table.optionalDoubles("mse"))
        images = try examples.indices.map { row in
            guard let kind = ExampleImage.Kind(rawValue: kinds[row]) else {
                throw TableError.badCell(
                    file: table.source, column: "kind", line: table.line(ofRow: row), text: kinds[row],
                    expected: "masked, layer, clean, input or output")
            }
            return ExampleImage(
                example: examples[row], kind: kind, place: places[row], file: try url(files[row]), hole: holes[row],
                mse: errors[row])
        }
        let numbers = table.hasColumn("sample") ? try table.ints("sample") : []
        samples = zip(examples, numbers).reduce(into: []) { list, pair in
            if !list.contains(where: { $0.example == pair.0 }) { list.append((pair.0, pair.1)) }
        }
    }

    /// The examples' numbers, ascending.
    public var examples: [Int] { Set(images.map(\.example)).sorted() }

    /// The places at which there is an image of this kind, ascending.
    public func places(_ kind: ExampleImage.Kind) -> [Double] {
        Set(images.filter { $0.kind == kind }.compactMap(\.place)).sorted()
    }

    /// The image of a kind, example and place; nil where there is none.
    public func image(_ kind: ExampleImage.Kind, of example: Int, at place: Double? = nil) -> ExampleImage? {
        images.first { $0.kind == kind && $0.example == example && (place == nil || $0.place == place) }
    }

    /// "Image 12", shortly for a heading; "example 1" where the table does not say which it is.
    public func heading(of example: Int) -> String {
        samples.first { $0.example == example }.map { "Image \($0.sample)" } ?? name(of: example)
    }

    /// "test image 12"; its number among the examples, from 1, where the table does not say which it is.
    public func name(of example: Int) -> String {
        samples.first { $0.example == example }.map { "test image \($0.sample)" } ?? "example \(example + 1)"
    }
}

/// An image that an evaluation kept to be looked at.
public struct ExampleImage: Equatable, Sendable {
    /// What the image is.
    public enum Kind: String, Sendable {
        /// The input, with mid-grey in the hole.
        case masked
        /// The output y_l of a layer.
        case layer
        /// The image that was to be found.
        case clean
        /// The input with noise of a level p.
        case input
        /// The last layer's output for that input.
        case output
    }

    /// Which of the evaluation's examples: 0, 1, 2.
    public var example: Int
    /// What the image is.
    public var kind: Kind
    /// The layer l, or the level p; nil for the masked and the clean image.
    public var place: Double?
    /// The PNG file.
    public var file: URL
    /// The mean squared error inside the hole; nil where it was not measured.
    public var hole: Double?
    /// The mean squared error over the whole image; nil where it was not measured.
    public var mse: Double?
}
