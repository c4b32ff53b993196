import Foundation

/// What is wrong with a LASSO problem or with its inputs, said to people.
public enum LassoError: Error, CustomStringConvertible, LocalizedError, Equatable {
    /// The dictionary is empty, or holds NaN or infinity.
    case dictionary(reason: String)
    /// α is not a positive, finite number.
    case alpha(Double)
    /// The inputs, or the first iterates, have another size than the dictionary.
    case size(what: String, expected: String, got: String)
    /// A sample holds NaN or infinity.
    case notFinite(what: String, row: Int, column: Int, value: String)
    /// A factorisation failed: the dictionary is too badly scaled.
    case factorisation(reason: String)
    /// A setting is out of range.
    case setting(name: String, value: String, expected: String)

    public var description: String {
        switch self {
        case .dictionary(let reason):
            return "The dictionary D cannot be used: \(reason)."
        case .alpha(let value):
            return "The weight α of the ℓ1 norm must be a positive, finite number; got \(value)."
        case .size(let what, let expected, let got):
            return "The \(what) must be \(expected); got \(got). Hint: samples are rows, one a line of the matrix."
        case .notFinite(let what, let row, let column, let value):
            return "The \(what) must be finite numbers; row \(row), column \(column) (counted from 0) is \(value)."
        case .factorisation(let reason):
            return "The LASSO solver could not factor its matrix: \(reason). Hint: look for columns of D of very "
                + "different scale."
        case .setting(let name, let value, let expected):
            return "The solver's setting \(name) must be \(expected); got \(value)."
        }
    }

    public var errorDescription: String? { description }
}
