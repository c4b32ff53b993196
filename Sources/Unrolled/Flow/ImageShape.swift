/// The sizes of an image, which lies in a row of `count` elements: channel by channel, each (height, width).
public struct ImageShape: Equatable, Sendable, Codable {
    /// 1 for grey, 3 for colours.
    public let channels: Int
    /// In pixels.
    public let height: Int
    /// In pixels.
    public let width: Int

    /// Sizes of an image.
    public init(channels: Int, height: Int, width: Int) {
        (self.channels, self.height, self.width) = (channels, height, width)
    }

    /// height · width.
    public var pixels: Int { height * width }
    /// channels · height · width: the dimension of the image as a vector.
    public var count: Int { channels * pixels }

    /// The shape after a squeeze.
    var squeezed: ImageShape { ImageShape(channels: 4 * channels, height: height / 2, width: width / 2) }
    /// The same size with other channels.
    func with(channels: Int) -> ImageShape { ImageShape(channels: channels, height: height, width: width) }
}
