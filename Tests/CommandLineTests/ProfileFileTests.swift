import Foundation
import Testing

/// Profiles as people have them on disk, read by `report --print-config`, which writes nothing.
@Suite struct ProfileFileTests {
    private func printed(_ bytes: Data, as name: String = "mine.yml", _ more: [String] = []) throws -> Program.Ending {
        let folder = try TemporaryFolder()
        try bytes.write(to: folder.url.appendingPathComponent(name))
        return try Program.run(["report", "--print-config", "--profile", folder.path(name)] + more)
    }

    private static let steps = "sparse.training.steps: 500\n"
    /// The same in UTF-16, little endian.
    private static var wide: Data {
        Data(steps.utf16.flatMap { [UInt8](arrayLiteral: UInt8($0 & 255), UInt8($0 >> 8)) })
    }

    @Test(arguments: ["mine.yml", "mine.yaml", "résumé 1.yaml", "a\nb.yml"]) func anyNameIsRead(name: String) throws {
        let ending = try printed(Data(Self.steps.utf8), as: name)
        #expect(ending.status == 0 && ending.output.contains("\n\(Self.steps.dropLast())  #"), "\(ending.text)")
    }

    @Test(arguments: ["\u{FEFF}", "# é\r\n", "---\n", "%YAML 1.2\n---\n"]) func whatMayStandBefore(start: String) throws
    {
        let ending = try printed(Data((start + Self.steps).utf8))
        #expect(ending.status == 0 && ending.output.contains(Self.steps.dropLast()), "\(ending.text)")
    }

    /// Its own values stand over those of the profile that it extends, which may be a file beside it, and extend another.
    @Test func aProfileExtendsOthers() throws {
        let folder = try TemporaryFolder()
        func write(_ text: String, _ name: String) throws {
            try text.write(toFile: folder.path(name), atomically: true, encoding: .utf8)
        }
        try write("extends: middle.yml\nrun: {seeds: 5}\n", "top.yml")
        try write("extends: quick\nrun: {seeds: 4, draws: 7}\n", "middle.yml")
        let (own, quick) = (
            try Program.run("report", "--print-config", "--profile", folder.path("top.yml")),
            try Program.run("report", "--print-config", "--profile", "quick")
        )
        #expect(own.status == 0, "\(own.text)")
        let rest = { (ending: Program.Ending) in ending.output.split(separator: "\n").filter { !$0.hasPrefix("run.") } }
        #expect(own.output.contains("run.seeds: 5 ") && own.output.contains("run.draws: 7 "), "\(own.output)")
        #expect(rest(own).dropFirst() == rest(quick).dropFirst())
    }

