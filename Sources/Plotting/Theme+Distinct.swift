/// Looks for what has no part in a comparison that the theme knows.
extension Theme {
    private static let dashes: [MethodStyle.Dash] = [
        .solid, .dashed, .dotted, .dashDotted, .longDashed, .dashDotDotted,
    ]

    /// Styles that differ from all of `roles` and from each other in at least two of colour, dash and marker. As two with
    /// one dash and one marker would differ in their colour alone, all can be told apart in grey print.
    static let distinctStyles: [MethodStyle] = {
        // Dark enough on white, and apart for the colour-blind in lightness where not in hue.
        let colours = [0xDD6611, 0x332288, 0x009988, 0xAA4499, 0x663300, 0xCC3366].map { Colour($0) }
        let markers = MethodStyle.Marker.allCases.filter { $0 != .none }
        var styles: [MethodStyle] = []
        // All combinations in an order that changes all three from each to the next.
        for shift in markers.indices {
            for place in 0..<(colours.count * dashes.count) {
                let style = MethodStyle(
                    name: "", colour: colours[place % colours.count],
                    dash: dashes[(place + place / colours.count) % dashes.count],
                    marker: markers[(5 * place + shift) % markers.count])
                let others = roles.flatMap(\.looks) + styles
                if others.allSatisfy(style.isDistinct(from:)) { styles.append(style) }
            }
        }
        return styles
    }()

    /// The same styles, each with a marker of its own as long as there are some: of two with one marker the later gets one that none
    /// of them has. Styles without a marker stay without.
    public static func withOwnMarkers(_ styles: [MethodStyle]) -> [MethodStyle] {
        var free = MethodStyle.Marker.allCases.filter { marker in
            marker != .none && !styles.contains { $0.marker == marker }
        }
        var taken: Set<MethodStyle.Marker> = [.none]
        return styles.map { style in
            guard !taken.insert(style.marker).inserted, style.marker != .none, !free.isEmpty else { return style }
            return style.variant(marker: free.removeFirst())
        }
    }

    /// The style of the `index`th (from 0) of `count` ordered series, such as the layers of a network: colours in
    /// order of lightness, with markers and dashes that tell neighbours apart in grey.
    public static func ordered(_ index: Int, of count: Int, name: String) -> MethodStyle {
        let markers: [MethodStyle.Marker] = [
            .circle, .openSquare, .triangle, .openDiamond, .cross, .square, .openCircle, .triangleDown, .plus, .diamond,
        ]
        return MethodStyle(
            name: name, colour: ColourMap.ordered.colour(at: count < 2 ? 0 : Double(index) / Double(count - 1)),
            dash: dashes[index % dashes.count], marker: markers[index % markers.count])
    }
}
