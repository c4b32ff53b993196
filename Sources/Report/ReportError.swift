import Foundation
import Support

/// What can go wrong while the page is made.
public enum ReportError: Error, CustomStringConvertible, LocalizedError {
    /// The folder of templates lacks a file, or one cannot be read.
    case missingTemplate(String, folder: String)
    /// A template is not valid Mustache.
    case badTemplate(String, reason: String)
    /// A figure was asked for that does not exist.
    case unknownFigure(String, known: [String])
    /// A figure said that it was drawn but left out a file.
    case missingFigureFile(String)
    /// A comparison, or an archive, cannot be made of these folders, or there: why, and what to do.
    case unusableFolder(String, reason: String)

    /// For people.
    public var description: String {
        switch self {
        case .missingTemplate(let name, let folder):
            return "the template \(name) is not in \(folder). Hint: give the project's Templates folder"
        case .badTemplate(let name, let reason): return "the template \(name) is not valid: \(reason)"
        case .unknownFigure(let name, let known):
            return "there is no figure “\(name)”. The figures: \(known.joined(separator: ", "))"
        case .missingFigureFile(let name): return "the figure was drawn without its file \(name)"
        case .unusableFolder(let folder, let reason): return PrintableText.line("\(folder): \(reason)", limit: .max)
        }
    }

    /// For people.
    public var errorDescription: String? { description }
}
