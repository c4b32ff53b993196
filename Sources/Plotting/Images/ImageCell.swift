/// A place in a grid of images.
public struct ImageCell: Sendable, Equatable {
    /// The image; nil leaves the place free.
    public var image: Pixels?
    /// A few words in the markup of `MathText`: under the image or, where there is none, in its place.
    public var words: String
    /// The number that the words print, with all its figures, for the CSV.
    public var value: Double?

    /// An image, with words under it where there are any.
    public init(_ image: Pixels, words: String = "", value: Double? = nil) {
        self.image = image
        self.words = words
        self.value = value
    }

    /// Words in the place of an image: why there is none.
    public init(words: String) { self.words = words }

    /// A place left free.
    public static let empty = ImageCell(words: "")

    /// What the CSV says of the cell; nil where it is free.
    var data: String? {
        if let value { return "\(value)" }
        if !words.isEmpty { return words }
        return image.map { "\($0.columns)×\($0.rows)" }
    }
}
