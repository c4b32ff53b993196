import Stages

extension StudyReport {
    /// Its repetition on a second set of images: the same page, figures and claims, with ids of their own. Nil where it cannot be
    /// repeated.
    public var second: StudyReport? {
        guard original == nil, let repeatedClaims else { return nil }
        var second = self
        second.original = id
        second.id = StudyDescription.secondID(of: id)
        second.title = "\(title), second images"
        second.lead =
            "The same on a second set of images: do the verdicts hang on the first? Only the images differ. All settings, and the "
            + "random numbers of each seed, are those of “\(title)”, and the claims are corrected for each other, apart from the "
            + "first images’."
        second.claims = repeatedClaims(second.id).map { claim in
            var claim = claim
            claim.figures = claim.figures.map { StudyFigure.id($0, of: second.id) }
            return claim
        }
        return second
    }

    /// Whether a run of these settings has it: a repetition is there where its images are given.
    public func isPart(of settings: StageSettings) -> Bool { original == nil || settings["\(id).data.source"] != nil }

    /// Its page's file.
    var page: String { "\(id).html" }

    /// Its figures, as this study has them.
    public var drawings: [StudyFigure] {
        figures.map { StudyFigure($0, repetition: original.map { ($0, id) }) }
    }

    /// A run, for its sections.
    func reader(_ run: RunReader) -> RunReader { original.map { run.showing(id, for: $0) } ?? run }

    /// Studies, and after them their repetitions, as far as a run of these settings has them.
    public static func all(_ studies: [StudyReport], in settings: StageSettings) -> [StudyReport] {
        studies + studies.compactMap(\.second).filter { $0.isPart(of: settings) }
    }
}
