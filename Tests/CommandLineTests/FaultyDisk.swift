import Foundation
import Testing

/// The shim of Tests/Faults, built once: a disk of which the n-th call of a kind fails.
enum FaultyDisk {
    /// The library to preload; nil where there is no compiler of C.
    static let library: String? = {
        guard let folder = try? TemporaryFolder() else { return nil }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let source = Program.package.appendingPathComponent("Tests/Faults/faults.c").path
        process.arguments = ["cc", "-shared", "-fPIC", "-O1", "-o", folder.path("faults.so"), source, "-ldl"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        process.waitUntilExit()
        return process.terminationStatus == 0 ? folder.path("faults.so") : nil
    }()

    /// A call that is to fail.
    struct Fault: CustomTestStringConvertible {
        var call: String
        /// Which of them, from 1.
        var number: Int
        var error: String
        var stays = false
        var testDescription: String { "\(call) \(number): \(error)\(stays ? ", and all later ones" : "")" }
    }

    /// Runs the program with a disk under `folder` that fails; how it ended, and whether the fault came to be.
    static func run(_ arguments: [String], under folder: URL, _ fault: Fault) throws -> (Program.Ending, failed: Bool) {
        let log = try TemporaryFolder().path("log")
        // The paths that the system tells have no links.
        let real = folder.resolvingSymlinksInPath().path
        let ending = try Program(
            arguments,
            environment: [
                "LD_PRELOAD": library ?? "", "FAULT_UNDER": real, "FAULT_CALL": fault.call,
                "FAULT_NUMBER": "\(fault.number)", "FAULT_ERRNO": fault.error, "FAULT_STAYS": fault.stays ? "1" : "0",
                "FAULT_LOG": log,
            ]
        ).ending()
        let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        return (ending, text.split(separator: "\n").contains { $0.hasSuffix(" failed") })
    }
}
