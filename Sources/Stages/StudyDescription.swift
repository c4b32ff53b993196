/// `study.json`: what a study says of itself to the report, which knows studies through this file alone.
///
/// The stage `study/<id>` writes it. A field that a reader does not know is ignored; a later `version` is refused.
public struct StudyDescription: Codable, Equatable, Sendable {
    /// The format's version that this program writes and reads.
    public static let currentVersion = 1

    /// The format's version.
    public var version = StudyDescription.currentVersion
    /// What the names of its stages and settings begin with: "sparse".
    public var id: String
    /// For people: "Sparse coding".
    public var title: String
    /// The stage whose summary.csv says what the images are; nil where the study makes its samples up.
    public var dataStage: String?
    /// Trained networks first, in the order in which reports list them.
    public var methods: [Method]
    /// What is measured of each test example.
    public var measures: [Measure]
    /// The tables of its stages.
    public var tables: [TableDescription]

    /// A description of the current version.
    public init(
        id: String, title: String, dataStage: String?, methods: [Method], measures: [Measure],
        tables: [TableDescription]
    ) {
        (self.id, self.title, self.dataStage) = (id, title, dataStage)
        (self.methods, self.measures, self.tables) = (methods, measures, tables)
    }

    /// The id of a study that repeats another on a second set of images: "sparse2" repeats "sparse".
    public static func secondID(of study: String) -> String { "\(study)2" }

    /// The name, or the first parts of names, of stages of a study, for another one: "data/sparse2/draw-1" for "data/sparse/draw-1".
    /// Stages of other studies keep theirs.
    public static func stage(_ name: String, of study: String, for other: String) -> String {
        var parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let place = ["data", "study"].contains(parts[0]) ? 1 : 0
        if parts.indices.contains(place), parts[place] == study { parts[place] = other }
        return parts.joined(separator: "/")
    }

    /// The stage that writes the description of a study.
    public static func stageName(_ id: String) -> String { "study/\(id)" }
    /// The file in that stage's folder.
    public static let fileName = "study.json"

    /// Whatever turns inputs into iterates: a trained recipe, a classical algorithm, somebody else's command.
    public struct Method: Codable, Equatable, Sendable {
        /// Its name in stages and tables: "constrained-quiet".
        public var id: String
        /// Its name in sentences: "constrained, no noise".
        public var label: String
        /// Its name in legends, in the markup of figures: "Constrained, larger $ε$".
        public var legend: String
        /// How it may look: the figures' theme turns it into colour, dash and marker.
        public var style: StyleHint
        /// Whether it is a network that this study trains.
        public var isTrained: Bool
        /// Whether descent constraints bind in training.
        public var isConstrained: Bool
        /// Whether its layers are fed noise in training.
        public var isNoisy: Bool
        /// Whether it shows what one piece of another method is for: it has one seed, and its divergence is a finding.
        public var isAblation: Bool
        /// Whether it is another method at one more value of a quantity, such as ε: it has fewer seeds, and no claim counts
        /// it. Nil means no.
        public var isSweep: Bool?
        /// ε of its constraints, or of those that are watched in training; nil where there are none.
        public var epsilon: Double?
        /// L, or its last iteration; nil where it has no iterates but the answer.
        public var layers: Int?
        /// The numbers of its evaluations: the seeds that it is trained with, or, of a reference, the draws of the data that
        /// it is evaluated on; none where there is one of each alone.
        public var seeds: [Int]
        /// The draw of the data that each of `seeds` sees: two seeds of one draw share images and problems, and so does a
        /// reference with this number. Nil where all see the same data.
        public var draws: [Int]?
        /// The stage that chose its learning rate, its own or that of the method whose rate it takes:
        /// "sparse/rate/constrained". Nil where it was not chosen.
        public var rates: String?
        /// What the names of its trainings begin with, the seed follows: "sparse/train/constrained/seed-".
        public var trainings: String?
        /// What the names of its evaluations begin with, the seed or, of a reference, the draw follows.
        public var evaluations: String
        /// Where a method comes from that the run was given from outside; nil of the study's own.
        public var origin: Origin?

        /// What a method from outside is.
        public struct Origin: Codable, Equatable, Sendable {
            /// `weights`, `arrays` or `command`.
            public var kind: String
            /// The names of its files or folders, one a seed, without their places.
            public var files: [String]
            /// SHA-256 of each.
            public var sha256: [String]

            /// An origin.
            public init(kind: String, files: [String], sha256: [String]) {
                (self.kind, self.files, self.sha256) = (kind, files, sha256)
            }
        }

        /// A method; what most methods are not is the default.
        public init(
            id: String, label: String, legend: String, style: StyleHint, isTrained: Bool, isConstrained: Bool = false,
            isNoisy: Bool = false, isAblation: Bool = false, isSweep: Bool? = nil, epsilon: Double? = nil,
            layers: Int? = nil,
            seeds: [Int] = [], draws: [Int]? = nil, rates: String? = nil, trainings: String? = nil, evaluations: String,
            origin: Origin? = nil
        ) {
            (self.id, self.label, self.legend) = (id, label, legend)
            (self.style, self.isTrained, self.isConstrained) = (style, isTrained, isConstrained)
            (self.isNoisy, self.isAblation, self.isSweep, self.epsilon) = (isNoisy, isAblation, isSweep, epsilon)
            (self.layers, self.seeds, self.draws) = (layers, seeds, draws)
            (self.rates, self.trainings, self.evaluations) = (rates, trainings, evaluations)
            self.origin = origin
        }
    }

    /// A wish for the look of a method: its part in the comparison, and which of that part's looks.
    public struct StyleHint: Codable, Equatable, Sendable {
        /// A method's part: `proposed`, `baseline`, `alternative`, `classical`, `trivial`, `ablation`, or a word of the
        /// study's own.
        public var role: String
        /// Which look of the role, from 0.
        public var variant: Int

        /// A wish.
        public init(_ role: String, _ variant: Int = 0) {
            (self.role, self.variant) = (role, variant)
        }
    }

    /// A number that a test example has at a layer.
    public struct Measure: Codable, Equatable, Sendable {
        /// Its column in tables, "distance"; means and deviations add "_mean" and "_std".
        public var name: String
        /// For sentences: "distance to the optimum".
        public var label: String
        /// For axes, in the markup of figures: "$‖y_ℓ − y^*‖_2$".
        public var symbol: String
        /// Its unit in words; empty where it has none.
        public var unit: String

        /// A measure.
        public init(name: String, label: String, symbol: String, unit: String = "") {
            (self.name, self.label, self.symbol, self.unit) = (name, label, symbol, unit)
        }
    }

    /// A table that some stages of the study write.
    public struct TableDescription: Codable, Equatable, Sendable {
        /// Which stages: "train", "evaluate", "rate", or the whole name of one, without "/draw-…" where each draw has one.
        public var stage: String
        /// The file's name in the stage's folder: "layers.csv".
        public var file: String
        /// Its columns in order. A name that ends in "_*" stands for one column a layer.
        public var columns: [String]

        /// A table.
        public init(stage: String, file: String, columns: [String]) {
            (self.stage, self.file, self.columns) = (stage, file, columns)
        }
    }
}
