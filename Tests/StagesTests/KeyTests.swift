import Foundation
import Stages
import Testing

@Suite struct KeyTests {
    private func key(_ stage: Stage, after others: [Stage] = []) throws -> String {
        try StageGraph(others + [stage]).key(of: stage.name).hex
    }

    @Test func knownAnswers() throws {
        #expect(
            StageKey(hashing: "abc").hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        // printf '%s' '{"codeVersion":3,"extraKey":null,"inputs":{},"name":"a/b","settings":{"epochs":5,"rate":1e-05}}' \
        //   | sha256sum
        let stage = Stage(name: "a/b", settings: ["rate": 1e-5, "epochs": 5], codeVersion: 3) { _ in }
        #expect(try key(stage) == "9894def698907e4fe0256ce3f900883f04681b1d17726b18c05ae7238bf8b4c3")
    }

    @Test func numericsAreInTheKeyAndNowhereWithoutThem() throws {
        // As above, with "numerics":"512 bits, SkylakeX" after the name.
        let stage = Stage(
            name: "a/b", settings: ["rate": 1e-5, "epochs": 5], codeVersion: 3, numerics: "512 bits, SkylakeX"
        ) { _ in }
        #expect(try key(stage) == "ce455d96c1c00318210ab3ffa901fdb9e1c8334d8ab69750333bb90e9a9d78d5")
    }

    @Test func everyIngredientChangesTheKey() throws {
        func stage(
            _ name: String = "s", _ settings: StageSettings = ["n": 1], _ inputs: [String] = ["x"],
            _ version: Int = 1, _ extra: String? = nil
        ) -> Stage {
            Stage(name: name, settings: settings, inputs: inputs, codeVersion: version, extraKey: extra) { _ in }
        }
        let inputs = [textStage("x"), textStage("y")]
        let changedInput = [textStage("x", settings: ["q": 1]), textStage("y")]
        let keys = [
            try key(stage(), after: inputs), try key(stage("t"), after: inputs),
            try key(stage("s", ["n": 2]), after: inputs), try key(stage("s", ["m": 1]), after: inputs),
            try key(stage("s", ["n": "1"]), after: inputs), try key(stage("s", ["n": [1]]), after: inputs),
            try key(stage("s", ["n": 1], ["y"]), after: inputs),
            try key(stage("s", ["n": 1], ["x", "y"]), after: inputs),
            try key(stage("s", ["n": 1], ["x"], 2), after: inputs),
            try key(stage("s", ["n": 1], ["x"], 1, "data"), after: inputs), try key(stage(), after: changedInput),
        ]
        #expect(Set(keys).count == keys.count)
    }

    @Test func whatDoesNotMatterDoesNotChangeTheKey() throws {
        let inputs = [textStage("x"), textStage("y")]
        let one = Stage(name: "s", settings: ["a": 3, "b": true], inputs: ["x", "y"], work: 1) { _ in }
        let two = Stage(name: "s", settings: ["b": true, "a": 3.0], inputs: ["y", "x"], work: 9) { _ in }
        #expect(try key(one, after: inputs) == key(two, after: inputs.reversed()))
    }
}
