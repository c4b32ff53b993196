import Datasets
import Foundation
import Stages

/// The settings that values of `--data` stand for: `<study>.data.source` and `<study>.data.directory`.
public enum DataAssignments {
    /// The studies that take images.
    public static func studies(_ schema: SettingsSchema) -> [String] { names(schema.all) }

    /// The studies that repeat one of these on a second set of images, where one is given.
    public static func seconds(_ schema: SettingsSchema) -> [String] { names(Array(schema.optional.joined())) }

    private static func names(_ settings: [any SettingDeclaration]) -> [String] {
        settings.map(\.name).filter { $0.hasSuffix(".data.source") }.map { String($0.prefix { $0 != "." }) }
    }

    /// Settings for each study that is given images: by the last value with its name and a colon, or else, but for second
    /// sets, by the last without a name. Folders become absolute.
    ///
    /// - Parameters:
    ///   - texts: values of `--data`, as in `DataSpecification`.
    ///   - schema: the settings of the studies.
    /// - Throws: `DataSpecificationError` for a value that names no data, or a study that takes none.
    public static func settings(
        _ texts: [String], schema: SettingsSchema
    ) throws -> [(name: String, value: SettingValue)] {
        let (studies, seconds) = (studies(schema), seconds(schema))
        let specifications = try texts.map { try DataSpecification(parsing: $0, studies: studies + seconds) }
        return (studies + seconds).flatMap { study -> [(name: String, value: SettingValue)] in
            let common = seconds.contains(study) ? nil : specifications.last { $0.study == nil }
            guard let own = specifications.last(where: { $0.study == study }) ?? common else { return [] }
            return [
                ("\(study).data.source", .string(own.source.rawValue)),
                ("\(study).data.directory", .string(own.directory.map(absolute) ?? "")),
            ]
        }
    }

    private static func absolute(_ folder: String) -> String {
        URL(fileURLWithPath: NSString(string: folder).expandingTildeInPath).path
    }
}
