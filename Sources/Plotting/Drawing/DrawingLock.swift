import Foundation

/// FreeType's faces are shared by all figures and not safe to use from two threads: measuring and drawing happen under
/// this lock, compression and writing outside it.
enum DrawingLock {
    private static let lock = NSRecursiveLock()

    static func with<Result>(_ body: () throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body()
    }
}
