import Foundation

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
func peakMemory() -> Double {
    let lines = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8))?.split(separator: "\n") ?? []
    let words = lines.first { $0.hasPrefix("VmHWM:") }?.split(separator: " ") ?? []
    return words.count > 1 ? (Double(words[1]) ?? .nan) / 1024 : .nan
}
