import Foundation
import Tensors
import Testing

/// Words of a command that are not what they seem: to the parser, to Foundation, to another run.
@Suite struct PathTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try NumPyFile.write([[1, 0], [0, 1]], to: folder.path("D"))
        try NumPyFile.write([[2, 0]], to: folder.path("X"))
    }

    /// Runs the program inside of the test's folder.
    private func run(_ arguments: String..., more: String = "") throws -> Program.Ending {
        try Program.run(arguments, script: "cd '\(folder.url.path)' && exec \"$@\" \(more)")
    }

    @Test(arguments: ["Y", "é", "-", "./Y"]) func namesOfOneCharacter(name: String) throws {
        let ending = try run("solve", "--dictionary", "D", "--input", "X", "--output=\(name)")
        #expect(ending.status == 0, "\(ending.text)")
        #expect(try NumPyFile.read(folder.path(name)) == [[1.5, 0]])
    }

    @Test func nothingElseGoesWhereTheAnswersGo() throws {
        let ending = try run("solve", "--dictionary", "D", "--input", "X", "--output", "/dev/stdout", more: "> Y")
        #expect(ending.status == 0 && ending.errors.contains("1 signals in"), "\(ending.text)")
        #expect(try NumPyFile.read(folder.path("Y")) == [[1.5, 0]])
    }

    @Test(arguments: ["--output \"$(printf 'caf\\351')\"", "--profile \"$(printf 'caf\\351.yml')\""])
    func namesThatAreNotUTF8(option: String) throws {
        let ending = try run("plan", more: option)
        #expect(ending.status == 64 && ending.errors.contains("is not UTF-8"), "\(ending.text)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 2)
    }

    @Test func foldersThatAreNotUTF8() throws {
        let script = "cd '\(folder.url.path)' && mkdir \"$(printf 'c\\351')\" && cd c* && exec \"$@\""
        let ending = try Program.run(["plan"], script: script)
        #expect(
            ending.status == 64 && ending.errors.contains("the current folder's name is not UTF-8"), "\(ending.text)")
    }

    @Test(arguments: [
        ["--seeds", "2", "--seeds", "3"], ["--output=a", "--output", "b"], ["--profile", "quick", "--profile=quick"],
    ])
    func anOptionGivenTwice(options: [String]) throws {
        let ending = try Program.run(["plan", "--only", "fig1"] + options)
        #expect(ending.status == 0 && ending.errors.contains("is given twice; the last one counts"), "\(ending.text)")
    }

    @Test func aLinksParentIsWhereItLeads() throws {
        let options = try TinyRun.options(output: "link/../out")
        let script = "cd '\(folder.url.path)' && mkdir -p real/deep && ln -s real/deep link && exec \"$@\""
        let ending = try Program.run(["run-stage", "study/toy"] + options, script: script)
        #expect(ending.status == 0, "\(ending.text)")
        #expect(FileManager.default.fileExists(atPath: folder.path("real/out/run.json")))
    }

    @Test func aTildeIsAName() throws {
        let ending = try run("run-stage", "study/toy", "--profile", "quick", "--output=~")
        #expect(ending.status == 0, "\(ending.text)")
        #expect(FileManager.default.fileExists(atPath: folder.path("~/run.json")))
    }

    /// To open it would be to wait for somebody who reads.
    @Test func aPipeInThePlaceOfAFile() throws {
        let options = try TinyRun.options(output: folder.path("out"))
        let script = "mkdir '\(folder.path("out"))' && mkfifo '\(folder.path("out/run.json"))' && exec \"$@\""
        let ending = try Program.run(["run-stage", "study/toy"] + options, script: script)
        #expect(
            ending.status == 74 && ending.text.contains("run.json: it is a pipe, not a file"),
            "\(ending.text)")
    }

    /// Two runs with one folder would write over each other's record and figures.
    @Test func aRunOfOtherSettingsIsKeptOut() throws {
        let options = try TinyRun.options(output: folder.path("out"))
        let long = ["run-stage", "toy/train/constrained", "--set", "toy.steps=20000"] + options
        let first = try Program(long)
        #expect(
            first.wait {
                StoreContents.state(of: "toy/train/constrained/seed-1", in: URL(fileURLWithPath: folder.path("out")))
                    == .running
            })
        let other = try Program.run(["run-stage", "study/toy", "--set", "toy.steps=7"] + options)
        #expect(
            other.status == 64 && other.errors.contains("works in this output folder with other settings"),
            "\(other.text)")
        let same = try Program.run(["run-stage", "study/toy", "--set", "toy.steps=20000"] + options)
        #expect(same.status == 0, "\(same.text)")
        first.signal(SIGTERM)
        #expect(try first.ending().status == 75)
        #expect(try Program.run(["run-stage", "study/toy", "--set", "toy.steps=7"] + options).status == 0)
    }

    @Test func aForcedStageThatOnlyLeavesOut() throws {
        let options = try TinyRun.options(output: folder.path("out"))
        let ending = try Program.run(["report", "--only", "fig1", "--force", "sparse"] + options)
        #expect(
            ending.status == 64 && ending.errors.contains("names no stage that --only fig1 needs"), "\(ending.text)")
    }
}
