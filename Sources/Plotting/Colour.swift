/// A colour in sRGB with its opacity; components in 0…1.
public struct Colour: Codable, Equatable, Sendable {
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

/// A sequential colour map whose lightness is monotone, so that it prints in grey.
public struct ColourMap: Sendable, Equatable {
    let stops: [Colour]

    /// Very light, for fields that lines are drawn over: low values are white, high values a pale blue.
    public static let pale = ColourMap(stops: [Colour(0xFFFFFF), Colour(0xE6EDF4), Colour(0xC5D3E2), Colour(0xA3B8CE)])
    /// Strong, for ordered series (layers, seeds): from dark blue to amber.
    public static let ordered = ColourMap(
        stops: [Colour(0x20204F), Colour(0x4A4A8F), Colour(0x9C5089), Colour(0xD9695F), Colour(0xE9A13B)])
    /// For contour lines: a blue-grey that darkens with the value.
    public static let lines = ColourMap(stops: [Colour(0xB4C3D4), Colour(0x8CA1B8), Colour(0x6A829C)])

    /// The colour at `fraction` in 0…1; fractions outside are taken to the nearest end.
    public func colour(at fraction: Double) -> Colour {
        let place = min(max(fraction.isFinite ? fraction : 0, 0), 1) * Double(stops.count - 1)
        let index = min(Int(place), stops.count - 2)
        return stops[index].mixed(with: stops[index + 1], place - Double(index))
    }
}
