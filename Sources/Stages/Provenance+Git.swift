import Foundation
import Support

extension Provenance {
    /// The commit of the package in `folder`, and whether tracked files differ from it: "yes", "no" or "unknown".
    static func gitState(in folder: URL) -> (commit: String, dirty: String) {
        guard let commit = git(["rev-parse", "HEAD"], in: folder), isHash(commit) else {
            return ("unknown", "unknown")
        }
        let changes = git(["status", "--porcelain", "--untracked-files=no"], in: folder)
        return (commit, changes.map { $0.isEmpty ? "no" : "yes" } ?? "unknown")
    }

    /// Upwards from the program, then from the current folder, to a Package.swift; nil where there is none.
    static func findPackageFolder() -> URL? {
        let current = FileSystem.currentFolder
        let above = FileSystem.executable.map(FileSystem.parents) ?? []
        let folders = above + (current.map { [$0] + FileSystem.parents(of: $0) } ?? [])
        let found = folders.first { FileSystem.isFile($0 + "/Package.swift") }
        return (found ?? current).map { URL(fileURLWithPath: $0, isDirectory: true) }
    }

    /// SHA-1 or SHA-256, in hexadecimal digits.
    private static func isHash(_ text: String) -> Bool {
        [40, 64].contains(text.utf8.count) && text.allSatisfy(\.isHexDigit)
    }

    /// What git prints, or nil where it is missing, fails, or does not end. Takes no locks of the repository.
    private static func git(_ arguments: [String], in folder: URL) -> String? {
        let environment = ProcessInfo.processInfo.environment.merging(["GIT_OPTIONAL_LOCKS": "0"]) { $1 }
        return ChildProcess.output(of: ["git", "-C", folder.path] + arguments, environment: environment, seconds: 3)?
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
