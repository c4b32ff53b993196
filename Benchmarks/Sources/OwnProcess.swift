import Foundation

/// A part of the benchmarks in a process of its own: what one has had in memory at most never falls again.
enum OwnProcess {
    /// What this program prints as JSON when it is started anew with these arguments. Throws `BenchmarkError` where that fails.
    static func answer<Answer: Decodable>(to arguments: [String]) throws -> Answer {
        let (process, answers) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        process.standardOutput = answers
        try process.run()
        let answer = answers.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BenchmarkError("\(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
        }
        return try JSONDecoder().decode(Answer.self, from: answer)
    }
}
