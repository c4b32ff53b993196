import Foundation
import Stages
import Support
import Testing

@Suite struct UnusedCheckpointTests {
    private let folder: TemporaryFolder
    private var store: Store { folder.store }

    init() throws {
        folder = try TemporaryFolder()
        for name in ["old", "present"] {
            let checkpoint = store.checkpointDirectory(key: StageKey(hashing: name))
            try AtomicFile.write("12345", to: checkpoint.appendingPathComponent("state.txt"))
            try AtomicFile.write("67", to: checkpoint.appendingPathExtension("seconds"))
        }
    }

    private var partial: [String] { names(in: store.root.appendingPathComponent(".partial")) }
    private func unused() throws -> [UnusedCheckpoint] {
        try store.unusedCheckpoints(keeping: [StageKey(hashing: "present")])
    }

    @Test func theyAreThoseOfNoStage() throws {
        let old = StageKey(hashing: "old")
        let before = partial
        let found = try unused()
        #expect(found.map(\.key) == [old] && found.map(\.bytes) == [7] && found.map(\.holder) == [nil])
        #expect(partial == before && names(in: store.root) == [".partial"], "to look changes nothing")
        for checkpoint in try unused() { #expect(try store.remove(checkpoint)) }
        let present = StageKey(hashing: "present").hex
        #expect(partial == [present, "\(present).seconds"])
        #expect(try unused().isEmpty)
    }

    @Test func whatAProcessWorksOnStays() throws {
        let checkpoint = try #require(try unused().first)
        let other = store
        let graph = try StageGraph([
            Stage(name: "s") { context in
                let held = try other.unusedCheckpoints(keeping: [StageKey(hashing: "present")]).first {
                    $0.key == context.key
                }
                guard held?.holder == "\(getpid())", let held, try !other.remove(held) else {
                    throw TestError(description: "it is not held")
                }
            }
        ])
        #expect(try GraphRunner.run(graph, store: store).exitCode == 0)
        #expect(try store.remove(checkpoint))
    }

    /// Whatever people put there, and leftovers that have no key.
    @Test func otherNamesAreNotOurs() throws {
        for name in ["notes.txt", String(repeating: "x", count: 64), "abc", ".hidden"] {
            try AtomicFile.write("x", to: store.root.appendingPathComponent(".partial/\(name)"))
        }
        #expect(try unused().map(\.key) == [StageKey(hashing: "old")])
    }

    @Test func aStoreThatIsNotThereHasNone() throws {
        let none = Store(folder.url.appendingPathComponent("none"))
        #expect(try none.unusedCheckpoints(keeping: []).isEmpty)
        #expect(!FileSystem.exists(none.root))
    }
}
