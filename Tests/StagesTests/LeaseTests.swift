import Foundation
import Stages
import Support
import Testing

/// Leases as other processes leave them; the lock of each is free, as on a file system whose locks hold on one host alone.
@Suite struct LeaseTests {
    private struct Lease: Encodable {
        var identity: ProcessIdentity
        var token = "abc"
        var since = Date()
    }

    /// A store with the lease of a stage "a", written by `identity` and renewed `age` seconds ago.
    private func store(
        _ folder: TemporaryFolder, _ graph: StageGraph, heldBy identity: ProcessIdentity, age: Double = 0
    ) throws -> URL {
        try folder.store.prepare()
        let key = try graph.key(of: "a")
        let url = folder.store.root.appendingPathComponent(".locks/\(key.hex).lease")
        try CanonicalJSON.fileData(Lease(identity: identity)).write(to: url)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: url.path)
        return url
    }

    private var elsewhere: ProcessIdentity {
        var identity = ProcessIdentity.current
        (identity.host, identity.place, identity.process, identity.began) = ("node12", "00000000", 4711, "1")
        return identity
    }

    @Test func theLeaseOfADeadProcessOfThisHostIsTakenOverAtOnce() throws {
        let folder = try TemporaryFolder()
        let graph = try StageGraph([textStage("a")])
        var dead = ProcessIdentity.current
        dead.began = "not now"
        let lease = try store(folder, graph, heldBy: dead)
        #expect(try GraphRunner.run(graph, store: folder.store).stages.map(\.state) == [.done])
        #expect(!FileManager.default.fileExists(atPath: lease.path))
    }

    @Test func aSilentLeaseOfAnotherHostIsTakenOver() throws {
        let folder = try TemporaryFolder()
        let graph = try StageGraph([textStage("a")])
        _ = try store(folder, graph, heldBy: elsewhere, age: 90)
        #expect(try GraphRunner.run(graph, store: folder.store).stages.map(\.state) == [.done])
    }

    @Test func aLivingLeaseIsPassedOverUntilNothingElseIsLeft() throws {
        let folder = try TemporaryFolder()
        let counter = Counter()
        let graph = try StageGraph([textStage("a", counter: counter), textStage("b", counter: counter)])
        let lease = try store(folder, graph, heldBy: elsewhere)
        let log = EventLog()
        let done = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            // The other host ends without a result once b is made here.
            while counter.all != ["b"] { usleep(1000) }
            usleep(100_000)
            unlink(lease.path)
            done.signal()
        }
        let summary = try GraphRunner.run(graph, store: folder.store, observers: [log])
        done.wait()
        #expect(summary.stages.map(\.state) == [.done, .done])
        #expect(counter.all == ["b", "a"])
        let said = try #require(log.texts.firstIndex(of: "waits a 4711 on node12"))
        #expect(said > (log.texts.firstIndex(of: "done b") ?? .max))
    }

    @Test func standingsComeFromTheStoreAlone() throws {
        let folder = try TemporaryFolder()
        let graph = try StageGraph([
            textStage("a"), textStage("b", inputs: ["a"]), textStage("c", inputs: ["b"]),
            Stage(name: "wild") { _ in throw TestDivergence(description: "NaN") }, textStage("d", inputs: ["wild"]),
            textStage("e"), textStage("f"),
        ])
        let lease = try store(folder, graph, heldBy: elsewhere)
        _ = try GraphRunner.run(graph, targets: ["wild", "e"], store: folder.store)
        let stages = try graph.stages.map { ($0.name, try graph.key(of: $0.name), $0.inputs) }
        let standings = Dictionary(uniqueKeysWithValues: try folder.store.standings(of: stages))
        guard case .held(by: "4711 on node12", host: "node12", _) = standings["a"] else {
            Issue.record("a: \(String(describing: standings["a"]))")
            return
        }
        #expect(standings["b"] == .waiting(inputs: 1))
        #expect(standings["c"] == .waiting(inputs: 1))
        #expect(standings["wild"] == .lost(.diverged, reason: "NaN"))
        #expect(standings["d"] == .hopeless(input: "wild"))
        guard case .done = standings["e"] else {
            Issue.record("e: \(String(describing: standings["e"]))")
            return
        }
        #expect(standings["f"] == .ready(hasCheckpoint: false))
        unlink(lease.path)
        #expect(try folder.store.standings(of: [stages[0]]).map(\.standing) == [.ready(hasCheckpoint: false)])
    }

    @Test func aTwinThatWasQuickerKeepsItsResult() throws {
        let folder = try TemporaryFolder()
        let root = folder.store.root
        func graph(_ work: @escaping (StageContext) throws -> Void) throws -> StageGraph {
            try StageGraph([
                Stage(name: "a") { context in
                    try AtomicFile.write("x", to: context.directory.appendingPathComponent("x.txt"))
                    try work(context)
                }
            ])
        }
        let twin = try graph { _ in }
        let key = try twin.key(of: "a")
        let slow = try graph { _ in
            // As where locks reach no further than their host: the other one sees no lock, and no lease.
            try FileSystem.remove(root.appendingPathComponent(".locks"))
            _ = try GraphRunner.run(twin, store: Store(root))
        }
        let summary = try GraphRunner.run(slow, store: folder.store)
        #expect(summary.exitCode == 0)
        #expect(summary.stages.map(\.state) == [.cached])
        #expect(summary.stages[0].reason == "made by another process")
        #expect(names(in: folder.store.directory(name: "a", key: key)) == ["done", "stage.json", "x.txt"])
        #expect(names(in: root.appendingPathComponent(".temporary")).isEmpty)
    }
}
