import Foundation
import Synchronization

/// The temporary files of all `AtomicFile`s that are being written, for a signal handler that ends the process.
///
/// A handler can take no lock and no memory: there are places for a few paths, made once. A file beyond them stays behind
/// where a signal ends the process, and does no harm.
public enum UnfinishedFiles {
    private static let count = 64
    private static let size = Int(PATH_MAX)
    /// 0 for a free place, 1 for one that is being filled, 2 for one with a path.
    nonisolated(unsafe) private static let states: UnsafeMutablePointer<Atomic<Int>> = {
        let states = UnsafeMutablePointer<Atomic<Int>>.allocate(capacity: count)
        for index in 0..<count { (states + index).initialize(to: Atomic(0)) }
        return states
    }()
    nonisolated(unsafe) private static let paths = UnsafeMutablePointer<CChar>.allocate(capacity: count * size)

    /// Makes the places, before a handler needs them.
    public static func prepare() { _ = (states, paths) }

    /// Takes a place for `path`; nil where there is none.
    public static func add(_ path: String) -> Int? {
        guard path.utf8.count < size else { return nil }
        for index in 0..<count
        where states[index].compareExchange(expected: 0, desired: 1, ordering: .acquiringAndReleasing).exchanged {
            _ = path.withCString { strcpy(paths + index * size, $0) }
            states[index].store(2, ordering: .releasing)
            return index
        }
        return nil
    }

    /// Gives a place back: its file is finished, or removed.
    public static func remove(_ index: Int?) { if let index { states[index].store(0, ordering: .releasing) } }

    /// Removes all files that are not finished. For a signal handler after which the process ends.
    public static func removeAll() {
        for index in 0..<count where states[index].load(ordering: .acquiring) == 2 { unlink(paths + index * size) }
    }
}
