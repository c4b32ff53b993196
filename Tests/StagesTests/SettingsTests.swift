import Foundation
import Stages
import Testing

@Suite struct SettingsTests {
    @Test func canonicalJSONIsCanonical() {
        let settings: StageSettings = [
            "z": ["a\"\\\n\u{1}é", -0.0, 0.1, 1e300], "a": .double(.nan), "b": .double(-.infinity), "c": false,
        ]
        #expect(
            settings.canonicalJSON
                == #"{"a":"nan","b":"-inf","c":false,"z":["a\"\\\n\u0001é",0,0.1,1e+300]}"#)
    }

    @Test func settingsSurviveJSON() throws {
        let settings: StageSettings = [
            "list": [1, 2.5, "x", true, ["nested"]], "small": 1e-12, "whole": 3.0, "big": .int(Int.max), "no": false,
        ]
        let data = try JSONEncoder().encode(settings)
        let read = try JSONDecoder().decode(StageSettings.self, from: data)
        #expect(read == settings)
        #expect(read.canonicalJSON == settings.canonicalJSON)
        #expect(read["no"] == false)
    }

    @Test func changesAreNamedInOrder() {
        let old: StageSettings = ["rate": 0.1, "epochs": 3, "gone": 1, "same": "x"]
        let new: StageSettings = ["rate": 0.2, "epochs": 5, "added": true, "same": "x"]
        #expect(
            new.changes(from: old) == [
                "added (unset) → true", "epochs 3 → 5", "gone 1 → (unset)", "rate 0.1 → 0.2",
            ])
    }
}

@Suite struct FlatteningTests {
    private struct Recipe: Encodable {
        struct Constraint: Encodable {
            var measure = "distance"
            var epsilon: Double? = 0.05
        }
        enum Curriculum: String, Encodable { case incremental }

        var id = "constrained"
        var layers = 10
        var isNoisy = true
        var share = 1.0
        var constraints = [Constraint(), Constraint(measure: "gradient", epsilon: nil)]
        var curriculum: Curriculum?
        var changes: [String: Double] = [:]
        var widths: [[Int]] = [[], [3, 4]]
        var gaps: [Int?] = [1, nil]
        var limit = Double.infinity
    }

    @Test func everyPartHasAName() throws {
        let expected: StageSettings = [
            "recipe.id": "constrained", "recipe.layers": 10, "recipe.isNoisy": true, "recipe.share": 1,
            "recipe.constraints.0.measure": "distance", "recipe.constraints.0.epsilon": 0.05,
            "recipe.constraints.1.measure": "gradient", "recipe.changes": "{}", "recipe.widths.0": "[]",
            "recipe.widths.1.0": 3, "recipe.widths.1.1": 4, "recipe.gaps.0": 1, "recipe.gaps.1": "null",
            "recipe.limit": "inf",
        ]
        #expect(try StageSettings(flattening: Recipe(), prefix: "recipe").changes(from: expected) == [])
        #expect(try StageSettings(flattening: Recipe(), prefix: "").changes(from: expected).count == 28)
        let curriculum = try StageSettings(flattening: Recipe(curriculum: .incremental), prefix: "recipe")
        #expect(curriculum.changes(from: expected) == ["recipe.curriculum (unset) → incremental"])
    }

    @Test func whatHasNoPartsHasThePrefixForItsName() throws {
        #expect(try StageSettings(flattening: 5, prefix: "x") == ["x": 5])
        #expect(try StageSettings(flattening: "text", prefix: "x") == ["x": "text"])
        #expect(try StageSettings(flattening: Float(0.1), prefix: "x") == ["x": 0.1])
        #expect(try StageSettings(flattening: [Int](), prefix: "x") == ["x": "[]"])
        #expect(try StageSettings(flattening: Int?.none, prefix: "x") == [:])
    }

    @Test func whatCannotBeWrittenIsAnError() {
        struct Wrong: Encodable {
            func encode(to encoder: any Encoder) throws {
                throw EncodingError.invalidValue(0, .init(codingPath: [], debugDescription: "no"))
            }
        }
        #expect(throws: EncodingError.self) { try StageSettings(flattening: Wrong(), prefix: "x") }
    }
}
