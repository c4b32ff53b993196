import Plotting
import Stages

/// The kept images of several methods with one seed, of the test images that all of them have.
public struct ExampleSet: Sendable {
    /// What captions say of how images are shown: eight bits hold nothing beyond black and white.
    public static let remark =
        "Hidden pixels of the input are shown in mid-grey, values beyond black or white as these."

    /// The study.
    public let study: StudyReader
    /// The seed that all methods have.
    public let seed: Int
    /// Each method's images.
    public let methods: [(id: String, images: ExampleImages)]
    /// The examples that all methods have, of the same test images.
    public let examples: [Int]

    /// Reads the methods' images by `read`, from the first seed that all have. Throws `RunReaderError`, `TableError`.
    public init(
        _ methods: [String], sources: inout FigureSources, file: String,
        read: (String, Int) throws -> ExampleImages
    ) throws {
        let seed = try sources.study.seeds(ofAll: methods)[0]
        self.seed = seed
        study = sources.study
        let read = try methods.map { method in
            sources.use(try sources.study.evaluation(method, seed: seed))
            return (id: method, images: try read(method, seed))
        }
        self.methods = read
        examples = (read.first?.images.examples ?? []).filter { example in
            let names = read.map { $0.images.examples.contains(example) ? $0.images.name(of: example) : "" }
            return names.allSatisfy { $0 == names[0] }
        }
        guard !examples.isEmpty else { throw RunReaderError.noRow("a test image that all networks have", file: file) }
    }

    /// The first method's images: what all methods have in common is taken from there.
    public var common: ExampleImages { methods[0].images }

    /// "test image 12".
    public func name(of example: Int) -> String { common.name(of: example) }

    /// The places at which any method has an image of this kind, ascending.
    public func places(_ kind: ExampleImage.Kind) -> [Double] {
        Set(methods.flatMap { $0.images.places(kind) }).sorted()
    }

    /// The layers from 1 to the last that any method has an image of; one between that is no image has its place, too.
    public var layers: [Double] {
        guard let last = places(.layer).last, last >= 1 else { return [] }
        return (1...Int(last)).map(Double.init)
    }

    /// A cell with an image, and under it one of its numbers; words where an output is no image, being not finite. Throws
    /// `PlottingError` where its file cannot be read.
    public static func cell(_ image: ExampleImage?, _ value: KeyPath<ExampleImage, Double?>? = nil) throws -> ImageCell
    {
        guard let image else { return ImageCell(words: "no image") }
        let number = value.flatMap { image[keyPath: $0] }
        return ImageCell(
            try Pixels(png: image.file), words: number.map { NumberText.inFigure($0) } ?? "", value: number)
    }
}
