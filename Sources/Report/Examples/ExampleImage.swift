import Foundation

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
