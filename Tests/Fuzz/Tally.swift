import Foundation

/// What became of the cases so far.
struct Tally {
    /// One damaged file and what was run on it.
    struct Case {
        let number: Int
        let subject: String
        let file: String
        let arguments: [String]
    }

    private struct Row {
        var statuses: [Int32: Int] = [:]
        var slowest = 0.0
        var memory = 0
    }

    private let subjects: [String]
    private let failures: URL
    private var rows: [String: Row] = [:]
    /// Cases that ended as none may.
    private(set) var complaints: [String] = []

    init(subjects: [String], failures: URL) {
        self.subjects = subjects
        self.failures = failures
    }

    /// Counts a case; keeps its input where it ended badly.
    mutating func note(_ test: Case, ending: ChildProcess.Ending, complaint: String?, input: [UInt8]) {
        var row = rows[test.subject] ?? Row()
        row.statuses[ending.status ?? -1, default: 0] += 1
        row.slowest = max(row.slowest, ending.seconds)
        row.memory = max(row.memory, ending.memory)
        rows[test.subject] = row
        guard let complaint else { return }
        let name = "\(test.number)-\(test.subject)"
        complaints.append("case \(test.number), \(test.subject), \(test.file): \(complaint)")
        let words = "\(complaint)\n\(test.file)\ndownhill \(test.arguments.joined(separator: " "))\n\n\(ending.text)"
        try? input.write(to: failures.appendingPathComponent("\(name).input"))
        try? Array(words.utf8).write(to: failures.appendingPathComponent("\(name).txt"))
        print(complaints[complaints.count - 1])
    }

    /// Counts trouble of the fuzzer's own as a bad end, so that it is not overlooked.
    mutating func note(trouble: String) {
        complaints.append(trouble)
        print(trouble)
    }

    /// A line for each kind of input: cases, exit codes, slowest, largest.
    var table: String {
        let codes: [Int32] = [0, 64, 65]
        let lines = subjects.map { name -> String in
            let row = rows[name] ?? Row()
            let others = row.statuses.filter { !codes.contains($0.key) }.values.reduce(0, +)
            let counts = [row.statuses.values.reduce(0, +)] + codes.map { row.statuses[$0] ?? 0 } + [others]
            return name.padding(toLength: 12, withPad: " ", startingAt: 0)
                + counts.map { String(format: "%8d", $0) }.joined()
                + String(format: "%9.2f%9d", row.slowest, row.memory >> 20)
        }
        let heading = "input          cases  exit 0 exit 64 exit 65   other slowest s peak MiB"
        return ([heading] + lines).joined(separator: "\n")
    }

    /// Cases so far.
    var count: Int { rows.values.flatMap { $0.statuses.values }.reduce(0, +) }
}
