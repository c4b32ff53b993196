import Foundation
import Stages
import Support

/// Files held against what their stages say of them.
extension RunReader {
    /// A table of a finished stage, which has rows. Where it cannot be used, that is remembered. The caller holds the lock.
    func read(_ url: URL, _ file: String, of stage: String) throws -> Table {
        do {
            let table = try Table(contentsOf: url)
            guard table.rowCount > 0 else { throw TableError.noRows(file: url.path) }
            // A number that was cut short is a number.
            let receipt = try receipt(in: url.deletingLastPathComponent())
            if !table.isEnded, let written = receipt?.files?.first(where: { $0.path == file })?.size,
                let size = try FileSystem.size(url), size < written
            {
                let line = table.line(ofRow: table.rowCount - 1)
                throw TableError.cut(file: url.path, line: line, expected: written, got: size)
            }
            try check(file, of: stage)
            return table
        } catch {
            cache.damages[url.path] = error
            throw error
        }
    }

    /// The receipt in a stage's folder; nil where there is none. The caller holds the lock. Throws `FileError` where the
    /// disk fails.
    func receipt(in folder: URL) throws -> StageReceipt? {
        if let known = cache.receipts[folder.path] { return known }
        let receipt = try StageReceipt.load(from: folder)
        cache.receipts[folder.path] = .some(receipt)
        return receipt
    }

    /// Holds a file that can be read against its stage's receipt: one that was cut at the end of a line, or is another
    /// stage's, looks like a good one. A folder without a receipt was filled by something else, and is taken as it is.
    /// Throws `RunReaderError`, `FileError`.
    func check(_ file: String, of stage: String) throws {
        guard let record = manifest.stage(named: stage), let folder = manifest.directory(of: record),
            let receipt = try receipt(in: folder)
        else { return }
        guard receipt.name == record.name, receipt.key == record.key else {
            throw RunReaderError.foreignFile(
                file, stage: stage, reason: "its folder has the receipt of “\(receipt.name)”")
        }
        if let damage = try receipt.files?.first(where: { $0.path == file })?.damage(in: folder, verify: true) {
            throw RunReaderError.foreignFile(file, stage: stage, reason: damage)
        }
    }
}