    /// The report with twelve seeds takes over all that the standard one has trained, but for Gaussian measurements, of which it
    /// has the field's size and standard half of it; and that of message passing, whose networks it trains longer.
    @Test func fullGoesOnFromStandard() throws {
        let images = try TinyRun.inputs.get().url.path
        func stages(_ profile: String) throws -> [String: String] {
            let output = try TemporaryFolder()
            let plan = try Program.run(
                "plan", "--profile", profile, "--data", "fashion-mnist=\(images)", "--output", output.url.path)
            #expect(plan.status == 0, "\(plan.text)")
            let rows = plan.output.split(separator: "\n").map {
                $0.split(separator: "\t", omittingEmptySubsequences: false)
            }
            return Dictionary(uniqueKeysWithValues: rows.filter { $0.count > 2 }.map { (String($0[2]), String($0[1])) })
        }
        let (standard, full) = (try stages("standard"), try stages("full"))
        #expect(standard["sparse/train/constrained/seed-4"] != nil && full["sparse/train/constrained/seed-12"] != nil)
        let same = standard.filter { name, _ in !["study/", "gaussian/", "oamp/"].contains(where: name.hasPrefix) }
        #expect(same["theory/train/standard/seed-1"] != nil && same["convergent/train/free/seed-4"] != nil)
        for (name, key) in same { #expect(full[name] == key, "\(name)") }
    }

    @Test func utf16WithItsMark() throws {
        #expect(try printed(Data([0xFF, 0xFE]) + Self.wide).output.contains(Self.steps.dropLast()))
    }

    private static let refused: [(Data, String)] = [
        (Data([0x23, 0xE9, 0x0A]), "mine.yml is not UTF-8 (line 1)"),
        (
            wide,
            "zero bytes, as UTF-16 without a byte-order mark"
        ),
        (Data(), "mine.yml is empty"), (Data(count: 2_000_000), "expected a profile of at most 1048576"),
        (Data("run: {seeds: 1}\n---\nrun: {seeds: 2}\n".utf8), "more than one YAML document"),
        (Data("sparse.training.steps: ~\n".utf8), "sparse.training.steps is null; expected a whole number"),
        (Data("sparse: {data: {directory: null}}\n".utf8), "sparse.data.directory is null; expected a text"),
        (Data("sparse:\n  training:\n    steps:\n".utf8), "sparse.training.steps is blank; expected a whole number"),
        (Data("sparse: {training: &t {steps: 3}}\ntoy: {<<: *t}\n".utf8), "merge keys (<< below toy) are not read"),
        (Data("sparse: {training: {steps: 3}}\nsparse.training: {steps: 4}\n".utf8), "given twice, as 3 and as 4"),
        (Data("sparse.Training.steps: 3\n".utf8), "did you mean sparse.training.steps?"),
        (Data("sparse:\n\ttraining: {steps: 3}\n".utf8), "is not valid YAML: 2:1"),
        (
            Data("sparse.training.steps: 2020-01-01\n".utf8),
            "sparse.training.steps is 2020-01-01; expected a whole number"
        ),
        (Data("sparse.training.steps: \"\\e[31m\"\n".utf8), "sparse.training.steps is \\u{1B}[31m; expected"),
        (Data("sparse.training.clip: .nan\n".utf8), "sparse.training.clip is .nan; expected a number"),
        (bomb, "there is no setting a."),
        (Data("extends: mine.yml\nrun: {seeds: 2}\n".utf8), "mine.yml extends itself"),
        (Data("extends: stndard\n".utf8), "there is no profile stndard. Did you mean standard?"),
        (Data("extends: ./none.yml\n".utf8), "none.yml: no such file"),
        (Data("extends: [quick]\n".utf8), "mine.yml: extends is no profile"),
        (Data("extends:\nrun: {seeds: 2}\n".utf8), "mine.yml: extends is no profile"),
    ]

    /// Names within names, 2⁴⁰ of them.
    private static var bomb: Data {
        let lines = (1...40).map { "b\($0): &b\($0) {p: *b\($0 - 1), q: *b\($0 - 1)}\n" }
        return Data(("a: {x: 1}\nb0: &b0 {x: 1}\n" + lines.joined()).utf8)
    }

    @Test(arguments: refused.indices) func theTrueReasonIsSaid(index: Int) throws {
        let (bytes, words) = Self.refused[index]
        let ending = try printed(bytes)
        #expect(ending.status == 64 && ending.errors.contains(words), "\(ending.text)")
        #expect(!ending.errors.contains("\u{1B}") && ending.output.isEmpty)
    }

    @Test(arguments: [
        ("a folder", "/etc/"), ("a device or pipe", "/dev/zero"), ("no such file", "none/such.yaml"),
    ]) func whatIsNoFile(words: String, path: String) throws {
        let ending = try Program.run("report", "--print-config", "--profile", path)
        #expect(ending.status == 64 && ending.errors.contains(words), "\(ending.text)")
    }

    @Test func aPipeIsNotWaitedFor() throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder.path("p.yml"), 0o600) == 0)
        let ending = try Program.run("plan", "--profile", folder.path("p.yml"))
        #expect(ending.status == 64 && ending.errors.contains("got a device or pipe"), "\(ending.text)")
    }

    @Test(arguments: [
        (
            ["--set", "sparse.data.source=cifar10", "--data", "fashion-mnist"],
            "--data and --set sparse.data.source=… set"
        ),
        (["--set", "toy.steps=5", "--set", "toy.steps=5"], "toy.steps is given twice"),
        (["--seeds", "2", "--set", "run.seeds=2"], "set the same"),
        (["--set", "toy.steps="], "toy.steps is blank"), (["--set", "toy.steps= 5"], "toy.steps is  5; expected"),
        (["--set", "toy.st\u{1B}[1m=5"], "there is no setting toy.st\\u{1B}[1m"),
        (["--set", "toy.steps=9223372036854775807"], "a whole number from 1 to 1000000000"),
        (["--set", "run.seed=18446744073709551616"], "a whole number from 0 to 9223372036854775807"),
    ]) func whatIsSaidTwiceOrNot(arguments: [String], words: String) throws {
        let ending = try printed(Data(Self.steps.utf8), arguments)
        #expect(ending.status == 64 && ending.errors.contains(words), "\(ending.text)")
    }
}
