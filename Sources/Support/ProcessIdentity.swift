import Foundation

/// Which process this is, among those of all hosts that share a folder.
public struct ProcessIdentity: Codable, Equatable, Sendable {
    /// The host's name, for people.
    public var host: String
    /// Where process numbers mean this process: eight hexadecimal digits of the host, its start and, in a container, the
    /// container's numbering.
    public var place: String
    /// The process's number there.
    public var process: Int32
    /// When the system says that the process began, in its own ticks: a number is used again after its process has ended.
    public var began: String

    /// This process.
    public static let current = ProcessIdentity(
        host: hostName, place: String(Fingerprint.of("\(hostName) \(bootNumber) \(numbering)").prefix(8)),
        process: getpid(), began: beginning(of: getpid()) ?? "")

    /// Whether the process goes on; nil for one of another place, of which this one cannot tell.
    public var isAlive: Bool? {
        guard place == Self.current.place else { return nil }
        // A process that is not ours is there, too.
        guard kill(process, 0) == 0 || errno == EPERM else { return false }
        return Self.beginning(of: process).map { $0 == began || began.isEmpty } ?? true
    }

    /// "4711", and "4711 on node12" from elsewhere.
    public var name: String { place == Self.current.place ? "\(process)" : "\(process) on \(host)" }

    private static var hostName: String {
        var names = utsname()
        guard uname(&names) == 0 else { return "unknown" }
        return withUnsafeBytes(of: names.nodename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// Differs after each start of a host.
    private static var bootNumber: String {
        let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        return (text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static var numbering: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
    }

    /// The 22nd field of /proc/…/stat; the second, the program's name in parentheses, may hold anything.
    private static func beginning(of process: Int32) -> String? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        return fields.count > 19 ? String(fields[19]) : nil
    }
}
