import Stages
import Support

/// The studies of a run and the graph of their stages.
public struct StudyGraph: Sendable {
    /// The stages.
    public let graph: StageGraph
    private let studies: [any Study]
    /// Where the images of its studies are kept.
    public let images: ImageLibrary

    /// The settings of some studies, with those of every run, and those of second sets of images.
    public static func schema(_ studies: [any Study.Type]) -> SettingsSchema {
        SettingsSchema(
            [RunDeclarations()] + studies.map { $0.declarations as any SettingsGroup },
            optional: repeatable(studies).map { $0.secondImages as any SettingsGroup }
                + hosts(studies).map { ExternalDeclarations(of: $0) as any SettingsGroup })
    }

    /// The ids of the studies that take methods from outside, those on second images included.
    private static func hosts(_ studies: [any Study.Type]) -> [String] {
        let open = studies.compactMap { $0 as? any OpenStudy.Type }
        return open.map { $0.id } + open.compactMap { ($0 as? any RepeatableStudy.Type)?.secondID }
    }

    private static func repeatable(_ studies: [any Study.Type]) -> [any RepeatableStudy.Type] {
        studies.compactMap { $0 as? any RepeatableStudy.Type }
    }

    /// Throws `SettingsError` where studies' settings do not fit together.
    public static func check(_ settings: RunSettings, _ studies: [any Study.Type]) throws {
        try SizeBound.check(studies.flatMap { $0.bounds(in: settings) })
        for study in studies { try study.checkSizes(settings) }
        for study in repeatable(studies)
        where settings["\(study.secondID).methods.given"] != nil && settings[study.secondImages.source.name] == nil {
            throw SettingsError(
                "--method \(study.secondID):…: there is no second set of images. Hint: --data \(study.secondID):…")
        }
    }

    /// Builds studies, and after them their repetitions on second sets of images, as far as the settings give any.
    ///
    /// - Parameters:
    ///   - studies: the studies, in the order of the graph.
    ///   - ids: those that are wanted, repetitions by their own ids; nil for all.
    ///   - images: where their images are kept.
    /// - Throws: `SettingsError`, and `DataError` where a study's data are missing or damaged.
    public init(
        _ settings: RunSettings, studies: [any Study.Type], only ids: Set<String>? = nil,
        images: ImageLibrary = ImageLibrary()
    ) throws {
        func isWanted(_ id: String) -> Bool { ids?.contains(id) ?? true }
        let firsts = try studies.filter { isWanted($0.id) }.map { try $0.build(settings, images: images) }
        let seconds = try Self.repeatable(studies).filter { isWanted($0.secondID) }.compactMap {
            try $0.buildSecond(settings, images: images)
        }
        for first in firsts { try Self.checkOthers(first, seconds) }
        self.studies = firsts + seconds
        self.images = images
        graph = try StageGraph(
            self.studies.flatMap { study in
                try [study.descriptionStage()] + study.stages().map { $0.needing(study.needs(of: $0, in: settings)) }
            })
    }

    /// Throws `SettingsError` where a second set of images is the first: what holds on both would hold twice on one.
    private static func checkOthers(_ first: any Study, _ seconds: [any Study]) throws {
        let id = StudyDescription.secondID(of: first.id)
        guard let images = first.imageData, let others = seconds.first(where: { $0.id == id })?.imageData,
            images.fingerprint == others.fingerprint
        else { return }
        throw SettingsError(
            "the second set of images, \(id), has the same files as that of \(first.id): \(others.place). Hint: "
                + "--data \(id):… with other images")
    }

    /// A study that hands out its data; nil where these studies have none of this id.
    public func openStudy(_ id: String) -> (any OpenStudy)? { studies.first { $0.id == id } as? any OpenStudy }

    /// The methods from outside by "study:name", each with its form and hashes: for the run's provenance.
    public var externalMethods: [String: String] {
        Dictionary(
            studies.flatMap { study in
                study.externalMethods.map { method in
                    (
                        "method \(study.id):\(method.id)",
                        method.networks.map { "\($0.kind.rawValue) \($0.sha256)" }.joined(separator: ", ")
                    )
                }
            }
        ) { $1 }
    }

    /// Reads the images that wanted stages are to cut into sets, where the store does not have these yet: images that are
    /// damaged or too few end the run before anything is trained.
    ///
    /// - Parameter targets: the wanted stages; nil for all.
    /// - Returns: what is not as it should be with the images of wanted stages, a sentence each, for the user to see.
    /// - Throws: `DataError`, for all studies with too few images in one; `SettingsError`.
    @discardableResult
    public func checkImages(targets: [String]?, store: Store) throws -> [String] {
        let wanted = Set(try graph.closure(of: targets ?? graph.stages.map(\.name)).map(\.name))
        var (warnings, shortages, errors) = ([String](), [ImageShortage](), [DataError]())
        for data in studies.compactMap(\.imageData) {
            let stages = data.stageNames.filter(wanted.contains)
            guard !stages.isEmpty else { continue }
            warnings += data.warnings.map { "\(data.place): \($0)" }
            guard try !stages.allSatisfy({ try store.isDone(name: $0, key: try graph.key(of: $0)) }) else { continue }
            do {
                let images = try data.read()
                warnings += images.warnings.map { "\(data.place): \($0)" }
                if let shortage = data.shortage(of: images) { shortages.append(shortage) }
            } catch let error as DataError {
                errors.append(error)
            }
        }
        if !shortages.isEmpty { errors.append(ImageShortage.error(shortages)) }
        if let error = DataError.one(of: errors) { throw error }
        var seen = Set<String>()
        return warnings.filter { seen.insert($0).inserted }
    }
}

extension Stage {
    /// A stage whose bytes depend on how the processor rounds: its instruction set and BLAS core are in the key.
    public static func numerical(
        name: String, settings: StageSettings, inputs: [String] = [], codeVersion: Int = 1, work: Double,
        mayDiverge: Bool = false, run: @escaping @Sendable (StageContext) throws -> Void
    ) -> Stage {
        Stage(
            name: name, settings: settings, inputs: inputs, codeVersion: codeVersion,
            numerics: Numerics.description, work: work, mayDiverge: mayDiverge, run: run)
    }
}
