import Foundation
import Support
import Tensors

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
                    name: source.rawValue, directory: reader.directory, note: reader.files.joined(separator: ", "))
            } catch let error as DataError {
                return Entry(name: source.rawValue, directory: nil, note: error.hint ?? error.got)
            } catch {
                return Entry(name: source.rawValue, directory: nil, note: "\(error)")
            }
        }
    }
}
