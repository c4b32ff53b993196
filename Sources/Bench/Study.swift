import Stages
import Support

/// An experiment: what is particular to it, out of which the bench makes stages.
///
/// It says which settings it has, what it trains (`Recipe`), what it compares with, what it measures, and how its data are
/// made. It is built only where a wanted stage belongs to it.
public protocol Study: Sendable {
    /// Its settings.
    associatedtype Declarations: SettingsGroup
    /// What the names of its stages and settings begin with: "sparse".
    static var id: String { get }
    /// Its settings, declared once.
    static var declarations: Declarations { get }
    /// Counts that others bound: all that are broken are told at once.
    static func bounds(_ settings: Settings<Declarations>) -> [SizeBound]
    /// Throws `SettingsError` where values that are fine alone do not fit together.
    static func check(_ settings: Settings<Declarations>) throws
    /// What it cannot do without, so that a size that cannot be paid is refused before anything is allocated.
    static func memory(_ settings: Settings<Declarations>) -> [MemoryNeed]
    /// The study of a run.
    ///
    /// - Throws: `DataError` where its data are missing; nothing is trained then.
    init(_ settings: Settings<Declarations>, images: ImageLibrary) throws
    /// What the names of its own stages begin with: `Self.id`, unless it repeats the study on a second set of images.
    var id: String { get }
    /// Its images, where it has some.
    var imageData: ImageData? { get }
    /// How many threads one of its stages can use: the number of its shards.
    func threads(for stage: Stage) -> Int
    /// The methods that the run gives it from outside, beside its own.
    var externalMethods: [ExternalMethod] { get }
    /// What the report has to know of it.
    var description: StudyDescription { get }
    /// Its part of the graph, without the stage that writes `description`.
    func stages() throws -> [Stage]
}

extension Study {
    /// The study itself.
    public var id: String { Self.id }

    /// A study that makes its samples up has no images.
    public var imageData: ImageData? { nil }

    /// It takes none.
    public var externalMethods: [ExternalMethod] { [] }

    /// None.
    public static func bounds(_ settings: Settings<Declarations>) -> [SizeBound] { [] }

    /// All values fit together, but for what `bounds` says.
    public static func check(_ settings: Settings<Declarations>) throws {}

    /// Most stages are over soon: one thread each.
    public func threads(for stage: Stage) -> Int { 1 }

    /// What one of its stages takes of the machine; the memory is that of the study's largest one.
    func needs(of stage: Stage, in run: RunSettings) -> StageNeeds {
        let bytes = Self.memory(Self.view(run)).reduce(0) { $0 + $1.bytes }
        return StageNeeds(threads: threads(for: stage), bytes: Int(min(bytes, 9e18)))
    }

    /// Its settings in a run.
    static func view(_ run: RunSettings) -> Settings<Declarations> { run.view(declarations) }

    static func checkSizes(_ run: RunSettings) throws { try check(view(run)) }

    static func bounds(in run: RunSettings) -> [SizeBound] { bounds(view(run)) }

    /// Builds the study, after its sizes have been looked at.
    static func build(_ run: RunSettings, images: ImageLibrary) throws -> any Study {
        try MemoryNeed.check(memory(view(run)))
        return try Self(view(run), images: images)
    }

    /// `study/<id>`: the description, whose text is in the key.
    func descriptionStage() throws -> Stage {
        let text = try CanonicalJSON.fileData(description)
        return Stage(
            name: StudyDescription.stageName(id),
            extraKey: StageKey(hashing: String(decoding: text, as: UTF8.self)).hex,
            work: 0
        ) { context in
            try AtomicFile.write(text, to: context.directory.appendingPathComponent(StudyDescription.fileName))
        }
    }
}

extension StudyDescription.TableDescription {
    /// A summary.csv of names and values.
    public static func summary(of stage: String) -> StudyDescription.TableDescription {
        .init(stage: stage, file: "summary.csv", columns: ["name", "value"])
    }
}

