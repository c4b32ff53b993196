import Foundation
import Stages
import Support

/// The claims' numbers for programs.
public enum ClaimFiles {
    /// Writes claims.csv (a row for each claim and part) and claims.json (all that is known) into `folder`, atomically.
    /// Throws `FileError`.
    public static func write(
        _ claims: [JudgedClaim], of manifest: RunManifest, protocol registered: ClaimProtocol? = nil, to folder: URL
    ) throws {
        try table(claims).write(to: folder.appendingPathComponent("claims.csv"))
        var data = try JSONEncoder.forReports.encode(ClaimRecord(claims, of: manifest, protocol: registered))
        data.append(0x0A)
        try AtomicFile.write(data, to: folder.appendingPathComponent("claims.json"))
    }

    /// The rows of claims.csv: one for each claim, and after it, where it has parts, one for each of these. Cells of numbers
    /// that there are not are blank.
    public static func table(_ claims: [JudgedClaim]) -> Table {
        var table = Table(
            columns: [
                "id", "part", "question", "section", "figures", "statement", "verdict", "why", "statistic", "estimate",
                "low", "high", "level", "seeds", "examples", "bound", "margin_low", "margin_high", "p", "adjusted_p",
                "agreeing", "rerun", "needed", "needed_unit", "measured",
            ], source: "claims.csv")
        for claim in claims {
            let judgement = claim.judgement
            func append(_ part: Judgement.PartVerdict, name: String, verdict: Verdict, rerun: Double?) {
                let estimate = part.estimate
                table.append([
                    claim.id, name, claim.claim.question.rawValue, claim.section, claim.figures.joined(separator: " "),
                    Markup.plain(claim.statement), verdict.word, Markup.plain(verdict.reason),
                    Markup.plain(part.statistic), estimate?.value, estimate?.low, estimate?.high, estimate?.level,
                    estimate?.seeds, estimate?.examples, part.neutral, part.margin?.lowerBound, part.margin?.upperBound,
                    part.p, part.adjustedP, part.agreeing, rerun, part.requirement?.count,
                    part.requirement?.unit.rawValue, Markup.plain(judgement.measured),
                ])
            }
            append(judgement.deciding, name: "", verdict: judgement.verdict, rerun: judgement.rerun)
            guard judgement.parts.count > 1 else { continue }
            for part in judgement.parts {
                append(part, name: Markup.plain(part.words), verdict: part.verdict, rerun: part.rerun)
            }
        }
        return table
    }
}

/// claims.json. Fields are added, not changed, as long as `schema` is the same; numbers that there are not are left out.
/// Texts are without markup.
struct ClaimRecord: Encodable {
    /// The layout's version.
    static let schema = 2
    let schema = Self.schema
    let `protocol`: Registration?
    let run: Run
    let inference = Inference()
    let claims: [Entry]
    /// The same claims on second sets of images; left out where there are none.
    let replications: [Entry]?

    /// The file of the registered claims.
    struct Registration: Encodable {
        let file = "Protocol/claims.yml"
        let sha256: String
    }

    /// Which run it was, as far as results hang on it: the same results have the same bytes, whenever they were drawn (run.json
    /// has the times). `numerics` is what rounding hangs on.
    struct Run: Encodable {
        let profile, commit: String
        let masterSeed: String?
        let seeds: [Int]
        let numerics: [String: String]
        let machine: String?
        /// `RunFingerprint.settings` and `.stages`.
        let settings, stages: String
    }

    /// How verdicts are made: the two-sided level that a family keeps, the level of the test for pooling draws, how many
    /// reruns, and how many of them have to repeat a verdict.
    struct Inference: Encodable {
        let level = ClaimFamily.level, poolingLevel = Spread.poolingLevel
        let reruns = Rerun.count, rerunThreshold = Rerun.threshold, power = Power.wanted
    }

    /// A part, or the one that decides of a claim.
    struct Numbers: Encodable {
        let words: String?
        let verdict, reason, statistic: String
        let estimate: Estimate?
        let bound: Double?
        let margin: [Double]?
        let p, adjustedP: Double?
        let agreeing: Int?
        let rerun: Double?
        let needed: Requirement?
        let perSeed: [Judgement.SeedValue]

        init(_ part: Judgement.PartVerdict) {
            words = part.words.isEmpty ? nil : Markup.plain(part.words)
            (verdict, reason) = (part.verdict.word, Markup.plain(part.verdict.reason))
            (statistic, estimate) = (Markup.plain(part.statistic), part.estimate)
            (bound, margin) = (part.neutral, part.margin.map { [$0.lowerBound, $0.upperBound] })
            (p, adjustedP, agreeing, rerun) = (part.p, part.adjustedP, part.agreeing, part.rerun)
            (needed, perSeed) = (part.requirement, part.perSeed)
        }
    }

    /// A claim. `deciding` is the part that its verdict hangs on, `replication` the verdict on a second set of images.
    struct Entry: Encodable {
        let id, study, question, section, statement, rule, verdict, reason, measured: String
        let version: Int?
        let date, marginReason: String?
        let figures: [String]
        let rerun: Double?
        let deciding: Numbers
        let parts: [Numbers]
        let spiked: [Spike]
        let withoutSpiked, replication: String?
        let lost: [LostSeed]
        let retrained: [RetrainedSeed]
        let unequalRates: [UnequalRates]
        let tables: [DetailTable]

        init(_ claim: JudgedClaim) {
            let judgement = claim.judgement
            (id, study, question) = (claim.id, claim.claim.study, claim.claim.question.rawValue)
            (section, figures) = (claim.section, claim.figures)
            (statement, rule) = (Markup.plain(claim.statement), Markup.plain(claim.rule))
            (verdict, reason) = (judgement.verdict.word, Markup.plain(judgement.verdict.reason))
            (measured, rerun) = (Markup.plain(judgement.measured), judgement.rerun)
            (version, date) = (claim.registration?.versions.last?.version, claim.registration?.versions.last?.date)
            marginReason = claim.registration?.margin
            (deciding, parts) = (Numbers(judgement.deciding), judgement.parts.map(Numbers.init))
            (spiked, withoutSpiked) = (claim.spikes, claim.withoutSpikes?.word)
            (lost, retrained, unequalRates) = (claim.lost, claim.retrained, claim.unequalRates)
            replication = claim.replication?.verdict.word
            tables = judgement.tables.map { table in
                DetailTable(
                    Markup.plain(table.caption), header: table.header.map(Markup.plain),
                    rows: table.rows.map { $0.map(Markup.plain) })
            }
        }
    }

    init(_ all: [JudgedClaim], of manifest: RunManifest, protocol registered: ClaimProtocol?) {
        let (judged, repeated) = (all.filter { !$0.isRepeated }, all.filter(\.isRepeated))
        let provenance = manifest.provenance
        `protocol` = registered.map { Registration(sha256: $0.fingerprint) }
        let numerics = ["blas core", "vector bits"].compactMap { name in provenance[name].map { (name, $0) } }
        run = Run(
            profile: manifest.profile, commit: provenance["commit"] ?? "unknown",
            masterSeed: manifest.settings["run.seed"].map { "\($0)" },
            seeds: Set(judged.flatMap { $0.judgement.parts.flatMap { $0.perSeed.map(\.seed) } }).sorted(),
            numerics: Dictionary(uniqueKeysWithValues: numerics), machine: provenance["cpu"],
            settings: RunFingerprint.settings(of: manifest), stages: RunFingerprint.stages(of: manifest))
        claims = judged.map(Entry.init)
        replications = repeated.isEmpty ? nil : repeated.map(Entry.init)
    }
}
