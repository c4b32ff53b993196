import Foundation
import Testing

/// Mistakes in the command are found before anything is written: code 64, and what would be right.
@Suite struct UsageTests {
    @Test(arguments: [
        (["report", "--set", "sparse.training.step=3"], "did you mean sparse.training.steps?"),
        (["report", "--set", "nonsense=3"], "there is no setting nonsense"),
        (["report", "--set", "sparse.training.steps=0"], "a whole number from 1 to 1000000000"),
        (["report", "--set", "sparse.training.steps=many"], "sparse.training.steps is many; expected a whole number"),
        (["report", "--set", "sparse.constraint.epsilon=1.5"], "a number from 1e-06 to 0.999"),
        (["report", "--set", "sparse.noise.form=loud"], "one of log, relative, literal"),
        (["report", "--set", "sparse.constraint.sweep=[1e-3, 20]"], "a list of numbers from 1e-06 to 0.999"),
        (["report", "--set", "sparse.training.batch=700"], "more than sparse.data.train, 600"),
        (["report", "--set", "sparse.training.steps"], "expected name=value"),
        (["report", "--set", "inpainting.data.hole=8"], "expected less than inpainting.data.side, 8"),
        (["report", "--set", "inpainting.data.side=10"], "inpainting.data.side must be a multiple of 4; it is 10"),
        (["plan", "--set", "inpainting.flow.bias-deviations=[0, 1, 2]"], "expected two numbers, got 3"),
        (["report", "--set", "inpainting.likelihood.batch=70"], "more than inpainting.data.train, 60"),
        (["report", "--set", "inpainting.flow.gated=maybe"], "true or false"),
        (["run-stage", "inpainting/flow", "--set", "inpainting.data.side=64"], "--data inpainting:folder=DIR"),
        (["report", "--profile", "quik"], "Did you mean quick?"),
        (["report", "--profile", "none/such.yml"], "there is no profile none/such.yml"),
        (["report", "--only", "fig99"], "there is no figure"),
        (["plan", "--profile", "quick.yml"], "named without an ending"),
        (["report", "--output", ""], "--output is empty"),
        (["report", "--seeds", "2", "--set", "run.seeds=3"], "--seeds and --set run.seeds=3 set the same"),
        (["report", "--only", ","], "--only names no figure"),
        (["report", "--colour"], "Unknown option '--colour'"),
        (["report", "--threads", "0"], "from 1 to 1024"),
        (["report", "--threads", "two"], "The value 'two' is invalid"),
        (["report", "--seeds", "0"], "from 1 to 100"),
        (["report", "--force", "sparse/train/standrd"], "sparse/train/standard”"),
        (["report", "--data", "mnist"], "there is no data source"),
        (["report", "--data", "folder"], "--data folder=DIR"),
        (["report", "--data", "toy:cifar10"], "there is no study named"),
        (["plan", "--only", "fig99"], "there is no figure"),
        (["run-stage", "sparse/trian"], "Did you mean “sparse/train”?"),
        (["run-stage", "sparse/evaluate/standrd/seed-1"], "sparse/evaluate/standard/seed-1"),
        (["run-stage"], "Missing expected argument '<stage>'"),
        (
            ["solve", "--dictionary", "D.npy", "--input", "X.npy", "--output", "Y.npy", "--alpha", "0"],
            "--alpha is 0.0"
        ),
        (["solve", "--dictionary", "D.npy", "--input", "X.npy", "--output", "Y.npy", "--solver", "magic"], "magic"),
        (["apply", "--network", "W", "--input", "X.npy", "--output", "Y.npy", "--threads", "0"], "--threads is 0"),
        (["compare", "Output"], "Missing expected argument '<B>'"),
        (["compare", "Output", ""], "A folder is empty"),
        (["compare", "A", "B", "--output", ""], "--output is empty"),
        (["compare", ".", "./."], "compared with itself"),
        (["pack", "--run", ""], "--run is empty"),
        (["repport"], "repport"),
    ])
    func aMistakeIsSaidAndNothingIsWritten(arguments: [String], words: String) throws {
        let folder = try TemporaryFolder()
        let output = folder.path("Output")
        var command = arguments
        if ["report", "plan", "run-stage"].contains(arguments[0]) {
            // What is given twice counts as it stands last.
            command = [arguments[0]] + (try TinyRun.options(output: output)) + arguments.dropFirst()
        }
        let ending = try Program.run(command)
        #expect(ending.status == 64, "\(ending.text)")
        #expect(ending.errors.contains(words), "\(ending.text)")
        #expect(ending.output.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: output))
    }

    @Test(arguments: [
        ("run: [1, 2", "is not valid YAML"),
        ("sparse: {traning: {steps: 3}}", "did you mean sparse.training.steps?"),
        ("sparse: {training: {steps: }}", "sparse.training.steps"),
        ("- 1\n- 2", "the file is no mapping"),
        ("run: {seeds: 0}", "from 1 to 100"),
    ])
    func aMistakeInAProfileNamesTheFile(text: String, words: String) throws {
        let folder = try TemporaryFolder()
        try text.write(toFile: folder.path("mine.yml"), atomically: true, encoding: .utf8)
        let ending = try Program.run(
            "report", "--profile", folder.path("mine.yml"), "--output", folder.path("Output"))
        #expect(ending.status == 64, "\(ending.text)")
        #expect(ending.errors.contains(words) && ending.errors.contains("mine.yml"), "\(ending.text)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("Output")))
    }

    /// The kernels that products are computed with: `plan` needs them too, whose keys name them.
    @Test(arguments: ["plan", "report", "solve", "info"]) func unknownKernelsAreRefused(command: String) throws {
        let folder = try TemporaryFolder()
        let options =
            switch command {
            case "solve": ["--dictionary", "D.npy", "--input", "X.npy", "--output", folder.path("Y.npy")]
            case "info": [String]()
            default: try TinyRun.options(output: folder.path("Output"))
            }
        let ending = try Program([command] + options, environment: ["DOWNHILL_BLAS_CORE": "Skylake"]).ending()
        #expect(ending.status == 64, "\(ending.text)")
        #expect(ending.errors.contains("DOWNHILL_BLAS_CORE is Skylake") && ending.output.isEmpty, "\(ending.text)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("Output")))
    }

    @Test func kernelsAreNamedInAnySpelling() throws {
        #if arch(x86_64)
            let ending = try Program.run("info", environment: ["DOWNHILL_BLAS_CORE": "nehalem"])
            #expect(ending.status == 0 && ending.output.contains("OpenBLAS Nehalem"), "\(ending.text)")
        #endif
    }

    @Test func renderNeedsARun() throws {
        let folder = try TemporaryFolder()
        let ending = try Program.run("render", "--output", folder.path("none"))
        #expect(ending.status == 74, "\(ending.text)")
        #expect(ending.errors.contains("none: there is no run yet"), "\(ending.text)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("none")))
    }
}
