import Foundation
import Stages
import Support

extension RunReader {
    /// A study's description, read from its file. Throws `RunReaderError`, `FileError`.
    static func description(_ url: URL, id: String, stage: String) throws -> StudyDescription {
        struct Version: Decodable { var version: Int }
        let known = StudyDescription.currentVersion
        let data: Data
        do {
            data = Data(try InputFile.contents(of: url.path, kind: "a description of a study"))
        } catch let error as DataError {
            throw RunReaderError.badDescription(stage, reason: error.got)
        }
        do {
            // First, as a later version may have other fields.
            let version = try JSONDecoder().decode(Version.self, from: data).version
            guard version <= known else { throw RunReaderError.laterDescription(version, known: known, stage: stage) }
            let description = try JSONDecoder().decode(StudyDescription.self, from: data)
            if let trouble = description.trouble(as: id) { throw RunReaderError.badDescription(stage, reason: trouble) }
            return description
        } catch let error as RunReaderError {
            throw error
        } catch {
            throw RunReaderError.badDescription(stage, reason: DamagedJSON.words(for: error, in: data))
        }
    }
}
