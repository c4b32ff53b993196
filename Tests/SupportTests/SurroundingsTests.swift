import Foundation
import Support
import Synchronization
import Testing

@Suite struct SurroundingsTests {
    @Test(arguments: [
        ("/a/b/c", ["/a/b", "/a", "/"]), ("/a/", ["/"]), ("/", []), ("a/b", ["a"]), ("a", []), ("", []), (".", []),
        ("../..", [".."]), ("//a//b", ["//a", "/"]),
    ]) func theFoldersAboveEnd(path: String, parents: [String]) {
        #expect(FileSystem.parents(of: path) == parents)
    }

    @Test func aLoopOnThreadsMeetsEachIndexOnce() {
        let met = Mutex([Int](repeating: 0, count: 100))
        DetachedThread.concurrently(100) { index in met.withLock { $0[index] += 1 } }
        #expect(met.withLock { $0 } == [Int](repeating: 1, count: 100))
        DetachedThread.concurrently(0) { _ in Issue.record("there is nothing to do") }
    }

    /// A stack that no system gives.
    @Test func aThreadThatCannotBeStartedIsSaidNotToBe() {
        #expect(!DetachedThread.start("huge", stackSize: 1 << 46) { Issue.record("it runs") })
    }
}
