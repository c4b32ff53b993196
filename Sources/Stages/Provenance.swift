import Foundation
import Support

/// What machine, program and commit made a result: names and texts, sorted by name wherever they are written.
public struct Provenance: Codable, Equatable, Sendable {
    /// The facts by name.
    public var values: [String: String]

    /// Given facts.
    public init(_ values: [String: String] = [:]) { self.values = values }

    /// The fact named `name`.
    public subscript(name: String) -> String? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// Names and facts, sorted by name.
    public var entries: [(name: String, value: String)] {
        values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Reads a JSON object of strings.
    public init(from decoder: any Decoder) throws {
        values = try decoder.singleValueContainer().decode([String: String].self)
    }

    /// Writes a JSON object of strings.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }
}

extension Provenance {
    /// This machine and program: cpu, cores, memory, host, host os, kernel, commit, dirty, program version, program sha256, swift
    /// version, threads, date; `extra` is added and wins. Unknown facts read "unknown"; nothing is thrown.
    ///
    /// `packageFolder` is where to ask git; by default the folder with Package.swift that holds the program, or else
    /// the current folder.
    public static func collect(
        threads: Int, programVersion: String = "unknown", packageFolder: URL? = nil, extra: [String: String] = [:]
    ) -> Provenance {
        let process = ProcessInfo.processInfo
        var values = [
            "cpu": cpuModel(),
            "cores": "\(process.activeProcessorCount)",
            "memory": gibibytes(process.physicalMemory),
            "host": ProcessIdentity.current.host,
            "host os": osName(),
            "kernel": kernel(),
            "program version": programVersion,
            "swift version": swiftVersion,
            "threads": "\(threads)",
            "date": Date().ISO8601Format(),
        ]
        let git = (packageFolder ?? findPackageFolder()).map(gitState) ?? (commit: "unknown", dirty: "unknown")
        values["commit"] = git.commit
        values["dirty"] = git.dirty
        values[programHash] = ownHash
        return Provenance(values.merging(extra) { $1 })
    }

    /// The name of the fact which program a run was made by: SHA-256 of the executable's bytes.
    public static let programHash = "program sha256"

    /// SHA-256 of the program that is running, also where another one has its file's name by now; nil where the system does not
    /// show it.
    private static var ownHash: String? {
        var fingerprint = Fingerprint()
        guard let file = try? InputFile("/proc/self/exe", kind: "the program"), (try? fingerprint.add(file)) != nil
        else {
            return nil
        }
        return fingerprint.hexadecimal
    }

    private static func gibibytes(_ bytes: UInt64) -> String {
        let tenths = (Double(bytes) / 1_073_741_824 * 10).rounded() / 10
        return "\(tenths) GiB"
    }

    private static func cpuModel() -> String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        let model = line?.split(separator: ":", maxSplits: 1).last?.trimmingCharacters(in: .whitespaces)
        return model ?? "unknown"
    }

    private static func osName() -> String {
        let text = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
        return line.map { $0.dropFirst(12).trimmingCharacters(in: ["\""]) }
            ?? ProcessInfo.processInfo.operatingSystemVersionString
    }

    private static func kernel() -> String {
        var names = utsname()
        guard uname(&names) == 0 else { return "unknown" }
        func text(_ field: some Any) -> String {
            withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
        return "\(text(names.sysname)) \(text(names.release)) \(text(names.machine))"
    }

    private static var swiftVersion: String {
        #if compiler(>=6.4)
            return "6.4 or later"
        #elseif compiler(>=6.3)
            return "6.3"
        #elseif compiler(>=6.2)
            return "6.2"
        #elseif compiler(>=6.1)
            return "6.1"
        #else
            return "6.0"
        #endif
    }
}
