import Stages

/// Settings as a text of nested lines, as a profile file would have them.
enum SettingsText {
    /// "a.b.c: value" with common beginnings taken out and indented by two spaces.
    static func nested(_ settings: StageSettings) -> String {
        var lines: [String] = []
        var open: [String] = []
        for entry in settings.entries {
            let path = entry.name.split(separator: ".").map(String.init)
            let parents = Array(path.dropLast())
            var shared = 0
            while shared < min(parents.count, open.count), parents[shared] == open[shared] { shared += 1 }
            for depth in shared..<parents.count {
                lines.append(String(repeating: "  ", count: depth) + parents[depth] + ":")
            }
            open = parents
            let name = path.last ?? entry.name
            lines.append(String(repeating: "  ", count: parents.count) + "\(name): \(entry.value)")
        }
        return printable(lines.joined(separator: "\n"))
    }

    /// The settings of several stages as lines; one that is not the same in all of them says how many values it has.
    static func common(_ all: [StageSettings]) -> String {
        var values: [String: [SettingValue]] = [:]
        for settings in all {
            for entry in settings.entries where values[entry.name]?.contains(entry.value) != true {
                values[entry.name, default: []].append(entry.value)
            }
        }
        let lines = values.sorted { $0.key < $1.key }.map { name, values in
            let shown = values.prefix(4).map(\.description).joined(separator: " | ")
            return "\(name): \(shown)\(values.count > 4 ? " | … (\(values.count) values)" : "")"
        }
        return printable(lines.joined(separator: "\n"))
    }

    private static func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\n" }))
    }
}
