import Foundation

/// Something that the fuzzer itself cannot do.
struct FuzzError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Case after case, on several threads: the n-th is the same whoever takes it.
///
/// Unchecked: `lock` guards the tally and the next number.
final class Fuzzing: @unchecked Sendable {
    private let subjects: [Subject]
    private let child: ChildProcess
    private let seed: UInt64
    private let numbers: Range<Int>
    private let deadline: Date?
    private let folder: URL
    private let lock = NSLock()
    private var next: Int
    private(set) var tally: Tally

    /// - Parameters:
    ///   - numbers: the cases to run.
    ///   - deadline: when to stop before that.
    ///   - folder: scratch space.
    ///   - failures: where the inputs of bad endings are kept.
    init(
        subjects: [Subject], child: ChildProcess, seed: UInt64, numbers: Range<Int>, deadline: Date?, folder: URL,
        failures: URL
    ) {
        (self.subjects, self.child, self.seed, self.numbers) = (subjects, child, seed, numbers)
        (self.deadline, self.folder, next) = (deadline, folder, numbers.lowerBound)
        tally = Tally(subjects: subjects.map(\.name), failures: failures)
    }

    /// Runs every file undamaged: cases made of a file that is refused anyway would show nothing. Throws where one is.
    func checkSeeds() throws {
        for subject in subjects {
            // Of the many of a run, some will do.
            for seed in subject.seeds.prefix(12) {
                let own = folder.appendingPathComponent("undamaged/\(subject.name)")
                try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
                let ending = try child.run(
                    subject.place(seed, seed.bytes, own), log: own.appendingPathComponent("log").path)
                let complaint = ending.status == 0 ? try subject.check(own) : ending.text
                try subject.restore(seed, own)
                if let complaint {
                    throw FuzzError("\(subject.name): \(seed.name), undamaged, is refused: \(complaint)")
                }
            }
        }
    }

    /// Runs all cases.
    func run(workers: Int) {
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            let own = folder.appendingPathComponent("worker-\(worker)")
            while let number = take() {
                do { try runCase(number, in: own) } catch {
                    lock.withLock { tally.note(trouble: "case \(number): \(error)") }
                }
            }
        }
    }

    private func take() -> Int? {
        lock.withLock {
            guard next < numbers.upperBound, deadline.map({ Date() < $0 }) ?? true else { return nil }
            defer { next += 1 }
            return next
        }
    }

    private func runCase(_ number: Int, in folder: URL) throws {
        var generator = CaseGenerator(seed: seed, number: number)
        let subject = choose(&generator)
        let (chosen, other) = (
            subject.seeds.randomElement(using: &generator), subject.seeds.randomElement(using: &generator)
        )
        guard let chosen, let other else { throw FuzzError("\(subject.name) has no files to damage") }
        var mutation = Mutation(generator: generator)
        let damaged = mutation.apply(to: chosen.bytes, other: other.bytes)
        let own = folder.appendingPathComponent(subject.name)
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        let arguments = try subject.place(chosen, damaged, own)
        let ending = try child.run(arguments, log: own.appendingPathComponent("log").path)
        let complaint = try ending.complaint ?? (ending.status == 0 ? subject.check(own) : nil)
        try subject.restore(chosen, own)
        lock.withLock {
            tally.note(
                .init(number: number, subject: subject.name, file: chosen.name, arguments: arguments), ending: ending,
                complaint: complaint, input: damaged)
        }
    }

    private func choose(_ generator: inout CaseGenerator) -> Subject {
        var rest = Double.random(in: 0..<subjects.map(\.weight).reduce(0, +), using: &generator)
        for subject in subjects {
            if rest < subject.weight { return subject }
            rest -= subject.weight
        }
        return subjects[subjects.count - 1]
    }
}

extension ChildProcess.Ending {
    /// What is wrong with how the program ended: only done, a mistake of usage and bad data are good ends of a case.
    var complaint: String? {
        if let signal { return "ended by signal \(signal) after \(String(format: "%.1f", seconds)) s" }
        if let status, ![0, 64, 65].contains(status) { return "exit \(status)" }
        if seconds > 20 { return "took \(Int(seconds)) s" }
        if memory > 4 << 30 { return "held \(memory >> 20) MiB" }
        return nil
    }
}
