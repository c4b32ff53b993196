import Foundation
import Support
import Testing

/// A folder that goes away with the test.
final class ScratchFolder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("support-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
    var names: [String] { (try? FileSystem.names(in: url)) ?? [] }
}

@Suite struct AtomicFileTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func write(_ text: String, to name: String) throws {
        try AtomicFile.write(text, to: folder.url.appendingPathComponent(name))
    }

    @Test func nothingIsSeenBeforeTheEndAndNothingIsLeftBeside() throws {
        try write("old", to: "a.txt")
        let file = try AtomicFile(folder.path("a.txt"))
        try file.write(Array("n".utf8))
        try file.write(Array("ew".utf8))
        #expect(try folder.text("a.txt") == "old")
        #expect(folder.names.count == 2)
        try file.finish()
        #expect(try folder.text("a.txt") == "new")
        #expect(folder.names == ["a.txt"])
    }

    @Test func anUnfinishedFileLeavesNothing() throws {
        do {
            let file = try AtomicFile(folder.path("a.txt"))
            try file.write([1, 2, 3])
            #expect(folder.names.count == 1)
        }
        #expect(folder.names.isEmpty)
        // Somebody puts a folder into its place meanwhile.
        let file = try AtomicFile(folder.path("b.txt"))
        try FileManager.default.createDirectory(atPath: folder.path("b.txt"), withIntermediateDirectories: true)
        #expect(throws: FileError("write", folder.path("b.txt"), number: EISDIR)) { try file.finish() }
        #expect(folder.names == ["b.txt"])
    }

    @Test func missingFoldersAreMadeForWholeFilesAlone() throws {
        try write("x", to: "new/deep/a.txt")
        #expect(try folder.text("new/deep/a.txt") == "x")
        let missing = folder.path("none/a.txt")
        #expect(throws: FileError("write", missing, number: ENOENT)) { try AtomicFile(missing) }
        let inside = folder.path("new/deep/a.txt/b.txt")
        #expect(throws: FileError("write", inside, number: ENOTDIR)) { try AtomicFile(inside) }
        #expect(throws: FileError("write", folder.path("new"), number: EISDIR)) { try AtomicFile(folder.path("new")) }
    }

    @Test(arguments: [mode_t(0o600), 0o640, 0o755]) func aFileKeepsItsMode(mode: mode_t) throws {
        try write("old", to: "a.txt")
        chmod(folder.path("a.txt"), mode)
        try write("new", to: "a.txt")
        var status = stat()
        stat(folder.path("a.txt"), &status)
        #expect(status.st_mode & 0o7777 == mode)
        #expect(try folder.text("a.txt") == "new")
    }

    @Test func linksStayAndTheirTargetsAreWritten() throws {
        try write("old", to: "there/a.txt")
        symlink("there/a.txt", folder.path("one"))
        symlink("one", folder.path("two"))
        symlink("there/b.txt", folder.path("dangling"))
        try write("through two", to: "two")
        try write("made", to: "dangling")
        #expect(try folder.text("there/a.txt") == "through two")
        #expect(try folder.text("there/b.txt") == "made")
        #expect(folder.names == ["dangling", "one", "there", "two"])
        #expect(try FileSystem.names(in: folder.url.appendingPathComponent("there")) == ["a.txt", "b.txt"])
        for name in ["one", "two", "dangling"] {
            #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: folder.path(name))) != nil)
        }
        symlink("circle", folder.path("circle"))
        #expect(throws: FileError("write", folder.path("circle"), number: ELOOP)) { try write("x", to: "circle") }
    }

    @Test func pipesAndDevicesAreWrittenInto() throws {
        mkfifo(folder.path("pipe"), 0o600)
        let reader = open(folder.path("pipe"), O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        try write("through", to: "pipe")
        var bytes = [UInt8](repeating: 0, count: 20)
        #expect(read(reader, &bytes, 20) == 7)
        #expect(folder.names == ["pipe"])
        #expect(throws: FileError("write", "/dev/full", number: ENOSPC)) {
            try AtomicFile.write("x", to: URL(fileURLWithPath: "/dev/full"))
        }
    }

    /// As /dev/stdout, where the shell sends that to a file: what stands in the file stays, and more follows.
    @Test(arguments: ["/dev/fd/", "/proc/self/fd/"]) func anOpenFileIsGoneOnWith(prefix: String) throws {
        try write("", to: "out.txt")
        let descriptor = open(folder.path("out.txt"), O_WRONLY)
        defer { close(descriptor) }
        var before = stat()
        fstat(descriptor, &before)
        for text in ["one ", "two"] { try AtomicFile.write(text, to: URL(fileURLWithPath: "\(prefix)\(descriptor)")) }
        symlink("\(prefix)\(descriptor)", folder.path("link"))
        try write(" three", to: "link")
        #expect(try folder.text("out.txt") == "one two three")
        var after = stat()
        stat(folder.path("out.txt"), &after)
        #expect(after.st_ino == before.st_ino)
    }

    @Test func longNamesHaveRoomForTheirTemporaryOnes() throws {
        let name = String(repeating: "ü", count: 127)
        try write("x", to: name)
        #expect(folder.names == [name])
    }
}
