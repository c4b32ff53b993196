import Foundation
import Support
import Testing

@Suite struct LeftoversTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test func thoseOfTheDeadGo() throws {
        for name in [".a.csv.4711-0123abcd.tmp", ".drawing-figure-3-4711"] {
            try Data([1]).write(to: folder.url.appendingPathComponent(name))
        }
        try AtomicFile.write("x", to: folder.url.appendingPathComponent(".drawing-x.12-3f.tmp/deep/file"))
        try Leftovers.remove(in: folder.url)
        #expect(folder.names.isEmpty)
    }

    @Test func otherFilesStay() throws {
        let others = [
            ".hidden", ".tmp", ".a.tmp", "a.csv", "a.csv.1-2.tmp", ".a.1-2.tmp.txt", ".a.x-2.tmp", ".a.1-zz.tmp",
        ]
        for name in others { try Data().write(to: folder.url.appendingPathComponent(name)) }
        // A link is not followed, whatever it is called.
        symlink("a.csv", folder.path(".l.1-2.tmp"))
        try Leftovers.remove(in: folder.url)
        #expect(folder.names == (others + [".l.1-2.tmp"]).sorted())
        try Leftovers.remove(in: folder.url.appendingPathComponent("none"))
    }

    /// Somebody cleans while a file and a folder are being made: here in one process, as locks are of open files.
    @Test func thoseOfTheLivingStay() throws {
        let file = try AtomicFile(folder.path("a.txt"))
        try file.write([65])
        let scratch = try Support.ScratchFolder(in: folder.url, for: "drawing")
        try Leftovers.remove(in: folder.url)
        #expect(folder.names.count == 2)
        #expect(FileSystem.isFolder(scratch.url))
        try file.finish()
        #expect(try folder.text("a.txt") == "A")
        withExtendedLifetime(scratch) {}
    }

    @Test func aScratchFolderGoesWithItsOwner() throws {
        do {
            let scratch = try Support.ScratchFolder(in: folder.url.appendingPathComponent("new"), for: "x")
            try AtomicFile.write("x", to: scratch.url.appendingPathComponent("deep/x"))
        }
        #expect(try FileSystem.names(in: folder.url.appendingPathComponent("new")).isEmpty)
    }

    /// Three writers and a cleaner that never rests: none loses its file.
    @Test func writersAndCleanersDoNotMeet() throws {
        let url = folder.url
        DispatchQueue.concurrentPerform(iterations: 4) { worker in
            for turn in 0..<50 {
                if worker == 0 {
                    try? Leftovers.remove(in: url)
                } else {
                    do {
                        try AtomicFile.write(
                            Data([1]), to: url.appendingPathComponent("\(worker)-\(turn)"), durably: false)
                    } catch { Issue.record("\(error)") }
                }
            }
        }
        #expect(folder.names.count == 150)
    }
}
