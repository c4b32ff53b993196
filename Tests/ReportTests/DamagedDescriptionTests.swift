import Foundation
import Report
import Stages
import Support
import Testing

/// run.json and study.json with wrong contents: said by field, in no words of Swift's, and never a trap.
@Suite struct DamagedDescriptionTests {
    /// Values that no field or few can have.
    private static var values: [Any] {
        [
            NSNull(), "x", "", -1, 1e308, Int.max, Int.min, 0.5, true, [Any](), [String: Any](), [NSNull()],
        ]
    }

    /// `json` with each of its fields taken away, and given each of `values`; of a list the first element counts.
    private func changes(of json: Any) -> [Any] {
        if let object = json as? [String: Any] {
            return object.flatMap { key, value -> [Any] in
                func with(_ other: Any?) -> Any {
                    object.merging([key: other as Any]) { $1 }.filter { !($0.key == key && other == nil) }
                }
                return [with(nil)] + (Self.values + changes(of: value)).map { with($0) }
            }
        }
        if let list = json as? [Any], let first = list.first {
            return (Self.values + changes(of: first)).map { [$0] + list.dropFirst() } + [[first] + list]
        }
        return []
    }

    private func expectHumanWords(_ error: any Error, _ file: String) {
        let words = "\(error)"
        let helps = words.contains("downhill report") || words.contains("use the program that wrote it")
        #expect(words.contains(file) && helps, "\(words)")
        for foreign in ["Swift.", "CodingKey", "Optional(", "debugDescription", "Mismatch", "Foundation"] {
            #expect(!words.contains(foreign), "\(words)")
        }
    }

    @Test func studies() throws {
        let fixture = try FixtureRun(studies: [.toy])
        try fixture.finish()
        let file = fixture.output.appendingPathComponent("store/study-toy/study.json")
        let good = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        var refused = 0
        for json in changes(of: good) {
            try JSONSerialization.data(withJSONObject: json, options: .fragmentsAllowed).write(to: file)
            let run = try RunReader(output: fixture.output)
            do {
                let study = try run.study("toy")
                #expect(study.styles.count == study.description.methods.count)
                _ = ClaimFamily.judge(StudyReport.toy.claims, by: run)
            } catch {
                refused += 1
                if case RunReaderError.laterDescription = error { continue }
                expectHumanWords(error, "study.json of the stage “study/toy”")
                #expect(run.damage.count == 1)
            }
        }
        #expect(refused > 100)
    }

    @Test func runs() throws {
        let fixture = try FixtureRun(studies: [.toy])
        try fixture.finish()
        let file = fixture.output.appendingPathComponent("run.json")
        let good = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        let templates = try PageTemplates(folder: PageTests.templates)
        var refused = 0
        for (number, json) in changes(of: good).enumerated() {
            try JSONSerialization.data(withJSONObject: json).write(to: file)
            do {
                let run = try RunReader(output: fixture.output)
                // A page takes as long as all the rest; each kind of change meets some.
                guard number % 11 == 0 else { continue }
                let claims = ClaimFamily.judge(StudyReport.toy.claims, by: run)
                let page = StudyPage(.toy, run: run, claims: claims, cards: [])
                _ = try ReportPages(run: run, studies: [page], figures: fixture.output).html(templates)
            } catch let error as DataError {
                refused += 1
                if error.got.hasPrefix("9223372036854775807") { continue }
                expectHumanWords(error, "run.json")
            }
        }
        #expect(refused > 60)
    }
}
