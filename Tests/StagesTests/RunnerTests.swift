import Foundation
import Stages
import Testing

@Suite struct RunnerTests {
    private func diamond(_ counter: Counter? = nil) throws -> StageGraph {
        try StageGraph([
            textStage("a", counter: counter), textStage("b", inputs: ["a"], counter: counter),
            textStage("c", inputs: ["a"], counter: counter), textStage("d", inputs: ["b", "c"], counter: counter),
        ])
    }

    @Test func runningTwiceIsFree() throws {
        let folder = try TemporaryFolder()
        let counter = Counter()
        let graph = try diamond(counter)
        let first = try GraphRunner.run(graph, store: folder.store)
        #expect(first.stages.map(\.state) == [.done, .done, .done, .done])
        #expect(first.exitCode == 0)
        let second = try GraphRunner.run(graph, store: folder.store)
        #expect(second.stages.map(\.state) == [.cached, .cached, .cached, .cached])
        #expect(second.stages.map(\.seconds) == first.stages.map(\.seconds))
        #expect(counter.all == ["a", "b", "c", "d"])
        let directory = folder.store.directory(name: "d", key: try graph.key(of: "d"))
        let text = try String(contentsOf: directory.appendingPathComponent("text.txt"), encoding: .utf8)
        #expect(text == "d(b(a()),c(a()))")
    }

    @Test func bytesDoNotDependOnThreads() throws {
        let (one, many) = (try TemporaryFolder(), try TemporaryFolder())
        _ = try GraphRunner.run(try diamond(), store: one.store)
        _ = try GraphRunner.run(try diamond(), store: many.store, threads: 8)
        let expected = try contents(of: one.store.root)
        #expect(expected.count == 8)
        #expect(try contents(of: many.store.root) == expected)
    }

    @Test func threadsAreShared() throws {
        let folder = try TemporaryFolder()
        let counter = Counter()
        func stage(_ name: String, work: Double, threads: Int) -> Stage {
            Stage(name: name, work: work) { context in
                counter.note("\(context.name) \(context.threads)")
                // None is over before all have begun.
                for _ in 0..<10_000 where counter.all.count < 4 { usleep(1000) }
            }.needing(StageNeeds(threads: threads))
        }
        // As long as one another, they run side by side.
        let equal = (1...4).map { stage("e\($0)", work: 1, threads: 4) }
        _ = try GraphRunner.run(try StageGraph(equal), store: folder.store, threads: 4)
        #expect(Set(counter.all) == ["e1 1", "e2 1", "e3 1", "e4 1"])
        // All else would wait for the long one: it has what it can use, and the others a thread each.
        let uneven = [stage("a", work: 1, threads: 1), stage("long", work: 9, threads: 3)]
        _ = try GraphRunner.run(try StageGraph(uneven), store: folder.store, threads: 4)
        #expect(Set(counter.all.dropFirst(4)) == ["long 3", "a 1"])
    }

    @Test func theLongestWayToTheEndComesFirst() throws {
        let folder = try TemporaryFolder()
        let counter = Counter()
        func stage(_ name: String, _ inputs: [String] = [], work: Double) -> Stage {
            Stage(name: name, inputs: inputs, work: work) { counter.note($0.name) }
        }
        let graph = try StageGraph([
            stage("short", work: 2), stage("start", work: 1), stage("end", ["start"], work: 9), stage("long", work: 3),
        ])
        _ = try GraphRunner.run(graph, store: folder.store)
        #expect(counter.all == ["start", "end", "long", "short"])
    }

    @Test func stagesThatNeedTheMemoryOfOthersWait() throws {
        let folder = try TemporaryFolder()
        let counter = Counter()
        let stages = (0..<2).map { number in
            Stage(name: "s\(number)") {
                counter.note("begin \($0.name)")
                usleep(50_000)
                counter.note("end \($0.name)")
            }.needing(StageNeeds(bytes: 60))
        }
        // Together they are too large; alone even one that is larger than all there is has to run.
        for memory in [100, 10] {
            _ = try GraphRunner.run(
                try StageGraph(stages), store: folder.store, threads: 2, memory: memory, force: ["s0", "s1"])
        }
        let once = ["begin s0", "end s0", "begin s1", "end s1"]
        #expect(counter.all == once + once)
    }

