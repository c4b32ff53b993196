import Stages

/// What the report shows of one study: a page of figures and claims, which read the study's tables.
public struct StudyReport: Sendable {
    /// The study's id, "sparse", which also names its page: "sparse.html".
    public var id: String
    /// For people: "Sparse coding".
    public var title: String
    /// What the study asks, in one or two sentences of `Markup`.
    public var lead: String
    /// Its figures, in the order of the page.
    public var figures: [any ReportFigure.Type]
    /// Its claims, in the order of the page.
    public var claims: [Claim]
    /// Tables beside figures and claims.
    public var sections: [PageSection]
    /// The same claims of its repetition on a second set of images, by the id of that; nil where it cannot be repeated. Its
    /// figures and sections need no word of it: they read the run's "sparse2" where they ask for "sparse".
    public var repeatedClaims: (@Sendable (_ id: String) -> [Claim])?
    /// What is asked of a method that a run gives the study from outside; nil where it takes none. The rules are the same for
    /// every such method, and so are fixed before its numbers are known.
    public var externalClaims: (@Sendable (_ method: StudyDescription.Method, _ study: String) -> [Claim])?
    /// The id of the study that it repeats on a second set of images; nil of one that repeats none.
    public internal(set) var original: String?

    /// A study's part of the report.
    public init(
        id: String, title: String, lead: String, figures: [any ReportFigure.Type], claims: [Claim],
        sections: [PageSection] = [], repeatedClaims: (@Sendable (_ id: String) -> [Claim])? = nil,
        externalClaims: (@Sendable (_ method: StudyDescription.Method, _ study: String) -> [Claim])? = nil
    ) {
        (self.repeatedClaims, self.externalClaims) = (repeatedClaims, externalClaims)
        self.id = id
        self.title = title
        self.lead = lead
        self.figures = figures
        self.claims = claims
        self.sections = sections
    }
}

/// A group of tables on a study's page, such as the answers that need no network.
public struct PageSection: Sendable {
    /// Its anchor on the page: "trivial".
    public var anchor: String
    /// Its heading.
    public var title: String
    /// What the tables say, in `Markup`, a line for each paragraph; may be empty.
    public var lead: String
    /// Where it stands on the page.
    public enum Place: Sendable {
        /// Above the claims: what these speak of.
        case opening
        /// Between claims and figures.
        case middle
        /// Closed, at the end: of interest to those who check alone.
        case detail
    }

    /// Where it stands.
    public var place: Place
    /// Reads the tables; where there are none, the section is left out.
    public var tables: @Sendable (RunReader) -> [DetailTable]

    /// A section.
    public init(
        anchor: String, title: String, lead: String = "", place: Place = .middle,
        tables: @escaping @Sendable (RunReader) -> [DetailTable]
    ) {
        self.anchor = anchor
        self.title = title
        self.lead = lead
        self.place = place
        self.tables = tables
    }
}
