import Foundation
import Stages
import Testing

@Suite struct GraphTests {
    @Test func inputsComeFirst() throws {
        let graph = try StageGraph([
            textStage("d", inputs: ["b", "c"]), textStage("c", inputs: ["a"]), textStage("b", inputs: ["a"]),
            textStage("a"), textStage("lonely"),
        ])
        #expect(graph.stages.map(\.name) == ["a", "b", "c", "d", "lonely"])
        #expect(try graph.closure(of: ["c"]).map(\.name) == ["a", "c"])
    }

    @Test func mistakesAreNamed() {
        #expect(throws: StageGraphError.duplicateName("a")) { try StageGraph([textStage("a"), textStage("a")]) }
        #expect(throws: StageGraphError.unknownInput(stage: "b", input: "daat/sparse", nearest: "data/sparse")) {
            try StageGraph([textStage("data/sparse"), textStage("b", inputs: ["daat/sparse"])])
        }
        for name in ["", "a//b", "../a", "a/", ".partial"] {
            #expect(throws: StageGraphError.invalidName(name)) { try StageGraph([textStage(name)]) }
        }
    }

    @Test func cyclesAreShown() throws {
        let error = #expect(throws: StageGraphError.self) {
            try StageGraph([
                textStage("start", inputs: ["a"]), textStage("a", inputs: ["b"]), textStage("b", inputs: ["c"]),
                textStage("c", inputs: ["a"]),
            ])
        }
        #expect(error == .cycle(["a", "b", "c", "a"]))
        #expect("\(try #require(error))".contains("a → b → c → a"))
    }

    @Test func namesMatch() throws {
        let graph = try StageGraph(["a/x", "a/y", "ab", "b"].map { textStage($0) })
        #expect(try graph.names(matching: "a") == ["a/x", "a/y"])
        #expect(try graph.names(matching: "ab") == ["ab"])
        #expect(try graph.names(matching: graph.key(of: "b").short) == ["b"])
        #expect(throws: StageGraphError.unknownStage("a/z", nearest: "a/x")) { try graph.names(matching: "a/z") }
        #expect(throws: StageGraphError.unknownStage("a/z", nearest: "a/x")) { try graph.key(of: "a/z") }
    }
}
