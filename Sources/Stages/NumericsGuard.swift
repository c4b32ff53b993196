import Foundation
import Support

/// Keeps a store to one way of rounding. Bytes depend on the processor's instruction set and the linear algebra's kernels, and
/// so do keys: a worker of another kind would train everything anew beside what is there.
public enum NumericsGuard {
    private static let fileName = ".numerics"

    /// Notes how this process rounds where the store holds nothing that depends on it.
    ///
    /// - Parameters:
    ///   - own: how this process rounds: "512 bits, SkylakeX".
    ///   - replacing: whether the store is to go on with this way, whatever it holds.
    /// - Throws: `NumericsConflict` where the store's results are of another way; `FileError`.
    public static func check(_ store: Store, own: String, replacing: Bool) throws {
        let file = store.root.appendingPathComponent(fileName)
        if !replacing, let found = try found(in: store, file), found != own {
            throw NumericsConflict(place: "the store \(store.root.path)", found: found, own: own)
        }
        guard try noted(file) != own else { return }
        try AtomicFile.write(own + "\n", to: file)
    }

    private static func noted(_ file: URL) throws -> String? {
        guard FileSystem.exists(file) else { return nil }
        do {
            let bytes = try InputFile.contents(of: file.path, kind: "a note of how results were rounded")
            let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            return text.isEmpty ? nil : text
        } catch is DataError { return nil }
    }

    /// What is noted, or, in a store of an older program, the newest result's.
    private static func found(in store: Store, _ file: URL) throws -> String? {
        if let noted = try noted(file) { return noted }
        return try store.receipts().filter { $0.numerics != nil }.max { $0.finished < $1.finished }?.numerics
    }
}

/// Results that this processor, or the kernels that it was told to use, would not give to the last digit.
public struct NumericsConflict: Error, CustomStringConvertible, LocalizedError {
    /// Whose results: "the plan".
    let place: String
    let found: String
    let own: String

    /// A conflict between how results were, or are to be, rounded and how this process rounds.
    public init(place: String, found: String, own: String) { (self.place, self.found, self.own) = (place, found, own) }

    /// For people.
    public var description: String {
        let core = found.split(separator: ",").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? found
        return
            "\(place) is of \(found); this process computes with \(own), whose last digits differ, so that all would be "
            + "trained anew. Hint: DOWNHILL_BLAS_CORE=\(core) where the processor has it, another machine, another --output, or "
            + "--any-processor to train anew here"
    }
    /// For people.
    public var errorDescription: String? { description }
}
