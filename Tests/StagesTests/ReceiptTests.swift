import Foundation
import Stages
import Support
import Testing

/// What becomes of a finished stage whose files are lost, cut or edited.
@Suite struct ReceiptTests {
    private let folder: TemporaryFolder
    private let counter = Counter()
    private let graph: StageGraph
    private let directory: URL

    init() throws {
        folder = try TemporaryFolder()
        let counter = counter
        graph = try StageGraph([
            Stage(name: "labels") { context in
                counter.note("labels")
                for (name, text) in [("train.npy", "0123456789"), ("deep/er.csv", "a,b\n"), ("b.txt", "")] {
                    try AtomicFile.write(text, to: context.directory.appendingPathComponent(name))
                }
            }, textStage("rest", counter: counter),
        ])
        directory = folder.store.directory(name: "labels", key: try graph.key(of: "labels"))
        try run()
    }

    /// Runs all; what observers hear of damage.
    @discardableResult private func run(verify: Bool = false) throws -> [String] {
        let log = EventLog()
        let summary = try GraphRunner.run(graph, store: folder.store, verify: verify, observers: [log])
        #expect(summary.exitCode == 0)
        return log.texts.filter { $0.hasPrefix("damaged") }
    }

    private func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: directory.appendingPathComponent(name))
    }

    private var files: [StoredFile]? { (try? folder.store.receipts())?.first { $0.name == "labels" }?.files }

    /// Expects that a run tells of the damage and makes the stage again, and it alone.
    private func expectRepair(_ what: String, verify: Bool = false) throws {
        let before = counter.all.count
        if !verify {
            #expect(try !folder.store.isDone(name: "labels", key: try graph.key(of: "labels")))
        }
        let plan = try graph.plan(folder.store, verify: verify)
        #expect(plan.map(\.reason) == [what, ""] && plan.map(\.state) == [.pending, .done])
        #expect(try run(verify: verify) == ["damaged labels: \(what)"])
        #expect(counter.all.dropFirst(before) == ["labels"])
        #expect(try String(contentsOf: directory.appendingPathComponent("train.npy"), encoding: .utf8) == "0123456789")
        #expect(try run(verify: true).isEmpty)
        #expect(counter.all.count == before + 1)
    }

    @Test func aReceiptListsWhatWasWritten() throws {
        let files = try #require(files)
        #expect(files.map(\.path) == ["b.txt", "deep/er.csv", "train.npy"])
        #expect(files.map(\.size) == [0, 4, 10])
        #expect(files[2].sha256 == Fingerprint.of("0123456789"))
    }

    @Test func aLostFile() throws {
        try FileManager.default.removeItem(at: directory.appendingPathComponent("train.npy"))
        try expectRepair("train.npy is lost")
    }

    @Test func aLostFolder() throws {
        try FileManager.default.removeItem(at: directory.appendingPathComponent("deep"))
        try expectRepair("deep/er.csv is lost")
    }

    @Test(arguments: ["", "012345678", "01234567890"]) func aFileOfAnotherSize(text: String) throws {
        try write(text, to: "train.npy")
        try expectRepair("train.npy is \(text.utf8.count) bytes, was 10")
    }

    @Test func moreThanOne() throws {
        for name in ["b.txt", "train.npy"] { try write("x", to: name) }
        try expectRepair("b.txt is 1 bytes, was 0, and 1 more like it")
    }

    @Test func anEditedFileIsFoundWhereBytesAreRead() throws {
        try write("0123456780", to: "train.npy")
        #expect(try run().isEmpty)
        #expect(counter.all == ["labels", "rest"])
        try expectRepair("train.npy has other bytes than were written", verify: true)
    }

    @Test func aFolderInAFilesPlace() throws {
        let url = directory.appendingPathComponent("train.npy")
        try FileManager.default.removeItem(at: url)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try expectRepair("train.npy is lost")
    }

    @Test func furtherFilesAreOfNoMatter() throws {
        try write("x", to: "notes.txt")
        try write("x", to: "deep/.DS_Store")
        #expect(try run(verify: true).isEmpty)
        #expect(counter.all == ["labels", "rest"])
    }

    @Test(arguments: ["", "{", "{}"]) func aDamagedReceipt(text: String) throws {
        try write(text, to: "stage.json")
        try expectRepair("stage.json is not what was written")
    }

    @Test func aLostOrForeignReceipt() throws {
        let receipt = directory.appendingPathComponent("stage.json")
        try FileManager.default.removeItem(at: receipt)
        try expectRepair("stage.json is lost")
        let other = folder.store.directory(name: "rest", key: try graph.key(of: "rest"))
        try Data(contentsOf: other.appendingPathComponent("stage.json")).write(to: receipt)
        try expectRepair("stage.json is not what was written")
    }

    /// Receipts of programs that did not list files.
    @Test func anOldReceiptCounts() throws {
        let url = directory.appendingPathComponent("stage.json")
        var object = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
        #expect(object.removeValue(forKey: "files") != nil)
        try JSONSerialization.data(withJSONObject: object).write(to: url)
        try write("", to: "train.npy")
        #expect(try run(verify: true).isEmpty)
        #expect(counter.all == ["labels", "rest"])
    }

    /// Its marker, emptied or of another key: the rest may be anything.
    @Test(arguments: ["", "0", "\0\0\0"]) func aDamagedMarker(text: String) throws {
        try write(text, to: "done")
        try expectRepair("done is not what was written")
    }

    @Test(arguments: ["done", "stage.json"]) func aFolderInTheStoresOwnFilesPlace(name: String) throws {
        let url = directory.appendingPathComponent(name)
        try FileManager.default.removeItem(at: url)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try expectRepair("\(name) is not what was written")
    }

    /// A pipe would block whoever opens it.
    @Test func aPipeInTheReceiptsPlace() throws {
        let url = directory.appendingPathComponent("stage.json")
        try FileManager.default.removeItem(at: url)
        mkfifo(url.path, 0o600)
        try expectRepair("stage.json is not what was written")
    }

    @Test(arguments: ["\"size\" : 10", "train.npy"], ["\"size\" : 1e300", "\"size\" : -1", "../../x", "/etc/passwd"])
    func anAbsurdReceipt(old: String, new: String) throws {
        let isSize = old.hasPrefix("\"size")
        guard isSize == new.hasPrefix("\"size") else { return }
        let url = directory.appendingPathComponent("stage.json")
        let text = try String(contentsOf: url, encoding: .utf8)
        #expect(text.contains(old))
        try text.replacingOccurrences(of: old, with: new).write(to: url, atomically: true, encoding: .utf8)
        try expectRepair(new.hasSuffix("-1") ? "train.npy is 10 bytes, was -1" : "stage.json is not what was written")
    }

    @Test(.disabled(if: getuid() == 0, "root reads every file")) func anUnreadableFile() throws {
        chmod(directory.appendingPathComponent("train.npy").path, 0)
        try expectRepair("train.npy cannot be read (Permission denied)")
    }

    @Test func aLinkThatLeadsNowhereInTheFoldersPlace() throws {
        try FileManager.default.removeItem(at: directory)
        symlink("/nowhere", directory.path)
        #expect(try run().isEmpty)
        #expect(counter.all == ["labels", "rest", "labels"])
        #expect(try folder.store.isDone(name: "labels", key: try graph.key(of: "labels")))
    }

    /// The store may be a link to another disk.
    @Test func aStoreBehindALink() throws {
        let elsewhere = folder.url.appendingPathComponent("elsewhere")
        try FileManager.default.moveItem(at: folder.store.root, to: elsewhere)
        symlink("elsewhere", folder.store.root.path)
        #expect(try run().isEmpty && counter.all == ["labels", "rest"])
        try write("", to: "train.npy")
        try expectRepair("train.npy is 0 bytes, was 10")
    }
}
