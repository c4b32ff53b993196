import Foundation

// Compares a training step with PyTorch's and the solvers with ISTA; `--help` lists the options.
do {
    let options = try BenchmarkOptions(Array(CommandLine.arguments.dropFirst()))
    if options.wantsHelp {
        print(BenchmarkOptions.help)
    } else {
        try Benchmarks(options).run()
    }
} catch {
    FileHandle.standardError.write(Data("downhill-bench: \(error)\n".utf8))
    exit(1)
}
