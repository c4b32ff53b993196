import CKernels
import Foundation
import Support

/// Whether the system gives what a computation on some threads needs, asked before it begins: OpenBLAS and the queues of
/// threads try again for ever where it does not.
public enum MachineLimits {
    /// Has the linear algebra map the memory that it needs for each thread, and starts so many of them for a moment.
    /// Throws `ResourceError`.
    public static func check(threads: Int) throws {
        // More do not run at once, whatever is asked for.
        let threads = min(max(1, threads), 1024)
        BLAS.prepare()
        // It has 128 without ado, of which its own idle threads hold some. No training has so many threads in products at once.
        let wanted = min(threads, max(1, 120 - Int(dh_processors())))
        let buffers = Int(dh_blas_reserve(Int32(wanted)))
        guard buffers == wanted else {
            let megabytes = dh_blas_buffer() >> 20
            throw ResourceError(
                "memory", needed: "\(threads * megabytes) MB of address space for the products of \(threads) threads",
                got: "there is room for \(buffers * megabytes) MB; \(ResourceError.memoryLimits)",
                hint: hint(threads: buffers, of: threads))
        }
        // Beside those that compute: one draws the progress, one the page, one is the system's own for queues.
        let beside = 3
        let startable = Int(dh_startable_threads(Int32(threads + beside)))
        guard startable == threads + beside else {
            throw ResourceError(
                "threads or memory for them", needed: "\(threads) and \(beside) beside them",
                got: "the system starts \(startable); \(ResourceError.threadLimits)",
                hint: hint(threads: startable - beside, of: threads))
        }
    }

    /// Bytes that computations may hold together: four fifths of the machine's memory, or of what this process's group is given
    /// of it.
    public static var memory: Int {
        let physical = Double(ProcessInfo.processInfo.physicalMemory)
        let text = (try? String(contentsOfFile: "/sys/fs/cgroup/memory.max", encoding: .utf8)) ?? ""
        let given = Double(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? physical
        return Int(0.8 * min(physical, given))
    }

    private static func hint(threads: Int, of wanted: Int) -> String {
        threads >= 1 && threads < wanted ? "use --threads \(threads), or raise the limit" : "raise the limit"
    }
}
