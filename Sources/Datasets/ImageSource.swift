import Foundation
import Support

/// Where images come from. A new source is a case here and a type that conforms to `ImageReader`.
public enum ImageSource: String, CaseIterable, Sendable {
    /// Fashion-MNIST: 70 000 grey images of 28×28, padded with zeros to 32×32.
    case fashionMNIST = "fashion-mnist"
    /// CIFAR-10 in the official binary format: 60 000 RGB images of 32×32.
    case cifar10 = "cifar10"
    /// The PNG and JPEG images of one folder, without its subfolders.
    case folder = "folder"

    /// The reader of this source, in a folder or, where that is nil, in the usual places.
    ///
    /// Throws `DataError` where no folder is given and none of the usual places has the data.
    public func reader(directory: String? = nil) throws -> any ImageReader {
        let given = directory.map { NSString(string: $0).expandingTildeInPath }
        switch self {
        case .fashionMNIST: return try FashionMNIST(directory: given)
        case .cifar10: return try CIFAR10(directory: given)
        case .folder:
            guard let given else {
                throw DataError(
                    file: "folder", expected: "a folder of PNG or JPEG images", got: "none", hint: "--data folder=DIR")
            }
            return try ImageFolder(directory: given)
        }
    }

    /// The folder where users keep data sets, if `DOWNHILL_DATA` names one.
    static var shelf: String? {
        guard let value = ProcessInfo.processInfo.environment["DOWNHILL_DATA"], !value.isEmpty else { return nil }
        return value
    }
}

/// Something that makes an `ImageSet` of files on the disk.
public protocol ImageReader: Sendable {
    /// The folder.
    var directory: String { get }
    /// The names of the files that it reads, inside `directory`, in the order of reading.
    var files: [FileName] { get }
    /// What is missing or doubtful, to be seen without reading the files, a sentence each; they name no folder.
    var warnings: [String] { get }
    /// Reads all images at the side and with the channels that are asked for. Throws `DataError`.
    func load(_ request: DataRequest) throws -> ImageSet
}

extension ImageReader {
    /// Mostly there are none.
    public var warnings: [String] { [] }

    /// SHA-256 of the names, sizes and bytes of the files, and of warnings, which tables tell: it changes when the data do,
    /// and not when they move.
    ///
    /// Throws `DataError` where a file cannot be read.
    public func fingerprint() throws -> String {
        var digest = Fingerprint()
        var unreadable: [(name: FileName, error: DataError)] = []
        for name in files {
            do {
                let file = try InputFile(name, in: directory, kind: "a readable file")
                name.bytes.withUnsafeBytes { digest.add($0) }
                digest.add("\n\(file.size)\n")
                try digest.add(file)
            } catch let error as DataError {
                unreadable.append((name, error))
            }
        }
        if let error = UnusableFiles.error(
            unreadable.map { ($0.name, $0.error.got) }, in: directory, expected: "files that can be read")
        {
            throw unreadable.count == 1 ? unreadable[0].error : error
        }
        for warning in warnings { digest.add("\(warning)\n") }
        return digest.hexadecimal
    }
}

/// The data sets that this machine has in the usual places.
public enum DatasetsAvailable {
    /// One data set, found or not.
    public struct Entry: Equatable, Sendable {
        /// Its name for `--data`.
        public let name: String
        /// Where it is; nil where it was not found.
        public let directory: String?
        /// The files found, or how to get it.
        public let note: String
    }

    /// All sources, in a fixed order. Reads no file's content.
    public static func list() -> [Entry] {
        ImageSource.allCases.map { source in
            guard source != .folder else {
                return Entry(name: source.rawValue, directory: nil, note: "--data folder=DIR, PNG or JPEG images")
            }
            do {
                let reader = try source.reader()
                return Entry(
                    name: source.rawValue, directory: reader.directory,
                    note: ([reader.files.map(\.text).joined(separator: ", ")] + reader.warnings).joined(separator: "; ")
                )
            } catch let error as DataError {
                return Entry(name: source.rawValue, directory: nil, note: error.hint ?? error.got)
            } catch {
                return Entry(name: source.rawValue, directory: nil, note: "\(error)")
            }
        }
    }
}
