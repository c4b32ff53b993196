import Foundation
import Testing

/// A disk that fails anywhere ends the program with 74 and a reason; the same command then goes on to the bytes of a run that
/// nothing disturbed. `Tests/Faults/sweep.sh` tries every call; these are some of each kind.
@Suite(.serialized, .enabled(if: FaultyDisk.library != nil, "there is no compiler of C for the shim"))
struct FaultTests {
    private static func report(_ output: URL) throws -> [String] {
        ["report", "--only", "fig1", "--threads", "1"] + (try TinyRun.options(output: output.path))
    }

    /// A report that is whole.
    private static let whole: Result<TemporaryFolder, any Error> = Result {
        let folder = try TemporaryFolder()
        let ending = try Program.run(try report(folder.url))
        #expect(ending.status == 0, "\(ending.text)")
        return folder
    }

    @Test(arguments: [
        FaultyDisk.Fault(call: "write", number: 3, error: "ENOSPC"), .init(call: "write", number: 40, error: "EDQUOT"),
        .init(call: "rename", number: 9, error: "EIO"), .init(call: "fsync", number: 21, error: "EIO"),
        .init(call: "open", number: 60, error: "EROFS"), .init(call: "read", number: 80, error: "EIO"),
        .init(call: "mkdir", number: 5, error: "ENOSPC"),
        .init(call: "write", number: 50, error: "ENOSPC", stays: true),
    ])
    func whileTraining(fault: FaultyDisk.Fault) throws {
        let folder = try TemporaryFolder()
        let command = ["run-stage", "toy", "--threads", "1"] + (try TinyRun.options(output: folder.url.path))
        try expect(fault, of: command, in: folder.url)
    }

    /// Only the figure, the claims and the pages are left to make.
    @Test(arguments: [
        FaultyDisk.Fault(call: "write", number: 2, error: "ENOSPC", stays: true),
        .init(call: "rename", number: 3, error: "EIO"),
        .init(call: "close", number: 9, error: "EIO"),
    ])
    func whileDrawing(fault: FaultyDisk.Fault) throws {
        let folder = try TemporaryFolder()
        try FileManager.default.removeItem(at: folder.url)
        try FileManager.default.copyItem(at: try Self.whole.get().url, to: folder.url)
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("figures"))
        try expect(fault, of: try Self.report(folder.url), in: folder.url)
        let whole = try Self.whole.get().url
        for name in ["claims.csv", "claims.json"] + ["csv", "svg", "pdf", "png"].map({ "figures/figure-1.\($0)" }) {
            let same = FileManager.default.contentsEqual(
                atPath: folder.path(name), andPath: whole.appendingPathComponent(name).path)
            #expect(same, "\(name)")
        }
    }

    /// A table that cannot be read is no claim that was not tested, and no figure that waits.
    @Test(arguments: ["layers.csv", "study.json", "distances.csv", "run.json"])
    func whileReading(file: String) throws {
        let folder = try TemporaryFolder()
        try FileManager.default.removeItem(at: folder.url)
        try FileManager.default.copyItem(at: try Self.whole.get().url, to: folder.url)
        let claims = try Data(contentsOf: folder.url.appendingPathComponent("claims.csv"))
        let store = folder.url.appendingPathComponent("store")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: store.path).filter { $0.hasSuffix("/\(file)") }
        let place =
            try paths.first.map { store.appendingPathComponent($0) } ?? #require(
                file == "run.json" ? folder.url.appendingPathComponent(file) : nil, "there is no \(file)")
        let fault = FaultyDisk.Fault(call: "read", number: 1, error: "EIO", stays: true)
        let (ending, failed) = try FaultyDisk.run(["render", "--output", folder.url.path], under: place, fault)
        #expect(failed && ending.status == 74, "\(ending.text)")
        #expect(ending.errors.contains("\(file): Input/output error"), "\(ending.text)")
        #expect(try Data(contentsOf: folder.url.appendingPathComponent("claims.csv")) == claims)
    }

    private func expect(_ fault: FaultyDisk.Fault, of command: [String], in folder: URL) throws {
        let (ending, failed) = try FaultyDisk.run(command, under: folder, fault)
        #expect(failed, "the program makes too few such calls")
        #expect(ending.status == 74, "\(ending.text)")
        #expect(ending.text.contains("cannot ") && ending.text.contains(folder.path), "\(ending.text)")
        let again = try Program.run(command)
        #expect(again.status == 0, "\(again.text)")
        try StoreContents.expectSame(folder, as: try Self.whole.get().url, prefix: "toy-")
        let hidden = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".tmp") }
        #expect(hidden.isEmpty)
    }
}
