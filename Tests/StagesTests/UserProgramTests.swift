import Foundation
import Stages
import Testing

@Suite struct UserProgramTests {
    private let log = FileManager.default.temporaryDirectory.appendingPathComponent("words-\(UUID().uuidString)")

    private func run(_ script: String, seconds: Double = 60, check: () throws -> Void = {}) throws -> UserProgramError?
    {
        defer { try? FileManager.default.removeItem(at: log) }
        do {
            try UserProgram.run(["/bin/sh", "-c", script], log: log, seconds: seconds, check: check)
            return nil
        } catch let error as UserProgramError { return error }
    }

    @Test func whatEndsWellSaysNothing() throws { #expect(try run("echo noise; exit 0") == nil) }

    @Test func lastWordsAreKept() throws {
        let error = try run("echo first; echo 'no module named torch' >&2; exit 3")
        #expect(error?.reason == "it ended with status 3" && error?.words.hasSuffix("no module named torch") == true)
        #expect(try run("kill -9 $$")?.reason == "it was ended by signal 9")
        #expect(try run("cat; exit 4")?.reason == "it ended with status 4", "there is nothing to read")
    }

    /// With what it has started.
    @Test func whatHangsIsKilled() throws {
        let start = ContinuousClock.now
        let error = try run("sleep 60 & sleep 60", seconds: 0.2)
        #expect(error?.isLate == true && ContinuousClock.now - start < .seconds(10))
    }

    @Test func anInterruptionEndsIt() throws {
        #expect(throws: CancellationError.self) {
            try run("sleep 60") { throw CancellationError() }
        }
    }

    @Test func endlessWordsEndIt() throws {
        #expect(try run("yes")?.reason.contains("printed more than") == true)
    }

    @Test func whatIsMissingCannotBeStarted() throws {
        defer { try? FileManager.default.removeItem(at: log) }
        #expect(throws: UserProgramError.self) {
            try UserProgram.run(["/nowhere/method"], log: log, seconds: 1) {}
        }
    }
}
