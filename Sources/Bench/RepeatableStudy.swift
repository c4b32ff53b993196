import Datasets
import Stages

/// A study that a run can repeat on a second set of images, when one is given (`--data sparse2:…`): a further study, "sparse2",
/// with stages of its own. It has all settings of the first, and all its random numbers; only the images differ, so that a
/// claim that holds on both does not hang on the first images.
public protocol RepeatableStudy: Study {
    /// Which of its settings are those of its images.
    static var imageSettings: KeyPath<Declarations, ImageDeclarations> { get }
    /// The study, or its repetition, by the id that the names of its stages begin with.
    ///
    /// - Throws: `DataError` where its data are missing; nothing is trained then.
    init(id: String, _ settings: Settings<Declarations>, images: ImageLibrary) throws
}

/// Where a second set of images comes from: `<study>2.data.source` and `<study>2.data.directory`. All else is as the study's own
/// settings say.
struct SecondImageDeclarations: SettingsGroup {
    let source: Setting<ImageSource>
    let directory: Setting<String>

    init(of study: String) {
        let id = StudyDescription.secondID(of: study)
        source = .choice("\(id).data.source", .fashionMNIST, "the second set of images, on which \(study) is repeated")
        directory = .text("\(id).data.directory", "", "their folder; empty: the usual places")
    }
}

extension RepeatableStudy {
    public init(_ settings: Settings<Declarations>, images: ImageLibrary) throws {
        try self.init(id: Self.id, settings, images: images)
    }

    static var secondID: String { StudyDescription.secondID(of: id) }

    static var secondImages: SecondImageDeclarations { SecondImageDeclarations(of: id) }

    /// The study on the second set of images; nil where the run has none.
    static func buildSecond(_ run: RunSettings, images: ImageLibrary) throws -> (any Study)? {
        guard let source = run[secondImages.source.name], let directory = run[secondImages.directory.name] else {
            return nil
        }
        let own = declarations[keyPath: imageSettings]
        let settings = view(
            try run.changing([own.source.name: source, own.directory.name: directory], place: secondID))
        try check(settings)
        try MemoryNeed.check(memory(settings))
        return try Self(id: secondID, settings, images: images)
    }
}
