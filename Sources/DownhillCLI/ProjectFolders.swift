import Foundation
import Support

/// Where the project's own files are: above the current folder, above the program, or above its sources.
enum ProjectFolders {
    /// The folder that holds `Profiles` and `Templates`; nil where there is none.
    static let root: URL? = {
        // A program that has this package as a dependency finds them in the package's checkout.
        let starts = [FileSystem.currentFolder, FileSystem.executable, #filePath].compactMap { $0 }
        let folders = starts.flatMap { start in
            let path = URL(fileURLWithPath: start).resolvingSymlinksInPath().path
            return [path] + FileSystem.parents(of: path)
        }
        return folders.map { URL(fileURLWithPath: $0, isDirectory: true) }.first { folder in
            ["Profiles", "Templates/page.mustache"].allSatisfy {
                FileSystem.exists(folder.appendingPathComponent($0))
            }
        }
    }()

    /// A folder of the project's. Throws `DataError`.
    static func folder(_ name: String) throws -> URL {
        guard let root else {
            throw DataError(
                file: name, expected: "the project's folder \(name) in this folder or above it",
                got: "none from \(FileSystem.currentFolder ?? "a folder that has been removed") upwards",
                hint: "run downhill inside the project")
        }
        return root.appendingPathComponent(name, isDirectory: true)
    }
}
