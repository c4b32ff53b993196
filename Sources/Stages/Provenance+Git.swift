import Foundation
import Support

extension Provenance {
    /// The commit of the package in `folder`, and whether tracked files differ from it: "yes", "no" or "unknown".
    static func gitState(in folder: URL) -> (commit: String, dirty: String) {
        guard let commit = git(["rev-parse", "HEAD"], in: folder), !commit.isEmpty else {
            return ("unknown", "unknown")
        }
        let changes = git(["status", "--porcelain", "--untracked-files=no"], in: folder)
        return (commit, changes.map { $0.isEmpty ? "no" : "yes" } ?? "unknown")
    }

    /// Upwards from the program, then from the current folder, to a Package.swift.
    static func findPackageFolder() -> URL {
        let current = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        let program = URL(
            fileURLWithPath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/")
        for start in [program.deletingLastPathComponent(), current] {
            var folder = start
            while folder.path != "/" {
                if FileSystem.exists(folder.appendingPathComponent("Package.swift")) { return folder }
                folder.deleteLastPathComponent()
            }
        }
        return current
    }

    /// What git prints, or nil where it is missing or fails. Quiet, and takes no locks of the repository.
    private static func git(_ arguments: [String], in folder: URL) -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder.path] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["GIT_OPTIONAL_LOCKS": "0"]) { $1 }
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
