import Stages

/// A study of a run: its part of the report, judged and drawn.
public struct StudyPage: Sendable {
    /// The study.
    public let study: StudyReport
    /// Its claims, judged.
    public let claims: [JudgedClaim]
    /// Its figures, in the order of `study.drawings`.
    public let cards: [FigureCard]
    /// The sections that have tables.
    let sections: [(section: PageSection, tables: [DetailTable])]
    /// The study's own stages, in the manifest's order.
    let stages: [StageRecord]

    /// The study as `run` has it; `cards` are its figures.
    public init(_ study: StudyReport, run: RunReader, claims: [JudgedClaim], cards: [FigureCard]) {
        self.study = study
        self.claims = claims
        self.cards = cards
        let reader = study.reader(run)
        sections = study.sections.map { ($0, $0.tables(reader)) }.filter { !$0.tables.isEmpty }
        stages = run.manifest.stages.filter { Self.owns($0.name, study.id) }
    }

    /// The page's file.
    var file: String { study.page }

    /// Where most of its figures depart from the paper, in order of appearance: the page says these once, above the figures.
    /// Three figures are the least that can be most.
    var commonDepartures: [String] {
        let all = cards.filter { $0.state == .drawn }.flatMap(\.departures)
        let counts = Dictionary(all.map { ($0, 1) }, uniquingKeysWith: +)
        return all.reduce(into: []) { found, sentence in
            if counts[sentence, default: 0] > 2, !found.contains(sentence) { found.append(sentence) }
        }
    }

    /// What the sentences on the first page are made from. That a study has said what it consists of is no result.
    var findings: Findings.Study {
        let description = StudyDescription.stageName(study.id)
        let wasRun = stages.contains { $0.state.isFinished && $0.name != description }
        return Findings.Study(study.title, claims: claims, wasRun: wasRun)
    }

    /// The section that shows the tables that `claim` is judged by, so that its card need not repeat them.
    func section(showing claim: JudgedClaim) -> PageSection? {
        let tables = claim.judgement.tables
        return sections.first { entry in !tables.isEmpty && tables.allSatisfy(entry.tables.contains) }?.section
    }

    /// Whether a stage is of the study `id`, by its name.
    private static func owns(_ stage: String, _ id: String) -> Bool {
        ["\(id)/", "data/\(id)/"].contains(where: stage.hasPrefix)
            || ["data/\(id)", StudyDescription.stageName(id)].contains(stage)
    }
}
