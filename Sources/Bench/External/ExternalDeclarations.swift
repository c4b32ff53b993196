import Foundation
import Stages

/// The methods from outside that a study measures beside its own: `<study>.methods.…`. A run without any has none of these
/// settings.
struct ExternalDeclarations: SettingsGroup {
    let given: Setting<[String]>
    let seconds: Setting<Double>

    init(of study: String) {
        given = .texts(
            "\(study).methods.given", [], "methods from outside, as of --method",
            expectation: "a list of NAME=PATH, or of NAME=PATH,PATH for several seeds")
        seconds = .real(
            "\(study).methods.seconds", 600, 1...86_400, unit: "seconds",
            "after how long a method's command is ended, for each array")
    }
}

/// The settings that values of `--method` stand for: `<study>.methods.given`.
public enum MethodAssignments {
    /// The studies that take methods, those that repeat others on second images included.
    public static func studies(_ schema: SettingsSchema) -> [String] {
        schema.optional.joined().map(\.name).filter { $0.hasSuffix(".methods.given") }.map {
            String($0.prefix { $0 != "." })
        }
    }

    /// Settings for each study that is given methods. Paths become absolute.
    ///
    /// - Parameters:
    ///   - texts: values of `--method`: "NAME=PATH[,PATH…]" for the first study that takes methods, "STUDY:NAME=PATH" for
    ///     another.
    ///   - schema: the settings of the studies.
    /// - Throws: `SettingsError` for a value of another form, or a study that takes none.
    public static func settings(
        _ texts: [String], schema: SettingsSchema
    ) throws -> [(name: String, value: SettingValue)] {
        let studies = studies(schema)
        var given: [String: [String]] = [:]
        for text in texts {
            guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
                throw SettingsError("--method \(text): expected NAME=PATH, as in --method lista-torch=arrays/seed-1")
            }
            let name = text[..<equals].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init)
            let study = name.count == 2 ? name[0] : studies.first ?? ""
            guard studies.contains(study) else {
                throw SettingsError(
                    "--method \(text): the study \(study) takes no methods. Hint: one of \(studies.joined(separator: ", "))"
                )
            }
            let paths = text[text.index(after: equals)...].split(separator: ",", omittingEmptySubsequences: false)
            given[study, default: []].append("\(name[name.count - 1])=\(paths.map(absolute).joined(separator: ","))")
        }
        return studies.compactMap { study in
            given[study].map { ("\(study).methods.given", .list($0.map { .string($0) })) }
        }
    }

    /// The methods that settings give, by their studies.
    public static func names(_ settings: RunSettings) -> [(study: String, name: String)] {
        studies(settings.schema).flatMap { study -> [(study: String, name: String)] in
            guard settings["\(study).methods.given"] != nil else { return [] }
            return settings.view(ExternalDeclarations(of: study)).given.map {
                (study, String($0.prefix { $0 != "=" }))
            }
        }
    }

    private static func absolute(_ path: Substring) -> String {
        path.isEmpty ? "" : URL(fileURLWithPath: NSString(string: String(path)).expandingTildeInPath).path
    }
}

extension Settings {
    /// The methods from outside that this run gives to the study `id`.
    ///
    /// - Parameters:
    ///   - own: the ids of the study's own methods, which no other may have.
    ///   - check: looks at a network before anything is trained, and says how many layers it has, where that is known.
    /// - Throws: `SettingsError` for a name or a path that may not be, `DataError` for what is there.
    public func externalMethods(
        of id: String, beside own: [String], check: (ExternalNetwork) throws -> Int?
    ) throws -> [ExternalMethod] {
        let group = ExternalDeclarations(of: id)
        guard run[group.given.name] != nil else { return [] }
        let methods = try run.view(group).given.map {
            try ExternalMethod(parsing: $0, study: id, seeds: common.seeds, check: check)
        }
        for (index, method) in methods.enumerated() {
            // Legends and sentences do not tell "Standard" from "standard".
            let others = (own + methods[..<index].map(\.id)).map { $0.lowercased() }
            guard !others.contains(method.id.lowercased()) else {
                throw SettingsError(
                    "--method \(id):\(method.id)=…: the study has a method of this name. Hint: another name")
            }
        }
        return methods
    }

    /// After how long a command of a method from outside is ended.
    public func externalSeconds(of id: String) -> Double {
        let group = ExternalDeclarations(of: id)
        return run[group.seconds.name] == nil ? group.seconds.fallback : run.view(group).seconds
    }
}
