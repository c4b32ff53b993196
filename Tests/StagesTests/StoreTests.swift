import Foundation
import Stages
import Support
import Testing

@Suite struct StoreTests {
    @Test func aFolderWithoutItsMarkerDoesNotCount() throws {
        let folder = try TemporaryFolder()
        let counter = Counter()
        let graph = try StageGraph([textStage("a", counter: counter)])
        _ = try GraphRunner.run(graph, store: folder.store)
        let directory = folder.store.directory(name: "a", key: try graph.key(of: "a"))
        #expect(names(in: directory) == ["done", "stage.json", "text.txt"])
        // As a crash between the rename and the marker leaves it, with a half-written file.
        try FileManager.default.removeItem(at: directory.appendingPathComponent("done"))
        try Data().write(to: directory.appendingPathComponent("text.txt"))
        #expect(try GraphRunner.run(graph, store: folder.store).stages.map(\.state) == [.done])
        #expect(counter.all.count == 2)
        #expect(try Data(contentsOf: directory.appendingPathComponent("text.txt")) == Data("a()".utf8))
    }

    @Test func leftoversOfTheDeadGoAndThoseOfTheLivingStay() throws {
        let folder = try TemporaryFolder()
        let store = folder.store
        let temporary = store.root.appendingPathComponent(".temporary")
        let dead = temporary.appendingPathComponent("\(StageKey(hashing: "dead").hex)-999999-1")
        try FileManager.default.createDirectory(at: dead, withIntermediateDirectories: true)
        try Data([1]).write(to: dead.appendingPathComponent("half.npy"))
        let graph = try StageGraph([
            Stage(name: "alive") { context in
                // A second user of the store cleans up while this stage runs.
                let file = context.directory.appendingPathComponent("x.txt")
                try AtomicFile.write("x", to: file)
                try Store(store.root).removeLeftovers()
                if !FileManager.default.fileExists(atPath: file.path) { throw TestError(description: "cleaned away") }
            }
        ])
        let summary = try GraphRunner.run(graph, store: store)
        #expect(summary.exitCode == 0)
        #expect(!FileManager.default.fileExists(atPath: dead.path))
        #expect(summary.record(of: "alive")?.state == .done)
    }

    @Test func twoRunnersMakeAStageOnce() throws {
        let folder = try TemporaryFolder()
        let counter = Counter()
        let observer = EventLog()
        let started = DispatchSemaphore(value: 0)
        func graph() throws -> StageGraph {
            try StageGraph([
                Stage(name: "slow") { context in
                    counter.note("slow")
                    started.signal()
                    usleep(300_000)
                    try AtomicFile.write("x", to: context.directory.appendingPathComponent("x.txt"))
                }
            ])
        }
        let group = DispatchGroup()
        let first = try graph()
        let root = folder.store.root
        DispatchQueue.global().async(group: group) {
            _ = try? GraphRunner.run(first, store: Store(root))
        }
        started.wait()
        let summary = try GraphRunner.run(try graph(), store: Store(root), observers: [observer])
        group.wait()
        #expect(counter.all == ["slow"])
        #expect(summary.stages.map(\.state) == [.cached])
        #expect(summary.stages[0].reason == "made by another process")
        #expect(observer.texts.contains("waits slow \(getpid())"))
    }

    /// `flock` of util-linux stands for a second Downhill, which then dies of kill −9.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/flock")))
    func anotherProcessIsWaitedForUntilItDies() throws {
        let folder = try TemporaryFolder()
        let graph = try StageGraph([textStage("a"), textStage("b")])
        try folder.store.prepare()
        let locks = folder.store.root.appendingPathComponent(".locks")
        let key = try graph.key(of: "a").hex
        let holder = try start("exec /usr/bin/flock --no-fork \(key) sh -c 'touch held; exec sleep 30'", in: locks)
        let held = locks.appendingPathComponent("held").path
        for _ in 0..<500 where !FileManager.default.fileExists(atPath: held) { usleep(10_000) }
        let killer = WaitKiller(process: holder.processIdentifier)
        let summary = try GraphRunner.run(graph, store: folder.store, observers: [killer])
        #expect(killer.waits == ["a"])
        #expect(summary.stages.map(\.state) == [.done, .done])
    }

    @Test func aWaitCanBeInterrupted() throws {
        let folder = try TemporaryFolder()
        let root = folder.store.root
        let flag = InterruptionFlag()
        let inner = try StageGraph([Stage(name: "a") { _ in }])
        var states: [StageState] = []
        // The same stage from inside itself: the inner runner can only wait.
        let outer = try StageGraph([
            Stage(name: "a") { _ in
                DispatchQueue.global().asyncAfter(deadline: .now() + 0.2) { flag.raise() }
                states = try GraphRunner.run(inner, store: Store(root), interruption: flag).stages.map(\.state)
            }
        ])
        #expect(try GraphRunner.run(outer, store: folder.store).exitCode == 0)
        #expect(states == [.pending])
    }

    @Test func aFinishedStageNeedsNoCheckpoint() throws {
        let folder = try TemporaryFolder()
        let graph = try StageGraph([textStage("a")])
        _ = try GraphRunner.run(graph, store: folder.store)
        let checkpoint = folder.store.checkpointDirectory(key: try graph.key(of: "a"))
        try AtomicFile.write("old", to: checkpoint.appendingPathComponent("state"))
        _ = try GraphRunner.run(graph, store: folder.store)
        #expect(!FileManager.default.fileExists(atPath: checkpoint.path))
    }

    @Test func anUnwritablePlaceIsExplained() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("file")
        try Data("x".utf8).write(to: file)
        let store = Store(file.appendingPathComponent("Output/store"))
        let error = #expect(throws: FileError.self) {
            try GraphRunner.run(try StageGraph([textStage("a")]), store: store)
        }
        #expect(error?.number == ENOTDIR)
        #expect(error?.description.contains("Not a directory") == true)
        #expect(error?.description.contains(file.path) == true)
        #expect(error?.hint.isEmpty == false)
    }

    @Test func aFullDiskStopsTheRun() throws {
        let folder = try TemporaryFolder()
        let graph = try StageGraph([
            Stage(name: "big") { _ in
                try AtomicFile.write(String(repeating: "x", count: 10_000), to: URL(fileURLWithPath: "/dev/full"))
            },
            textStage("other"),
        ])
        let summary = try GraphRunner.run(graph, store: folder.store)
        #expect(summary.stages.map(\.state) == [.failed, .pending])
        #expect(summary.exitCode == 74)
        #expect(summary.storeError?.number == ENOSPC)
        #expect(summary.storeError?.description.contains("/dev/full") == true)
    }
}
