import Foundation
import Stages
import Support
import Testing

@Suite struct InterruptionTests {
    /// Adds up 0..<10, a checkpoint each step; `stop` is called before each step.
    private func summing(_ counter: Counter, stop: @escaping (Int) throws -> Void) -> Stage {
        Stage(name: "sum") { context in
            let file = context.checkpointDirectory.appendingPathComponent("state.txt")
            let saved = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: " ").compactMap { Int($0) }
            var (step, sum) = (saved?[0] ?? 0, saved?[1] ?? 0)
            while step < 10 {
                try stop(step)
                try context.checkInterruption()
                counter.note("\(step)")
                sum += step
                step += 1
                try AtomicFile.write("\(step) \(sum)", to: file)
            }
            try AtomicFile.write("\(sum)", to: context.directory.appendingPathComponent("sum.txt"))
        }
    }

    @Test func aResumedRunWritesTheSameBytes() throws {
        let (broken, whole) = (try TemporaryFolder(), try TemporaryFolder())
        let flag = InterruptionFlag()
        let counter = Counter()
        let first = try StageGraph([
            summing(counter) { if $0 == 4 { flag.raise() } }, textStage("later", inputs: ["sum"]),
        ])
        let stopped = try GraphRunner.run(first, store: broken.store, interruption: flag)
        #expect(stopped.stages.map(\.state) == [.interrupted, .pending])
        #expect(stopped.exitCode == 75)
        let graph = try StageGraph([summing(counter) { _ in }])
        let plan = try graph.plan(broken.store)
        #expect(plan[0].state == .interrupted)
        #expect(plan[0].reason == "goes on from a checkpoint")
        #expect(try GraphRunner.run(graph, store: broken.store).exitCode == 0)
        #expect(counter.all == (0..<10).map(String.init))

        _ = try GraphRunner.run(graph, store: whole.store)
        #expect(try contents(of: broken.store.root) == contents(of: whole.store.root))
        #expect(names(in: broken.store.root.appendingPathComponent(".partial")).isEmpty)
    }

    @Test func failuresKeepCheckpointsAndDivergenceDoesNot() throws {
        for (error, kept) in [
            (TestError(description: "x") as any Error, true), (TestDivergence(description: "x") as any Error, false),
        ] {
            let folder = try TemporaryFolder()
            let graph = try StageGraph([summing(Counter()) { if $0 == 4 { throw error } }])
            _ = try GraphRunner.run(graph, store: folder.store)
            #expect(try folder.store.hasCheckpoint(key: try graph.key(of: "sum")) == kept)
        }
    }

    /// Seconds from a damaged file are of no matter to the results, and harm nothing else.
    @Test(arguments: ["", "nan", "-5", "1e300", "\u{1}"]) func damagedSecondsAreForgotten(text: String) throws {
        let folder = try TemporaryFolder()
        let failing = try StageGraph([summing(Counter()) { if $0 == 4 { throw TestError(description: "x") } }])
        _ = try GraphRunner.run(failing, store: folder.store)
        let partial = folder.store.checkpointDirectory(key: try failing.key(of: "sum"))
        try text.write(to: partial.appendingPathExtension("seconds"), atomically: false, encoding: .utf8)
        let summary = try GraphRunner.run(try StageGraph([summing(Counter()) { _ in }]), store: folder.store)
        #expect(summary.exitCode == 0 && (0...60).contains(summary.stages[0].seconds), "\(summary.stages[0].seconds)")
        #expect(names(in: partial.deletingLastPathComponent()).isEmpty)
    }

    @Test func aFileInThePlaceOfTheCheckpoints() throws {
        let folder = try TemporaryFolder()
        let graph = try StageGraph([summing(Counter()) { _ in }])
        let partial = folder.store.checkpointDirectory(key: try graph.key(of: "sum"))
        try AtomicFile.write("x", to: partial)
        let log = EventLog()
        #expect(try GraphRunner.run(graph, store: folder.store, observers: [log]).exitCode == 0)
        #expect(log.texts.contains("checkpoint of sum: \(partial.path) is no folder; the stage begins anew"))
    }

    @Test func whatAKilledWriterLeftIsNoCheckpoint() throws {
        let folder = try TemporaryFolder()
        let graph = try StageGraph([summing(Counter()) { _ in }])
        let partial = folder.store.checkpointDirectory(key: try graph.key(of: "sum"))
        try AtomicFile.write("x", to: partial.appendingPathComponent(".state.txt.1-2.tmp"))
        #expect(try !folder.store.hasCheckpoint(key: graph.key(of: "sum")))
    }

    @Test func forceForgetsTheCheckpoint() throws {
        let folder = try TemporaryFolder()
        let counter = Counter()
        let failing = try StageGraph([summing(counter) { if $0 == 4 { throw TestError(description: "x") } }])
        _ = try GraphRunner.run(failing, store: folder.store)
        let graph = try StageGraph([summing(counter) { _ in }])
        _ = try GraphRunner.run(graph, store: folder.store, force: ["sum"])
        #expect(counter.all.filter { $0 == "0" }.count == 2)
    }

    @Test func aRaisedFlagStartsNothing() throws {
        let folder = try TemporaryFolder()
        let flag = InterruptionFlag()
        flag.raise()
        let summary = try GraphRunner.run(
            try StageGraph([textStage("a")]), store: folder.store, interruption: flag)
        #expect(summary.stages.map(\.state) == [.pending])
        #expect(summary.exitCode == 75)
    }

    @Test func aSignalRaisesTheFlag() {
        let flag = InterruptionFlag()
        flag.installSignalHandlers()
        #expect(!flag.isRaised)
        kill(getpid(), SIGTERM)
        for _ in 0..<200 where !flag.isRaised { usleep(10_000) }
        #expect(flag.isRaised)
        #expect(!InterruptionFlag().isRaised)
    }
}