    @Test func aScheduleIsEstimatedAsItIsRun() {
        func stage(_ name: String, _ inputs: [String] = [], work: Double, threads: Int = 1) -> Stage {
            Stage(name: name, inputs: inputs, work: work) { _ in }.needing(StageNeeds(threads: threads))
        }
        let wide = [stage("a", work: 8, threads: 4), stage("b", ["a"], work: 2), stage("c", work: 3)]
        #expect(Schedule.seconds(wide, threads: 1) == 13)
        // What is left is shared by two, 6.5 each, and a alone would take 8 and b after it: both threads are its.
        let pair = StageNeeds(threads: 4).speedup(on: 2)
        #expect(Schedule.seconds(wide, threads: 2) == 8 / pair + 3)
        // Of two long ones each has a thread; one that all else waits for has more.
        let even = [stage("a", work: 8, threads: 4), stage("b", work: 8, threads: 4)]
        #expect(Schedule.seconds(even, threads: 2) == 8)
        // a on all but c's thread.
        #expect(Schedule.seconds(wide, threads: 8) == 8 / StageNeeds(threads: 4).speedup(on: 4) + 2)
        let large = (0..<4).map { stage("s\($0)", work: 1).needing(StageNeeds(bytes: 6)) }
        #expect(Schedule.seconds(large, threads: 4, memory: 12) == 2)
    }

    @Test func stagesRunAtTheSameTime() throws {
        let folder = try TemporaryFolder()
        // Each waits for the other: one at a time would never end within the limit.
        let (left, right) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        func meet(_ mine: DispatchSemaphore, _ other: DispatchSemaphore) throws {
            mine.signal()
            if other.wait(timeout: .now() + 10) == .timedOut { throw TestError(description: "alone") }
        }
        let graph = try StageGraph([
            Stage(name: "left") { _ in try meet(left, right) }, Stage(name: "right") { _ in try meet(right, left) },
        ])
        let summary = try GraphRunner.run(graph, store: folder.store, threads: 2)
        #expect(summary.exitCode == 0)
    }

    @Test func failureSkipsWhatNeedsItAndNothingElse() throws {
        let folder = try TemporaryFolder()
        let graph = try StageGraph([
            Stage(name: "bad") { _ in throw TestError(description: "no such lamp") },
            Stage(name: "wild") { _ in throw TestDivergence(description: "NaN in layer 3") },
            textStage("child", inputs: ["bad"]), textStage("grandchild", inputs: ["child"]), textStage("good"),
            textStage("cub", inputs: ["wild"]),
        ])
        for count in [1, 3] {
            let summary = try GraphRunner.run(
                graph, store: folder.store, threads: count, force: ["good"])
            #expect(summary.record(of: "bad")?.state == .failed)
            #expect(summary.record(of: "bad")?.reason == "no such lamp")
            #expect(summary.record(of: "bad")?.directory == nil)
            #expect(summary.record(of: "wild")?.state == .diverged)
            #expect(summary.record(of: "wild")?.reason == "NaN in layer 3")
            #expect(summary.record(of: "child")?.state == .skipped)
            #expect(summary.record(of: "grandchild")?.reason == "its input bad failed")
            #expect(summary.record(of: "cub")?.reason == "its input wild diverged")
            #expect(summary.record(of: "good")?.state == .done)
            #expect(summary.exitCode == 1)
        }
        #expect(try folder.store.receipts().map(\.name) == ["good"])
        #expect(names(in: folder.store.root.appendingPathComponent(".temporary")).isEmpty)
        #expect(names(in: folder.store.root.appendingPathComponent(".partial")).isEmpty)
    }

    @Test func forceMakesAgain() throws {
        let folder = try TemporaryFolder()
        let counter = Counter()
        let graph = try diamond(counter)
        _ = try GraphRunner.run(graph, store: folder.store)
        let summary = try GraphRunner.run(graph, store: folder.store, force: ["b"])
        #expect(summary.stages.map(\.state) == [.cached, .done, .cached, .cached])
        #expect(counter.all == ["a", "b", "c", "d", "b"])
        #expect(throws: StageGraphError.unknownStage("e", nearest: "a")) {
            try GraphRunner.run(graph, store: folder.store, force: ["e"])
        }
    }

    @Test func undeclaredInputsAreRefused() throws {
        let folder = try TemporaryFolder()
        let graph = try StageGraph([
            textStage("a"), Stage(name: "sly", inputs: []) { _ = try $0.input("a") },
        ])
        let summary = try GraphRunner.run(graph, store: folder.store)
        let reason = try #require(summary.record(of: "sly")?.reason)
        #expect(reason.contains("does not declare"))
    }

    @Test func aTargetTakesOnlyWhatItNeeds() throws {
        let folder = try TemporaryFolder()
        let summary = try GraphRunner.run(try diamond(), targets: ["c"], store: folder.store)
        #expect(summary.stages.map(\.name) == ["a", "c"])
    }
}
