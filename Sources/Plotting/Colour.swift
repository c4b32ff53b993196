/// A colour in sRGB with its opacity; components in 0…1.
public struct Colour: Equatable, Sendable {
    /// Red.
    public var red: Double
    /// Green.
    public var green: Double
    /// Blue.
    public var blue: Double
    /// Opacity: 1 hides what lies under it.
    public var opacity: Double

    /// A colour from `0xRRGGBB`.
    public init(_ hexadecimal: UInt32, opacity: Double = 1) {
        red = Double((hexadecimal >> 16) & 255) / 255
        green = Double((hexadecimal >> 8) & 255) / 255
        blue = Double(hexadecimal & 255) / 255
        self.opacity = opacity
    }

    /// The same colour with another opacity.
    public func opacity(_ value: Double) -> Colour {
        var copy = self
        copy.opacity = value
        return copy
    }

    /// The point `fraction` of the way from this colour to `other`, component by component.
    public func mixed(with other: Colour, _ fraction: Double) -> Colour {
        var copy = self
        copy.red += (other.red - red) * fraction
        copy.green += (other.green - green) * fraction
        copy.blue += (other.blue - blue) * fraction
        copy.opacity += (other.opacity - opacity) * fraction
        return copy
    }

    /// How light the colour prints in grey, 0…1 (ITU-R 601 luma).
    public var luma: Double { 0.299 * red + 0.587 * green + 0.114 * blue }

    static let black = Colour(0x000000)
    static let white = Colour(0xFFFFFF)
}
