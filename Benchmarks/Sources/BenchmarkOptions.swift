/// What to measure, from the command line.
struct BenchmarkOptions {
    static let help = """
        downhill-bench [--batches 64,128,512] [--rounds N] [--patience S] [--threads N] [--only step,memory,lasso]
                       [--python PYTHON --script lista_step.py]

        --rounds    turns without other load that are enough for a batch size (8)
        --patience  seconds to wait for them at a batch size (90)

        step    a LISTA training step at p = 1024, d = 1228, L = 10 against PyTorch, turn by turn in one run
        memory  the largest memory of a training of the paper's size
        lasso   the LASSO solvers against ISTA's 10 000 iterations

        Without --python, Downhill is measured alone.
        """

    var batches = [64, 128, 512]
    var rounds = 8
    var patience = 90
    var threads = 2
    var parts = ["step", "memory", "lasso"]
    var python: String?
    var script = "Benchmarks/lista_step.py"
    var wantsHelp = false

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            if ["-h", "--help"].contains(name) {
                wantsHelp = true
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
            case "--script": script = value
            default: throw BenchmarkError("there is no option \(name); see --help")
            }
        }
        for part in parts where !["step", "memory", "lasso"].contains(part) {
            throw BenchmarkError("--only takes step, memory and lasso, got \(part)")
        }
    }

    private static func number(_ text: String, _ name: String) throws -> Int {
        guard let number = Int(text), number > 0 else {
            throw BenchmarkError("\(name) takes whole numbers above zero, got \(text)")
        }
        return number
    }
}
