/// How series look by the part that they have in a comparison. A study names parts, never colours, so that its own method
/// looks like the one that other studies propose, and each trivial answer like the others.
extension Theme {
    private static let black = Colour(0x000000)
    private static let red = Colour(0xEE6677)
    private static let green = Colour(0x228833)
    private static let darkBlue = Colour(0x004488)
    private static let darkGrey = Colour(0x555555)

    /// The looks of each role, in the order of the variants. Names are filled in when a style is asked for.
    static let roles: [(name: String, looks: [MethodStyle])] = [
        (
            "proposed",
            [
                look(Colour(0x4477AA), .solid, .circle), look(Colour(0x33A5CC), .dashDotted, .openCircle),
                look(Colour(0xAA3377), .longDashed, .diamond), look(Colour(0x99770F), .dashDotDotted, .triangle),
            ]
        ),
        (
            "baseline",
            [
                look(red, .dashed, .square), look(Colour(0x777777), .solid, .triangleDown),
                look(red, .dotted, .openSquare), look(Colour(0x882255), .dashDotted, .openDiamond),
            ]
        ),
        ("alternative", [look(black, .dashed, .cross), look(black, .dotted, .plus)]),
        (
            "classical",
            [
                look(green, .solid, .openTriangle), look(green, .dashed, .triangle),
                look(green, .dashDotted, .openTriangleDown), look(green, .dotted, .triangleDown),
                look(green, .dashDotted, .openTriangle), look(green, .longDashed, .openTriangle, .thin),
                look(green, .dashed, .openDiamond, .thin),
            ]
        ),
        (
            "trivial",
            [MethodStyle.Dash.dashDotted, .dotted, .longDashed, .dashed, .dashDotDotted].map {
                look(darkGrey, $0, .none, .thin)
            }
        ),
        // What shows what one piece of the proposed method is for.
        (
            "ablation",
            [
                look(darkBlue, .dotted, .openCircle), look(darkBlue, .longDashed, .openSquare),
                look(darkBlue, .dashDotDotted, .openDiamond),
            ]
        ),
        // What a theorem promises: its dashes are no other style's, as no data lie on such a line.
        ("bound", [look(black, .spaced, .none, .thin)]),
        // What every method is measured against.
        ("truth", [look(black, .solid, .star, .thin)]),
        // What happens to a method from outside, such as noise on an iterate.
        ("event", [look(black, .solid, .openDiamond)]),
    ]

    /// Series that are no methods, which figures of any study may show without having them in their table.
    static let commonSeries = [
        "truth": style(role: "truth", name: "Optimum $y^*$"),
        "zero": style(role: "trivial", variant: 1, name: "Zero"),
        "perturbation": style(role: "event", name: "After the noise"),
    ]

    /// The style of a method that has the part `role` in a comparison: `proposed`, `baseline`, `alternative`, `classical`,
    /// `trivial`, `ablation`, `bound`, `truth` or `event`.
    ///
    /// Of a role's looks it is the one numbered `variant`, from 0. A variant past them, or a role of the study's own, gets
    /// one of `distinctStyles`: always the same for the same role and variant.
    /// - Parameter name: what the legend says, in the markup of `MathText`.
    public static func style(role: String, variant: Int = 0, name: String) -> MethodStyle {
        let known = roles.firstIndex { $0.name == role }
        let looks = known.map { roles[$0].looks } ?? []
        guard looks.indices.contains(variant) else {
            // The first variants past the lists of two known roles do not meet.
            let start = known.map { 3 * $0 } ?? role.unicodeScalars.reduce(0) { (31 * $0 + Int($1.value)) % 9973 }
            let count = distinctStyles.count
            let place = (start + (variant &- looks.count) % count + count) % count
            return distinctStyles[place].variant(name: name, weight: looks.last?.weight)
        }
        return looks[variant].variant(name: name)
    }

    private static func look(
        _ colour: Colour, _ dash: MethodStyle.Dash, _ marker: MethodStyle.Marker,
        _ weight: MethodStyle.Weight = .normal
    ) -> MethodStyle {
        MethodStyle(name: "", colour: colour, dash: dash, marker: marker, weight: weight)
    }
}
