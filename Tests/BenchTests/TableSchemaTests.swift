import Bench
import Foundation
import Stages
import Testing

/// A whole run of all studies, without ablations: its tables are those that `study.json` lists, column by column.
@Suite struct TableSchemaTests {
    private static let whole: Result<StudyRun, any Error> = Result {
        let images = try MadeUpImages(90)
        let run = try StudyRun(images.settings(StudyRun.small + rates + [("inpainting.training.ablations", false)]))
        atexit { try? TableSchemaTests.whole.get().remove() }
        return run
    }
    /// Two candidates of each recipe's rate, in a few steps.
    private static let rates: [(String, SettingValue)] = ["sparse.training", "inpainting.training", "toy"].flatMap {
        [("\($0).candidates", .int(2)), ("\($0).tuning-steps", .int(2)), ("\($0).tuning-seeds", .int(1))]
    }
    private let run: StudyRun

    init() throws {
        run = try Self.whole.get()
        try #require(run.summary.exitCode == 0, "\(run.trouble)")
    }

    private func description(_ study: String) throws -> StudyDescription {
        let url = try run.file(StudyDescription.fileName, of: StudyDescription.stageName(study))
        return try JSONDecoder().decode(StudyDescription.self, from: Data(contentsOf: url))
    }

    /// What tables call a stage, "train", "evaluate" or its whole name without a draw, and a trained method's layers.
    private func kind(of stage: String, _ description: StudyDescription) -> (name: String, layers: Int?) {
        for method in description.methods {
            let layers = method.isTrained ? method.layers : nil
            if method.rates == stage { return ("rate", nil) }
            if method.trainings.map({ stage.hasPrefix($0) }) ?? false { return ("train", layers) }
            if stage.hasPrefix(method.evaluations) { return ("evaluate", layers) }
        }
        return (stage.replacing(/\/draw-\d+$/, with: ""), nil)
    }

    private func stages(of study: String) -> [String] {
        run.summary.stages.map(\.name).filter { $0.hasPrefix("\(study)/") || $0.hasPrefix("data/\(study)/") }
    }

    private func tables(of stage: String) throws -> [String] {
        let folder = try run.file("", of: stage).path
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".csv") }
    }

    /// Whether columns are those described, with "x_*" as x_1 … x_L in a network's tables, and else as some x_l in order.
    private func isMatch(_ columns: [String], _ described: [String], layers: Int?) -> Bool {
        var rest = columns[...]
        for name in described {
            guard name.hasSuffix("*") else {
                guard rest.popFirst() == name else { return false }
                continue
            }
            let stem = name.dropLast()
            let numbers = rest.prefix { $0.hasPrefix(stem) && Int($0.dropFirst(stem.count)) != nil }
                .compactMap { Int($0.dropFirst(stem.count)) }
            if let layers, numbers != Array(1...layers) { return false }
            if numbers != numbers.sorted() { return false }
            rest = rest.dropFirst(numbers.count)
        }
        return rest.isEmpty
    }

    private static let studies = [
        "toy", "sparse", "inpainting", "steps", "recovery", "gaussian", "theory", "convergent", "oamp", "landscape",
        "generalisation",
    ]

    @Test(arguments: studies) func everyTableIsDescribed(study: String) throws {
        let description = try description(study)
        for stage in stages(of: study) {
            let (kind, layers) = kind(of: stage, description)
            for file in try tables(of: stage) {
                let described = description.tables.filter { [kind, stage].contains($0.stage) && $0.file == file }
                #expect(described.count == 1, "\(file) of \(stage)")
                let columns = try run.table(file, of: stage).columns
                #expect(
                    described.contains { isMatch(columns, $0.columns, layers: layers) },
                    "\(file) of \(stage): \(columns), \(described.map(\.columns))")
            }
        }
    }

    /// In the stage that is named, or in some of those of a kind: references have no noise between layers.
    @Test(arguments: studies) func everyDescribedTableIsThere(study: String) throws {
        let description = try description(study)
        var written: [String: Set<String>] = [:]
        for stage in stages(of: study) {
            written[kind(of: stage, description).name, default: []].formUnion(try tables(of: stage))
        }
        for table in description.tables {
            #expect(written[table.stage]?.contains(table.file) == true, "\(table.file) of \(table.stage)")
        }
        #expect(Set(description.tables.map { "\($0.stage) \($0.file)" }).count == description.tables.count)
    }

    /// A network's evaluation has every table of an evaluation, or the report would look for it in vain.
    @Test func networksHaveAllTables() throws {
        for study in ["sparse", "inpainting"] {
            let description = try description(study)
            let wanted = description.tables.filter { $0.stage == "evaluate" }.map(\.file)
            for method in description.methods where method.isTrained {
                let there = Set(try tables(of: "\(method.evaluations)1"))
                #expect(there.isSuperset(of: wanted.filter { $0 != "summary.csv" }), "\(method.id)")
            }
        }
    }
}
