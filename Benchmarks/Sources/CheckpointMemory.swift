import Foundation
import Tensors
import Unrolled

/// A gradient of unrolled OAMP with checkpoints, alone in its process: what its tapes count beside what the process had at most.
struct CheckpointMemory: Codable {
    /// T.
    let depth: Int
    /// k; T where nothing is computed again.
    let every: Int
    /// MB (2²⁰ bytes) that `CheckpointedOAMP.bytes` counts, and with weights and gradient, which every way of computing it has.
    let counted, countedWithGradient: Double
    /// MB of the process's peak above what it had before.
    let measured: Double

    /// T, and for each the k of the table.
    static let depths = [5, 10, 20, 40]
    static func intervals(_ depth: Int) -> [Int] { [depth, 3, 1] }
    private static let batch = 32

    /// All cases, a process of its own for each.
    static func all() throws -> [CheckpointMemory] {
        try depths.flatMap { depth in
            try intervals(depth).map { every in
                try OwnProcess.answer(
                    to: ["--only", "checkpoint-memory", "--memory", "\(depth),\(every)", "--threads", "1"])
            }
        }
    }

    /// One case, in this process; prints what it found as JSON.
    ///
    /// - Parameter text: "T,k".
    static func run(_ text: String) throws {
        let numbers = text.split(separator: ",").compactMap { Int($0) }
        guard numbers.count == 2, (1...200).contains(numbers[0]), (1...numbers[0]).contains(numbers[1]) else {
            throw BenchmarkError("--memory takes T,k with k from 1 to T, got \(text)")
        }
        let (depth, every) = (numbers[0], numbers[1])
        let data = try SceneData(seed: 7, samples: batch)
        func gradient(_ layers: Int, every: Int, samples: Int) -> (counted: Int, parameters: Int) {
            let network = UnrolledOAMP<Float>(
                .init(
                    layers: layers, height: 16, width: 16, channels: 16, isTied: false,
                    denoiser: .bernoulliGauss(density: SceneData.density, power: 1), correction: .divergenceFree,
                    meanLevel: 0), estimator: data.estimator)
            network.initialiseConvolutions(seed: 7)
            let one = CheckpointedOAMP(network, every: every, samples: samples)
            _ = one.gradient(data.measured.view(rows: 0..<samples)) { output, slope in
                slope.fill(0)
                Float.addScaledDifference(
                    slope.pointer, output.pointer, data.scenes.pointer, scale: 1, count: output.count)
            }
            return (one.bytes, network.parameterCount)
        }
        // The library's own buffers and the program's pages are there before what is measured.
        _ = gradient(1, every: 1, samples: 1)
        let before = residentMemory()
        let found = gradient(depth, every: every, samples: batch)
        let peak = peakMemory()
        let weights = 2 * found.parameters * MemoryLayout<Float>.stride
        FileHandle.standardOutput.write(
            try JSONEncoder().encode(
                CheckpointMemory(
                    depth: depth, every: every, counted: Double(found.counted) / 1_048_576,
                    countedWithGradient: Double(found.counted + weights) / 1_048_576, measured: peak - before)))
    }

    /// A table in Markdown.
    static func table(_ all: [CheckpointMemory]) -> String {
        let lines = [
            "Memory of a gradient of unrolled OAMP, \(batch) scenes of 16 × 16, by the process’s peak (VmHWM), MB",
            "",
            "| T | k | counted | with weights and gradient | measured | counted/measured |",
            "|--:|--:|--:|--:|--:|--:|",
        ]
        let rows = all.map { one in
            "| \(one.depth) | \(one.every == one.depth ? "all" : "\(one.every)") | \(decimals(one.counted, 1)) | "
                + "\(decimals(one.countedWithGradient, 1)) | \(decimals(one.measured, 1)) | "
                + "\(decimals(one.counted / one.measured, 2)) |"
        }
        return (lines + rows).joined(separator: "\n")
    }
}
