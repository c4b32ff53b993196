import Foundation
import Plotting
import Testing

@Suite struct StyleTests {
    static let roles = [
        "proposed": 4, "baseline": 4, "alternative": 2, "classical": 7, "trivial": 5, "ablation": 3, "bound": 1,
        "truth": 1, "event": 1,
    ]

    /// Every look that a role lists.
    static let known = roles.sorted { $0.key < $1.key }.flatMap { role, count in
        (0..<count).map { Theme.style(role: role, variant: $0, name: "\(role) \($0)") }
    }

    /// Twelve looks past the list of a role, or of a role that the theme does not know.
    static func others(_ role: String) -> [MethodStyle] {
        (0..<12).map { Theme.style(role: role, variant: (roles[role] ?? 0) + $0, name: "\(role) \($0)") }
    }

    private func parts(_ first: MethodStyle, _ second: MethodStyle) -> Int {
        [first.colour != second.colour, first.dash != second.dash, first.marker != second.marker].filter { $0 }.count
    }

    @Test func rolesKeepTheirLooks() {
        let proposed = Theme.style(role: "proposed", name: "Constrained")
        #expect(
            proposed
                == MethodStyle(name: "Constrained", colour: Colour(0x4477AA), dash: .solid, marker: .circle))
        let flow = Theme.style(role: "classical", variant: 5, name: "Flow")
        #expect(flow.colour == Colour(0x228833) && flow.dash == .longDashed && flow.weight == .thin)
    }

    /// In grey print two series are told apart by dash or marker.
    @Test func looksOfRolesDifferInMarkerOrDash() {
        for (index, style) in Self.known.enumerated() where style.name != "event 0" {
            for other in Self.known[(index + 1)...] {
                #expect(style.dash != other.dash || style.marker != other.marker, "\(style.name) and \(other.name)")
            }
        }
    }

    @Test(arguments: roles.keys.sorted() + ["", "oracle", "my own"]) func looksPastTheListAreDistinct(_ role: String) {
        let others = Self.others(role)
        for (index, style) in others.enumerated() {
            for other in Self.known + others[(index + 1)...] {
                #expect(parts(style, other) > 1, "\(style.name) and \(other.name)")
            }
            #expect(style == Theme.style(role: role, variant: (Self.roles[role] ?? 0) + index, name: style.name))
        }
        #expect(Theme.style(role: role, variant: -1, name: "a").name == "a")
    }

    @Test func firstLooksPastTheListsDifferBetweenRoles() {
        let styles = Self.roles.keys.sorted().flatMap { Self.others($0).prefix(3) }
        for (index, style) in styles.enumerated() {
            for other in styles[(index + 1)...] { #expect(parts(style, other) > 1, "\(style.name) and \(other.name)") }
        }
    }

    private func line(_ series: String, style: MethodStyle? = nil) -> Mark {
        .line(x: [0, 1], y: [Double(series.count), 1], series: series, style: style)
    }

    private func picture(_ marks: [Mark], _ styles: [String: MethodStyle] = [:]) throws -> Raster {
        let panel = Panel(x: Axis("x"), y: Axis("y"), marks: marks)
        return try Raster(png: Figure(id: "f", width: .oneColumn, panels: [panel], styles: styles).png(dotsPerInch: 75))
    }

    /// The first of two with one marker keeps it; without a marker a style stays, and where there are more styles than markers
    /// these are used again.
    @Test func eachHasAMarkerOfItsOwn() {
        func style(_ marker: MethodStyle.Marker) -> MethodStyle {
            MethodStyle(name: "", colour: Colour(0), marker: marker)
        }
        let own = Theme.withOwnMarkers([style(.square), style(.none), style(.circle), style(.square), style(.none)])
        #expect(own.map(\.marker) == [.square, .none, .circle, .openCircle, .none])
        let many = Theme.withOwnMarkers([MethodStyle](repeating: style(.star), count: 20)).map(\.marker)
        #expect(Set(many).count == MethodStyle.Marker.allCases.count - 1 && many[0] == .star && many[19] == .star)
    }

    @Test func figuresLookSeriesUp() throws {
        let style = Theme.style(role: "classical", name: "ISTA")
        let expected = try picture([line("a", style: style)])
        #expect(try picture([line("a")], ["a": style]) == expected)
        #expect(try picture([line("a")]) != expected)
        // A mark's own style is stronger than the table.
        #expect(try picture([line("a", style: style)], ["a": Theme.style(role: "proposed", name: "A")]) == expected)
        // Marks of all figures need no table, and may stand in it.
        let truth = Theme.style(role: "truth", name: "Optimum $y^*$")
        #expect(try picture([line("truth")]) == picture([line("truth", style: truth)]))
        #expect(try picture([line("truth")], ["truth": style]) == picture([line("truth", style: style)]))
    }

    /// Series without a style get one in order of appearance, and keep away from the table's.
    @Test func seriesWithoutAStyleAreDistinct() throws {
        let marks = ["x", "costs $5", "z"].map { line($0) }
        let svg = String(
            decoding: try Figure(id: "f", panels: [Panel(x: Axis("x"), y: Axis("y"), marks: marks)]).svg(),
            as: UTF8.self)
        let colours = Set(svg.matches(of: #/stroke:rgb\([^)]*\)/#).map { String($0.output) })
        #expect(colours.count == 4, "three series and the axes: \(colours)")
        let first = Self.others("")[0]
        #expect(try picture([line("x")], ["other": first]) != picture([line("x")]))
        #expect(try picture(marks) == picture(marks))
    }
}
