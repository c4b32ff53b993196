import Foundation
import Stages

/// compare.json. Fields are added, not changed, as long as `schema` is the same; what there is not is left out.
struct ComparisonRecord: Encodable {
    /// One of the runs.
    struct Run: Encodable {
        let name, profile, seeds: String
        let commit, machine: String?
        let isFinished: Bool
    }

    /// A fact or setting that differs; a value that is left out is one that the run does not have.
    struct Difference: Encodable {
        let kind, name: String
        let a, b: String?
    }

    /// How far the verdicts agree, and which claims have another one; all are in claims.csv.
    struct Claims: Encodable {
        let inBoth, same, comparedVerdicts, onlyA, onlyB: Int
        let agreement: Double?
        let changed: [Change]
    }

    struct Change: Encodable { let id, a, b, change: String }

    /// A figure. `changedNumbers` of `numbers` that both tables have differ; `remarks` say what the overlay lacks.
    struct Figure: Encodable {
        let id: String
        let inA, inB, isSame, isOverlaid: Bool
        /// Whether all numbers that both have are the same, and one table has further ones.
        let differsByLinesAlone: Bool
        let numbers, changedNumbers, numbersInOneAlone: Int?
        let remarks: [String]
    }

    /// One of the largest changes.
    struct Number: Encodable {
        let figure, panel, series, mark, place, quantity: String
        let a, b: Double
        /// In units of the spread, or relative to the curve.
        let size: Double

        init(_ ranked: [NumberChange].Ranked) {
            let change = ranked.change
            (figure, panel, series, mark) = (change.figure, change.panel, change.series, change.mark)
            (place, quantity, a, b, size) = (change.place, change.quantity, change.first, change.second, ranked.size)
        }
    }

    let schema = 1
    let a, b: Run
    let differences: [Difference]
    let stages: [String: Int]
    let claims: Claims
    let figures: [Figure]
    let largestBySpread, largestByValue: [Number]

    init(_ comparison: Comparison) {
        func run(_ run: ComparedRun) -> Run {
            Run(
                name: run.name, profile: run.manifest.profile, seeds: ReportPages.seeds(of: run.manifest),
                commit: run.manifest.provenance["commit"], machine: run.manifest.provenance["cpu"],
                isFinished: run.manifest.finished != nil)
        }
        (a, b) = (run(comparison.first), run(comparison.second))
        let found = comparison.differences
        func list(_ kind: String, _ facts: [RunDifferences.Fact]) -> [Difference] {
            facts.filter { !$0.isSame }.map { Difference(kind: kind, name: $0.name, a: $0.first, b: $0.second) }
        }
        differences = list("fact", found.facts) + list("data", found.data) + list("setting", found.settings)
        stages = [
            "same": found.sameStages, "other": found.otherStages, "onlyA": found.firstStages,
            "onlyB": found.secondStages,
        ]
        let judged = comparison.claims
        claims = Claims(
            inBoth: judged.both.count, same: judged.same.count, comparedVerdicts: judged.agreement.compared,
            onlyA: judged.firstAlone.count, onlyB: judged.secondAlone.count, agreement: judged.agreement.share,
            changed: judged.changed.map {
                Change(id: $0.id, a: $0.first.verdict, b: $0.second.verdict, change: $0.kind.word)
            })
        figures = comparison.figures.map { pair in
            Figure(
                id: pair.id, inA: pair.first != nil, inB: pair.second != nil, isSame: pair.isSame,
                isOverlaid: pair.overlay != nil, differsByLinesAlone: pair.differsByLinesAlone,
                numbers: pair.numbers?.all.count,
                changedNumbers: pair.numbers?.all.filter { $0.first.description != $0.second.description }.count,
                numbersInOneAlone: pair.numbers?.unmatched, remarks: pair.remarks)
        }
        let numbers = comparison.numbers
        largestBySpread = numbers.largest(bySpread: true, most: Comparison.most).map(Number.init)
        largestByValue = numbers.largest(bySpread: false, most: Comparison.most).map(Number.init)
    }
}

extension Comparison {
    /// claims.csv: a row for each claim of either run; cells of numbers that there are not are blank.
    var claimsTable: Table {
        var table = Table(
            columns: [
                "id", "change", "verdict_a", "verdict_b", "estimate_a", "low_a", "high_a", "level_a", "estimate_b",
                "low_b", "high_b", "level_b", "intervals_apart", "statement",
            ], source: "claims.csv")
        func append(_ change: String, _ one: KeptClaims.Entry?, _ other: KeptClaims.Entry?, isApart: Bool?) {
            let (a, b) = (one?.deciding?.estimate, other?.deciding?.estimate)
            table.append([
                one?.id ?? other?.id, change, one?.verdict, other?.verdict, a?.value, a?.low, a?.high, a?.level,
                b?.value, b?.low, b?.high, b?.level, isApart, one?.statement ?? other?.statement,
            ])
        }
        for change in claims.changed + claims.same {
            let isKnown = change.first.usable != nil && change.second.usable != nil
            append(change.kind.word, change.first, change.second, isApart: isKnown ? change.isApart : nil)
        }
        for entry in claims.firstAlone { append("only A", entry, nil, isApart: nil) }
        for entry in claims.secondAlone { append("only B", nil, entry, isApart: nil) }
        return table
    }

    /// numbers.csv: a row for each number that is not the same in both.
    var numbersTable: Table {
        var table = Table(
            columns: [
                "figure", "panel", "series", "mark", "place", "quantity", "a", "b", "difference", "spread_a",
                "spread_b", "in_spreads", "relative",
            ], source: "numbers.csv")
        for one in numbers where one.first.description != one.second.description {
            let known = one.isFinite
            table.append([
                one.figure, one.panel, one.series, one.mark, one.place, one.quantity, one.first, one.second,
                known ? one.difference : nil, one.firstSpread, one.secondSpread, known ? one.inSpreads : nil,
                known ? one.relative : nil,
            ])
        }
        return table
    }
}
