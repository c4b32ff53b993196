import Foundation

/// The system gives a process less than its work needs: memory, or threads. The command line ends with status 1 on it.
public struct ResourceError: Error, Equatable, CustomStringConvertible, LocalizedError, Sendable {
    /// What there is not enough of: "memory".
    public let resource: String
    /// What was needed, and for what.
    public let needed: String
    /// What there is, or what limits it.
    public let got: String
    /// What to do.
    public let hint: String

    /// An error about `resource`.
    public init(_ resource: String, needed: String, got: String, hint: String) {
        self.resource = resource
        self.needed = needed
        self.got = got
        self.hint = hint
    }

    /// For people: "not enough memory: needed 544 MB for 4 threads, the limit (ulimit -v) is 400 MB (use --threads 1)".
    public var description: String { "not enough \(resource): needed \(needed), \(got) (\(hint))" }
    /// The same as `description`.
    public var errorDescription: String? { description }

    /// Leaves the process with this error's words and status 1: for places far inside of a computation, where the memory
    /// that an orderly end would take is not there either. The store bears an end at any moment.
    public func exit() -> Never {
        StandardStreams.printError("downhill: \(self)\n")
        UnfinishedFiles.removeAll()
        _exit(1)
    }

    /// The limits that are set for this process's memory: "the limit (ulimit -v) is 400 MB"; where there are none, what the
    /// machine has. A container's limit is only told: beyond it the system kills, and no call fails.
    public static var memoryLimits: String {
        var limits = [("ulimit -v", RLIMIT_AS), ("ulimit -d", RLIMIT_DATA)].compactMap { name, resource in
            limit(resource).map { "the limit (\(name)) is \($0 >> 20) MB" }
        }
        if let bytes = containerLimit { limits.append("the container's limit (cgroup) is \(bytes >> 20) MB") }
        let memory = ProcessInfo.processInfo.physicalMemory >> 20
        return limits.isEmpty ? "the machine has \(memory) MB" : limits.joined(separator: ", ")
    }

    /// The limit of a user's threads, "the limit (ulimit -u) is 100", and those of memory, of which each thread takes some.
    public static var threadLimits: String {
        (limit(__RLIMIT_NPROC).map { "the limit (ulimit -u) is \($0), " } ?? "") + memoryLimits
    }

    /// Of the second version of cgroups or the first, whose number for none is huge; nil where there is none.
    private static var containerLimit: UInt64? {
        let files = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
        let texts = files.compactMap { try? String(contentsOfFile: $0, encoding: .utf8) }
        let numbers = texts.compactMap { UInt64($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        return numbers.first { $0 < ProcessInfo.processInfo.physicalMemory }
    }

    /// Nil where there is none.
    private static func limit(_ resource: __rlimit_resource) -> rlim_t? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0, limit.rlim_cur < rlim_t(Int64.max)
        else { return nil }
        return limit.rlim_cur
    }
}