/// The names of a study's stages.
public struct StageNames: Sendable {
    /// The study's id.
    public let study: String

    /// Names of a study.
    public init(_ study: String) { self.study = study }

    /// `data/<study>`: what the names of draws of the images begin with.
    public var data: String { "data/\(study)" }
    /// `data/<study>/draw-<k>`: images, cut into sets.
    public func data(draw k: Int) -> String { Self.drawn(data, k) }
    /// Draw k of a stage that each draw of the data has: "sparse/labels/draw-2".
    public static func drawn(_ stage: String, _ k: Int) -> String { "\(stage)/draw-\(k)" }
    /// What the names of a recipe's trainings begin with; the seed follows.
    public func trainings(_ id: String) -> String { "\(study)/train/\(id)/seed-" }
    /// What the names of a trained method's evaluations begin with; the seed follows.
    public func evaluations(_ id: String) -> String { "\(study)/evaluate/\(id)/seed-" }
    /// The evaluation of a reference on a draw of the data.
    public func evaluation(_ id: String, draw k: Int) -> String { Self.drawn("\(study)/evaluate/\(id)", k) }
    /// The choice of a recipe's learning rate.
    public func rate(_ id: String) -> String { "\(study)/rate/\(id)" }
    /// The training of a recipe with a seed.
    public func training(_ id: String, _ seed: Int) -> String { trainings(id) + "\(seed)" }
    /// The evaluation of a trained method with a seed.
    public func evaluation(_ id: String, _ seed: Int) -> String { evaluations(id) + "\(seed)" }

    /// A trained method as the report sees it.
    ///
    /// - Parameters:
    ///   - choosesRates: whether stages choose the learning rates.
    ///   - isRedrawn: whether the seeds see several draws of the data.
    public func describe(
        _ method: TrainedMethod, layers: Int, run: Settings<RunDeclarations>, choosesRates: Bool,
        isRedrawn: Bool = true
    ) -> StudyDescription.Method {
        let (recipe, seeds) = (method.recipe, method.seeds(of: run.trainingSeeds))
        return StudyDescription.Method(
            id: recipe.id, label: recipe.label, legend: method.legend, style: method.style, isTrained: true,
            isConstrained: recipe.isConstrained, isNoisy: recipe.noise != nil, isAblation: method.isAblation,
            isSweep: method.isSweep ? true : nil, epsilon: recipe.constraints.first?.epsilon, layers: layers,
            seeds: seeds,
            draws: isRedrawn ? seeds.map(run.draw(ofSeed:)) : nil,
            rates: choosesRates ? rate(recipe.rateOf ?? recipe.id) : nil, trainings: trainings(recipe.id),
            evaluations: evaluations(recipe.id))
    }

    /// The description of a study that trains networks on one draw of its data, measures them layer by layer, and does
    /// nothing else.
    ///
    /// - Parameter tables: of stages of its own.
    public func describe<Truth>(
        title: String, methods: [TrainedMethod], layers: Int, run: Settings<RunDeclarations>,
        measures: [Measure<Truth>], tables: [StudyDescription.TableDescription] = []
    ) -> StudyDescription {
        StudyDescription(
            id: study, title: title, dataStage: nil,
            methods: methods.map { describe($0, layers: layers, run: run, choosesRates: false, isRedrawn: false) },
            measures: measures.map(\.description),
            tables: measures.tables(key: "layer", means: "layers.csv", samples: "samples.csv", keyIsFirst: false)
                + StudyDescription.TableDescription.trainings() + tables)
    }

    /// A reference as the report sees it, which is evaluated on some draws of the data.
    public func describe(_ method: ReferenceMethod, draws: [Int]) -> StudyDescription.Method {
        StudyDescription.Method(
            id: method.id, label: method.label, legend: method.legend, style: method.style, isTrained: false,
            layers: method.layers, seeds: draws, draws: draws, evaluations: "\(study)/evaluate/\(method.id)/draw-")
    }
}
