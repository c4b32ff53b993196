import Foundation
import Tensors

/// How far apart the weights are after one step from the same weights on the same batch.
struct StepAgreement: Codable {
    /// max |ΔW − ΔW′| in units of the learning rate, which is Adam's first step.
    let largest: Double
    /// Root mean square of the same.
    let rootMeanSquare: Double
    /// max |λ − λ′|.
    let duals: Double

    /// Adam's first step is rate·g/(|g| + ε). Where g is itself at the level of rounding its sign is open: single
    /// weights may differ by up to 2 steps, so the root mean square carries the judgement.
    static let tolerance = 0.02
    var agrees: Bool { rootMeanSquare <= Self.tolerance && largest <= 2.001 && duals <= 1e-6 }

    /// In words.
    var description: String {
        "weights after one step, in units of the rate: max difference \(decimals(largest, 4)) (at most 2), root mean square "
            + "\(rootMeanSquare) (at most \(Self.tolerance)); duals \(duals)"
    }

    /// Compares weights (1, N) and duals.
    ///
    /// - Parameters:
    ///   - rates: each weight's learning rate as a multiple of `rate`; nil: all the same.
    init(
        _ ours: (weights: Matrix<Float>, duals: [Double]), _ theirs: (weights: Matrix<Float>, duals: [Double]),
        rate: Double, rates: ((Int) -> Double)? = nil
    ) throws {
        guard theirs.weights.count == ours.weights.count else {
            throw BenchmarkError("PyTorch has \(theirs.weights.count) weights")
        }
        guard theirs.duals.count == ours.duals.count else {
            throw BenchmarkError("PyTorch has \(theirs.duals.count) duals")
        }
        var (largest, sum) = (0.0, 0.0)
        for i in 0..<ours.weights.count {
            let unit = rate * (rates?(i) ?? 1)
            let difference = Double(ours.weights.pointer[i] - theirs.weights.pointer[i]) / unit
            largest = max(largest, abs(difference))
            sum += difference * difference
        }
        self.largest = largest
        rootMeanSquare = (sum / Double(ours.weights.count)).squareRoot()
        duals = zip(theirs.duals, ours.duals).map { abs($0 - $1) }.max() ?? 0
    }
}

/// The middle of some numbers.
func median(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    guard !sorted.isEmpty else { return .nan }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}

/// Seconds on a clock that only goes forward.
func seconds() -> Double { Double(DispatchTime.now().uptimeNanoseconds) * 1e-9 }

/// Text and a fixed number of decimals.
func decimals(_ number: Double, _ places: Int) -> String { String(format: "%.\(places)f", number) }

/// The largest memory this process has had, in MB (2²⁰ bytes). Not `getrusage`'s, which begins with that of the process
/// that started this one.
func peakMemory() -> Double { memory("VmHWM:") }

/// What this process has in memory now, in MB.
func residentMemory() -> Double { memory("VmRSS:") }

private func memory(_ name: String) -> Double {
    let lines = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8))?.split(separator: "\n") ?? []
    let words = lines.first { $0.hasPrefix(name) }?.split { $0 == " " || $0 == "\t" } ?? []
    return words.count > 1 ? (Double(words[1]) ?? .nan) / 1024 : .nan
}
