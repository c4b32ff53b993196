import Descent
import Optimizees

/// What a descent constraint makes fall, of any optimizee.
public enum MeasureKind: String, CaseIterable, Sendable {
    /// ‖y − y*‖, (CII).
    case distance
    /// ‖∇f(y; x)‖, (CI).
    case gradient
    /// f(y; x).
    case objective

    /// The measure for a family of problems.
    public func measure<Problem: Optimizee>(of problem: Problem) -> any DescentMeasure<Problem.Scalar> {
        switch self {
        case .distance: DistanceToOptimum<Problem.Scalar>()
        case .gradient: GradientNorm(problem)
        case .objective: ObjectiveValue(problem)
        }
    }
}

extension RawRepresentable where Self: CaseIterable, RawValue == String {
    /// The case of a recipe's word. Throws `SettingsError` where there is none: never another one in its place.
    public init(named name: String) throws {
        guard let found = Self(rawValue: name) else {
            let words = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw SettingsError("a recipe asks for “\(name)”; expected one of \(words)")
        }
        self = found
    }
}
