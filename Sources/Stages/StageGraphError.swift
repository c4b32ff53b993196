import Foundation

/// What can be wrong with a graph of stages, or with a name given to it.
public enum StageGraphError: Error, Equatable, CustomStringConvertible, LocalizedError {
    /// Two stages have one name.
    case duplicateName(String)
    /// A stage's name is empty, or has a part that would leave the store's folder.
    case invalidName(String)
    /// A stage names an input that is no stage.
    case unknownInput(stage: String, input: String, nearest: String?)
    /// Stages need each other in a circle; the first is repeated at the end.
    case cycle([String])
    /// Somebody asked for a stage that does not exist.
    case unknownStage(String, nearest: String?)
    /// A running stage asked for the folder of a stage that it does not declare.
    case undeclaredInput(stage: String, input: String, declared: [String])
    /// A stage is to be made alone, and the store lacks an input of it.
    case missingInput(stage: String, input: String)

    /// For people.
    public var description: String {
        switch self {
        case .duplicateName(let name):
            return "two stages are named “\(name)”; a name must stand for one stage"
        case .invalidName(let name):
            return "“\(name)” cannot be a stage's name: parts between “/” must not be empty or begin with “.”"
        case .unknownInput(let stage, let input, let nearest):
            return "stage “\(stage)” needs “\(input)”, which is no stage." + Self.meant(nearest)
        case .cycle(let names):
            return "stages need each other in a circle: " + names.joined(separator: " → ")
        case .unknownStage(let name, let nearest):
            return "there is no stage “\(name)”." + Self.meant(nearest) + " `downhill plan` lists them all."
        case .undeclaredInput(let stage, let input, let declared):
            return "stage “\(stage)” reads “\(input)” but does not declare it as an input; declared: "
                + (declared.isEmpty ? "none" : declared.joined(separator: ", "))
        case .missingInput(let stage, let input):
            return
                "stage “\(stage)” needs “\(input)”, which the store does not have. Hint: run that one first, or leave --alone out"
        }
    }

    /// For people.
    public var errorDescription: String? { description }

    private static func meant(_ nearest: String?) -> String { nearest.map { " Did you mean “\($0)”?" } ?? "" }
}
