/// An entry of the legend: what it shows for a name.
struct LegendKey: Equatable {
    var name: String
    var style: MethodStyle
    var hasLine = false
    var hasMarker = false
    var hasFill = false
    var special: Special?

    /// Shapes that are no style's marker.
    enum Special: Equatable {
        case start, end
    }

    private var isMethod: Bool { special == nil && (hasLine || hasFill) }

    /// The entries of all marks: one for each name and look, in order of first appearance.
    static func merged(_ keys: [LegendKey]) -> [LegendKey] {
        let merged: [LegendKey] = keys.reduce(into: []) { list, key in
            guard !key.name.isEmpty else { return }
            if let known = list.firstIndex(where: {
                $0.name == key.name && $0.style == key.style && $0.special == key.special
            }) {
                list[known].hasLine = list[known].hasLine || key.hasLine
                list[known].hasMarker = list[known].hasMarker || key.hasMarker
                list[known].hasFill = list[known].hasFill || key.hasFill
            } else {
                list.append(key)
            }
        }
        // Methods first, then what is marked along them.
        return merged.filter { $0.isMethod } + merged.filter { !$0.isMethod }
    }
}
