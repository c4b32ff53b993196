import Foundation
import Support
import Tensors

/// Where the project's own files are: beside the program's build folder, or above the current folder.
enum ProjectFolders {
    /// The folder that holds `Profiles` and `Templates`; nil where there is none.
    static let root: URL? = {
        let executable = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
        let starts = [URL(fileURLWithPath: FileManager.default.currentDirectoryPath), executable]
        for start in starts {
            var folder = start.resolvingSymlinksInPath()
            while folder.path != "/" {
                let marks = ["Profiles", "Templates/page.mustache"].map { folder.appendingPathComponent($0).path }
                if marks.allSatisfy(FileManager.default.fileExists) { return folder }
                folder.deleteLastPathComponent()
            }
        }
        return nil
    }()

    /// A folder of the project's.
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
