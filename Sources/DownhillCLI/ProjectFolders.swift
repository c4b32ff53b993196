import Foundation
import Support

/// Where the project's own files are: above the current folder, above the program, or above its sources.
enum ProjectFolders {
    /// The folder that holds `Profiles` and `Templates`; nil where there is none.
    static let root: URL? = {
        let executable = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
        let current = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        // A program that has this package as a dependency finds them in the package's checkout.
        for start in [current, executable, URL(fileURLWithPath: #filePath)] {
            var folder = start.resolvingSymlinksInPath()
            while folder.path != "/" {
                let marks = ["Profiles", "Templates/page.mustache"].map { folder.appendingPathComponent($0).path }
                if marks.allSatisfy(FileManager.default.fileExists) { return folder }
                folder.deleteLastPathComponent()
            }
        }
        return nil
    }()

    /// A folder of the project's. Throws `DataError`.
    static func folder(_ name: String) throws -> URL {
        guard let root else {
            throw DataError(
                file: name, expected: "the project's folder \(name) in this folder or above it",
                got: "none from \(FileManager.default.currentDirectoryPath) upwards",
                hint: "run downhill inside the project")
        }
        return root.appendingPathComponent(name, isDirectory: true)
    }
}
