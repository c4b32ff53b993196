import Foundation
import Stages
import Support

/// The claims' numbers for programs.
public enum ClaimFiles {
    /// Writes claims.csv (a row for each claim) and claims.json (with details by seed and layer) into `folder`,
    /// atomically. Throws `FileError`.
    public static func write(_ claims: [JudgedClaim], to folder: URL) throws {
        try table(claims).write(to: folder.appendingPathComponent("claims.csv"))
        var data = try JSONEncoder.forReports.encode(claims.map(Row.init))
        data.append(0x0A)
        try AtomicFile.write(data, to: folder.appendingPathComponent("claims.json"))
    }

    /// The rows of claims.csv; cells of numbers that there are not are blank.
    public static func table(_ claims: [JudgedClaim]) -> Table {
        var table = Table(
            columns: [
                "id", "section", "figures", "statement", "verdict", "why", "statistic", "estimate", "low", "high",
                "level", "seeds", "examples", "neutral", "measured",
            ], source: "claims.csv")
        for claim in claims {
            let judgement = claim.judgement
            let estimate = judgement.estimate
            table.append([
                claim.id, claim.section, claim.figures.joined(separator: " "), Markup.plain(claim.statement),
                judgement.verdict.word, Markup.plain(judgement.verdict.reason), Markup.plain(judgement.statistic),
                estimate?.value, estimate?.low, estimate?.high, estimate?.level, estimate?.seeds, estimate?.examples,
                judgement.neutral, Markup.plain(judgement.measured),
            ])
        }
        return table
    }

    private struct Row: Encodable {
        let id, section, statement, rule, verdict, why, measured, statistic: String
        let figures: [String]
        let estimate: Estimate?
        let neutral: Double?
        let perSeed: [Judgement.SeedValue]
        let tables: [DetailTable]

        init(_ claim: JudgedClaim) {
            let judgement = claim.judgement
            (id, section, figures) = (claim.id, claim.section, claim.figures)
            (statement, rule) = (Markup.plain(claim.statement), Markup.plain(claim.rule))
            (verdict, why) = (judgement.verdict.word, Markup.plain(judgement.verdict.reason))
            (measured, statistic) = (Markup.plain(judgement.measured), Markup.plain(judgement.statistic))
            (estimate, neutral, perSeed) = (judgement.estimate, judgement.neutral, judgement.perSeed)
            tables = judgement.tables.map { table in
                DetailTable(
                    Markup.plain(table.caption), header: table.header.map(Markup.plain),
                    rows: table.rows.map { $0.map(Markup.plain) })
            }
        }
    }
}
