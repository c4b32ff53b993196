import Bench
import Foundation
import Stages
import Support
import Yams

/// A profile in YAML: nested names, as "sparse: training: steps: 1200", or flat ones. Values are handed on as they are
/// written: what a text means is the affair of its setting's type.
enum ProfileFile {
    private static let endings = ["yml", "yaml"]
    /// The one name of a profile that is no setting: `extends: standard` has all that standard has, under its own values.
    private static let base = "extends"

    /// The settings of a profile by name (a file of `Profiles/`) or by the path of a file, after those of the profiles that
    /// it extends.
    ///
    /// - Throws: `SettingsError`.
    static func load(_ profile: String, schema: SettingsSchema) throws -> (name: String, sources: [RunSettings.Source])
    {
        var (url, sources, seen) = (try find(profile), [RunSettings.Source](), [String]())
        let name = url.deletingPathExtension().lastPathComponent
        while true {
            let place = url.lastPathComponent
            let path = url.resolvingSymlinksInPath().path
            guard !seen.contains(path) else {
                throw SettingsError("\(place) extends itself; expected a profile that stands by itself in the end")
            }
            seen.append(path)
            let (own, extended) = try read(url, schema: schema)
            sources.insert(own, at: 0)
            guard let extended else { return (name, sources) }
            let isPath = extended.contains("/") || endings.contains { extended.hasSuffix(".\($0)") }
            // Beside the file that names it, wherever the program runs.
            url =
                isPath && !extended.hasPrefix("/") && !extended.hasPrefix("~")
                ? url.deletingLastPathComponent().appendingPathComponent(extended) : try find(extended)
        }
    }

    /// A file's own settings, and the profile that it extends.
    private static func read(
        _ url: URL, schema: SettingsSchema
    ) throws -> (own: RunSettings.Source, extended: String?) {
        let place = url.lastPathComponent
        do {
            let parser = try Yams.Parser(yaml: try text(of: url, place: place))
            var document = try parser.nextRoot()
            guard try parser.nextRoot() == nil else {
                throw SettingsError("\(place) has more than one YAML document; expected one")
            }
            var extended: String?
            if case .mapping(var map)? = document, let value = map[Node(base)] {
                guard let name = value.scalar?.string, !name.isEmpty, name != "~" else {
                    throw SettingsError(
                        "\(place): extends is no profile; expected a name or a file, as in extends: standard")
                }
                extended = name
                map[Node(base)] = nil
                document = .mapping(map)
            }
            let values = try document.map { try flatten($0, prefix: "", place: place, schema: schema) } ?? []
            return (.init(place: place, values: values), extended)
        } catch let error as YamlError {
            throw SettingsError("\(place) is not valid YAML: \(error)")
        }
    }

    /// The file of a profile.
    private static func find(_ profile: String) throws -> URL {
        if profile.contains("/") || endings.contains(where: { profile.hasSuffix(".\($0)") }) {
            return URL(fileURLWithPath: NSString(string: profile).expandingTildeInPath)
        }
        let folder = try ProjectFolders.folder("Profiles")
        let named = endings.map { folder.appendingPathComponent("\(profile).\($0)") }
        if let found = named.first(where: { FileManager.default.fileExists(atPath: $0.path) }) { return found }
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let names = Set(
            files.map { URL(fileURLWithPath: $0) }.filter { endings.contains($0.pathExtension) }
                .map { $0.deletingPathExtension().lastPathComponent }
        ).sorted()
        let hint = NearestName.suggest(profile, among: names).map { " Did you mean \($0)?" } ?? ""
        throw SettingsError("there is no profile \(profile).\(hint) Profiles: \(names.joined(separator: ", "))")
    }

    /// The settings of `--set name=value`. A value in brackets is a list in YAML's flow form.
    static func assignments(_ texts: [String]) throws -> RunSettings.Source {
        let values = try texts.map { text -> (name: String, value: SettingValue) in
            guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
                throw SettingsError("--set \(text): expected name=value, as in --set sparse.training.steps=600")
            }
            let (name, value) = (String(text[..<equals]), String(text[text.index(after: equals)...]))
            guard value.hasPrefix("["), let node = try? Yams.compose(yaml: value), case .sequence = node else {
                return (name, .string(value))
            }
            guard let list = Self.value(node) else {
                throw SettingsError("--set \(name): \(value) is no list of numbers or words")
            }
            return (name, list)
        }
        return .init(place: "--set", values: values)
    }

    private static func flatten(
        _ node: Node, prefix: String, place: String, schema: SettingsSchema
    ) throws -> [(name: String, value: SettingValue)] {
        if case .mapping(let map) = node {
            return try map.flatMap { key, value -> [(name: String, value: SettingValue)] in
                let below = prefix.isEmpty ? "at the top" : "below \(prefix)"
                guard let key = key.scalar?.string else {
                    throw SettingsError("\(place): a name \(below) is no word")
                }
                guard key != "<<" else {
                    throw SettingsError("\(place): merge keys (<< \(below)) are not read. Hint: write the settings out")
                }
                let name = prefix.isEmpty ? key : "\(prefix).\(key)"
                // At once: aliases within aliases can stand for more names than there is time for.
                let isKnown = schema[name] != nil || schema.known.contains { $0.name.hasPrefix(name + ".") }
                guard isKnown || value.mapping == nil else {
                    throw SettingsError(schema.unknown(firstName(of: value, below: name), place: place))
                }
                return try flatten(value, prefix: name, place: place, schema: schema)
            }
        }
        // "sparse:" with nothing under it, and an empty file.
        let isBlank = node.scalar?.string.isEmpty == true && node.scalar?.style == .plain
        if isBlank, prefix.isEmpty || schema.known.contains(where: { $0.name.hasPrefix(prefix + ".") }) { return [] }
        if let scalar = node.scalar, scalar.style == .plain, ["~", "null", "Null", "NULL"].contains(scalar.string) {
            let expected = schema[prefix].map { "expected \($0.expectation)" } ?? "expected settings"
            throw SettingsError("\(place): \(prefix.isEmpty ? "the file" : prefix) is null; \(expected)")
        }
        guard !prefix.isEmpty, let value = value(node) else {
            throw SettingsError("\(place): \(prefix.isEmpty ? "the file" : prefix) is no mapping, number, word or list")
        }
        return [(prefix, value)]
    }

    /// The whole name of the first setting that a mapping gives.
    private static func firstName(of node: Node, below name: String) -> String {
        var (node, name) = (node, name)
        while let entry = node.mapping?.first, let key = entry.key.scalar?.string {
            (node, name) = (entry.value, "\(name).\(key)")
        }
        return name
    }

    /// A scalar's text as written, or a list of them.
    private static func value(_ node: Node) -> SettingValue? {
        switch node {
        case .scalar(let scalar): return .string(scalar.string)
        case .sequence(let sequence):
            let values = sequence.compactMap { $0.scalar.map { SettingValue.string($0.string) } }
            return values.count == sequence.count ? .list(values) : nil
        default: return nil
        }
    }
}
