/// What to measure, from the command line.
struct BenchmarkOptions {
    static let help = """
        downhill-bench [--batches 64,128,512] [--rounds N] [--patience S] [--threads N]
                       [--only step,coupled,scenes,memory,checkpoints,lasso,glow] [--cases grey,grey-whole,rgb,paper]
                       [--compile]
                       [--python PYTHON --scripts Benchmarks]

        --rounds    turns without other load that are enough for a batch size (8)
        --patience  seconds to wait for them at a batch size (90)
        --compile   PyTorch compiles the flows of `glow` first, which takes minutes

        step    a LISTA training step at p = 1024, d = 1228, L = 10 against PyTorch, turn by turn in one run
        coupled a training step of LISTA-CP and of ALISTA at p = 250, d = 500, L = 16, batch 128 against PyTorch
        scenes  a training step of unrolled OAMP and of a U-Net on complex scenes of 16 × 16, batch 16 against PyTorch
        memory  the largest memory of a training of the paper's size
        checkpoints  the memory that gradients of unrolled OAMP count for T = 5 … 40 layers with a checkpoint every k = 1, 3 and
                never, beside the peak of a process of their own
        lasso   the LASSO solvers against ISTA's 10 000 iterations
        glow    a GLOW-Prox training step against PyTorch in its fastest set-up, and the memory of both; the paper's size
                takes many minutes

        Without --python, Downhill is measured alone.
        """

    var batches = [64, 128, 512]
    var rounds = 8
    var patience = 90
    var threads = 2
    var parts = ["step", "coupled", "scenes", "memory", "checkpoints", "lasso", "glow"]
    var cases = ["grey", "grey-whole", "rgb"]
    /// Whether PyTorch compiles the flows of `glow` first.
    var compiles = false
    /// Of parts of their own, "glow-memory" and "checkpoint-memory", which `glow` and `checkpoints` start.
    var memory = "store"
    var python: String?
    var scripts = "Benchmarks"
    var wantsHelp = false

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            if ["-h", "--help"].contains(name) {
                wantsHelp = true
                continue
            }
            if name == "--compile" {
                compiles = true
                continue
            }
            guard let value = rest.popFirst() else { throw BenchmarkError("\(name) needs a value; see --help") }
            switch name {
            case "--batches": batches = try value.split(separator: ",").map { try Self.number(String($0), name) }
            case "--rounds": rounds = try Self.number(value, name)
            case "--patience": patience = try Self.number(value, name)
            case "--threads": threads = try Self.number(value, name)
            case "--only": parts = value.split(separator: ",").map(String.init)
            case "--python": python = value
            case "--scripts": scripts = value
            case "--cases": cases = value.split(separator: ",").map(String.init)
            case "--memory": memory = value
            default: throw BenchmarkError("there is no option \(name); see --help")
            }
        }
        let known = ["step", "coupled", "scenes", "memory", "checkpoints", "lasso", "glow"]
        for part in parts where !(known + ["glow-memory", "checkpoint-memory"]).contains(part) {
            throw BenchmarkError("--only takes \(known.joined(separator: ", ")), got \(part)")
        }
        let names = GlowProxCase.all.map(\.name)
        for name in cases where !names.contains(name) {
            throw BenchmarkError("--cases takes \(names.joined(separator: ", ")), got \(name)")
        }
    }

    /// What `--cases` names.
    var glowCases: [GlowProxCase] { GlowProxCase.all.filter { cases.contains($0.name) } }

    private static func number(_ text: String, _ name: String) throws -> Int {
        guard let number = Int(text), number > 0 else {
            throw BenchmarkError("\(name) takes whole numbers above zero, got \(text)")
        }
        return number
    }
}

/// What stops a benchmark, in words.
struct BenchmarkError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
