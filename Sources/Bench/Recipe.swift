import Descent
import Stages
import Tensors

/// One way to train one network: all that tells it from the study's other trainings. A plain value, *whole* in the keys of
/// the stages that use it: an edited recipe is trained anew, and an untouched one is not.
public struct Recipe: Codable, Equatable, Sendable {
    /// Descent constraints of one measure, `DescentConstraint` in plain words.
    public struct Constraint: Codable, Equatable, Sendable {
        /// What has to fall: a word of the study's, "distance", "gradient", …
        public var measure: String
        /// How neighbours are compared.
        public var form: DescentConstraint<Float>.Form
        /// ε.
        public var epsilon: Double
        /// The first layer that it binds; all later ones follow.
        public var firstLayer: Int
        /// Whether it is of the latents z_l instead of the estimates y_l.
        public var isLatent: Bool

        /// A set of constraints.
        public init(
            measure: String, form: DescentConstraint<Float>.Form, epsilon: Double, firstLayer: Int = 1,
            isLatent: Bool = false
        ) {
            (self.measure, self.form, self.epsilon) = (measure, form, epsilon)
            (self.firstLayer, self.isLatent) = (firstLayer, isLatent)
        }
    }

    /// Noise between the layers.
    public struct Noise: Codable, Equatable, Sendable {
        /// How its size is found: a word of the study's.
        public var form: String
        /// σ̂.
        public var strength: Double

        /// Noise of a form and strength.
        public init(form: String, strength: Double) {
            (self.form, self.strength) = (form, strength)
        }
    }

    /// Its name in stages, tables and figures.
    public var id: String
    /// Its name in sentences.
    public var label: String
    /// Which network: "LISTA".
    public var network: String
    /// The sets of constraints, which bind where `dualRate` is above 0, and are watched else.
    public var constraints: [Constraint]
    /// μ_λ, each batch; 0 leaves the duals at zero.
    public var dualRate: Double
    /// The largest that a dual may become; nil: no bound.
    public var dualBound: Double?
    /// Noise on the layers' outputs in training.
    public var noise: Noise?
    /// In which order the layers learn.
    public var curriculum: Curriculum
    /// Where its weights begin: a word of the study's.
    public var start: String
    /// The recipe whose learning rate it takes; nil where it has one of its own.
    public var rateOf: String?
    /// Settings in which it differs from the run's.
    public var changes: [String: SettingValue]

    /// A recipe; what most do not ask for is the default.
    public init(
        id: String, label: String, network: String, constraints: [Constraint] = [], dualRate: Double = 0,
        dualBound: Double? = nil, noise: Noise? = nil, curriculum: Curriculum = .endToEnd, start: String = "random",
        rateOf: String? = nil,
        changes: [String: SettingValue] = [:]
    ) {
        (self.id, self.label, self.network, self.constraints) = (id, label, network, constraints)
        (self.dualRate, self.noise, self.curriculum, self.start) = (dualRate, noise, curriculum, start)
        self.dualBound = dualBound
        (self.rateOf, self.changes) = (rateOf, changes)
    }

    /// Whether its constraints bind.
    public var isConstrained: Bool { dualRate > 0 && !constraints.isEmpty }

    /// Every field by its path, "recipe.constraints.0.epsilon": for the keys of stages.
    public func stageSettings() throws -> StageSettings { try StageSettings(flattening: self, prefix: "recipe") }
}

/// A recipe with what the report has to know of it, beside what trains it.
public struct TrainedMethod: Sendable {
    /// How it is trained.
    public var recipe: Recipe
    /// Its name in legends, in the markup of figures.
    public var legend: String
    /// How it may look.
    public var style: StudyDescription.StyleHint
    /// Whether it shows what one piece of another method is for: it is trained once, and its divergence is a finding.
    public var isAblation: Bool
    /// Whether it is another method at one more value of a quantity, to show what depends on it: it is trained twice at
    /// most, and no claim counts it.
    public var isSweep: Bool

    /// A recipe and its looks.
    public init(
        _ recipe: Recipe, legend: String, style: StudyDescription.StyleHint, isAblation: Bool = false,
        isSweep: Bool = false
    ) {
        (self.recipe, self.legend, self.style) = (recipe, legend, style)
        (self.isAblation, self.isSweep) = (isAblation, isSweep)
    }

    /// Whether its divergence is a finding, not a fault.
    public var mayDiverge: Bool { isAblation || isSweep }

    /// Its name in stages.
    public var id: String { recipe.id }

    /// The seeds it is trained with, of a run's.
    public func seeds(of all: [Int]) -> [Int] {
        isAblation ? Array(all.prefix(1)) : isSweep ? Array(all.prefix(2)) : all
    }
}

/// A method that needs no training.
public struct ReferenceMethod: Sendable {
    /// Its name in stages, tables and figures.
    public var id: String
    /// Its name in sentences.
    public var label: String
    /// Its name in legends, in the markup of figures.
    public var legend: String
    /// How it may look.
    public var style: StudyDescription.StyleHint
    /// Its last iteration; nil where it has no iterates but the answer.
    public var layers: Int?

    /// A reference.
    public init(
        id: String, label: String, legend: String, style: StudyDescription.StyleHint, layers: Int? = nil
    ) {
        (self.id, self.label, self.legend) = (id, label, legend)
        (self.style, self.layers) = (style, layers)
    }

    /// One of a study's references, whose raw value is its name in stages, with the look that its role and variant ask for.
    public init<Word: RawRepresentable<String>>(
        _ reference: Word, label: String, legend: String, _ role: String, _ variant: Int, layers: Int? = nil
    ) {
        self.init(
            id: reference.rawValue, label: label, legend: legend, style: .init(role, variant), layers: layers)
    }
}
