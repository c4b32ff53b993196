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
