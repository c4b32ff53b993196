import Foundation
import Stages
import Testing

@Suite struct PlanTests {
    private func graph(epochs: Int, version: Int = 1) throws -> StageGraph {
        try StageGraph([
            textStage("data"), textStage("train", inputs: ["data"], settings: ["epochs": .int(epochs), "rate": 0.1]),
            textStage("test", inputs: ["train"], codeVersion: version),
        ])
    }

    @Test func reasonsAreGiven() throws {
        let folder = try TemporaryFolder()
        let fresh = try graph(epochs: 3).plan(folder.store)
        #expect(fresh.map(\.state) == [.pending, .pending, .pending])
        #expect(
            fresh.map(\.reason) == [
                "never run", "never run; input data is not done", "never run; input train is not done",
            ])
        _ = try GraphRunner.run(try graph(epochs: 3), store: folder.store)
        let same = try graph(epochs: 3).plan(folder.store)
        #expect(same.map(\.state) == [.done, .done, .done])
        #expect(same[0].seconds != nil)
        let changed = try graph(epochs: 5).plan(folder.store)
        #expect(
            changed.map(\.reason) == [
                "", "settings changed: epochs 3 → 5", "input train changed; input train is not done",
            ])
        #expect(try graph(epochs: 3, version: 2).plan(folder.store)[2].reason == "code version 1 → 2")
        #expect(try graph(epochs: 3).plan(folder.store, targets: ["data"]).map(\.name) == ["data"])
    }

    @Test func theNearestEarlierResultIsCompared() throws {
        let folder = try TemporaryFolder()
        for (epochs, rate) in [(3, 0.1), (4, 0.2)] {
            let stage = textStage("train", settings: ["epochs": .int(epochs), "rate": .double(rate)])
            _ = try GraphRunner.run(try StageGraph([stage]), store: folder.store)
        }
        let stage = textStage("train", settings: ["epochs": 5, "rate": 0.1])
        #expect(try StageGraph([stage]).plan(folder.store)[0].reason == "settings changed: epochs 3 → 5")
    }

    @Test func numericsThatDifferAreNamed() throws {
        let folder = try TemporaryFolder()
        func graph(_ numerics: String?) throws -> StageGraph {
            try StageGraph([Stage(name: "train", numerics: numerics) { _ in }])
        }
        _ = try GraphRunner.run(try graph("512 bits, SkylakeX"), store: folder.store)
        #expect(try folder.store.receipts().map(\.numerics) == ["512 bits, SkylakeX"])
        let plans = try ["512 bits, SkylakeX", "256 bits, Haswell", nil].map {
            try graph($0).plan(folder.store)[0].reason
        }
        #expect(
            plans == [
                "", "numerics 512 bits, SkylakeX → 256 bits, Haswell", "numerics 512 bits, SkylakeX → (unset)",
            ])
    }
}
