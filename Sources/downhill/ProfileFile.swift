import Experiments
import Foundation
import Stages
import Support
import Yams

/// A profile in YAML: nested names, as "sparse: training: steps: 1200", or flat ones.
enum ProfileFile {
    /// The settings of a profile by name (a file of `Profiles/`) or by the path of a file.
    ///
    /// - Throws: `SettingsError`.
    static func load(_ profile: String) throws -> (name: String, source: RunSettings.Source) {
        let folder = try ProjectFolders.folder("Profiles")
        let named = folder.appendingPathComponent("\(profile).yml")
        let url = profile.hasSuffix(".yml") || profile.contains("/") ? URL(fileURLWithPath: profile) : named
        guard let text = try? String(contentsOf: url, encoding: .utf8) else {
            let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            let names = files.filter { $0.hasSuffix(".yml") }.map { String($0.dropLast(4)) }.sorted()
            let hint = NearestName.suggest(profile, among: names).map { " Did you mean \($0)?" } ?? ""
            throw SettingsError("there is no profile \(profile).\(hint) Profiles: \(names.joined(separator: ", "))")
        }
        let place = url.lastPathComponent
        do {
            let values = try flatten(try Yams.load(yaml: text), prefix: "", place: place)
            return (url.deletingPathExtension().lastPathComponent, .init(place: place, values: values))
        } catch let error as YamlError {
            throw SettingsError("\(place) is not valid YAML: \(error)")
        }
    }

    /// The settings of `--set name=value`, each value read as YAML.
    static func assignments(_ texts: [String]) throws -> RunSettings.Source {
        let values = try texts.map { text -> (name: String, value: SettingValue) in
            guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
                throw SettingsError("--set \(text): expected name=value, as in --set sparse.training.steps=600")
            }
            let (name, value) = (String(text[..<equals]), String(text[text.index(after: equals)...]))
            guard let parsed = Self.value((try? Yams.load(yaml: value)) ?? value) else {
                throw SettingsError("--set \(name): \(value) is neither a number, a word nor a list")
            }
            return (name, parsed)
        }
        return .init(place: "--set", values: values)
    }

    private static func flatten(
        _ node: Any?, prefix: String, place: String
    ) throws -> [(name: String, value: SettingValue)] {
        guard let node else { return [] }
        if let map = node as? [String: Any] {
            return try map.sorted { $0.key < $1.key }.flatMap {
                try flatten($0.value, prefix: prefix.isEmpty ? $0.key : "\(prefix).\($0.key)", place: place)
            }
        }
        guard !prefix.isEmpty, let value = value(node) else {
            throw SettingsError("\(place): \(prefix.isEmpty ? "the file" : prefix) is no mapping, number, word or list")
        }
        return [(prefix, value)]
    }

    private static func value(_ node: Any) -> SettingValue? {
        switch node {
        case let value as Bool: return .bool(value)
        case let value as Int: return .int(value)
        case let value as Double: return .double(value)
        case let value as String: return .string(value)
        case let list as [Any]:
            let values = list.compactMap { Self.value($0) }
            return values.count == list.count ? .list(values) : nil
        default: return nil
        }
    }
}
