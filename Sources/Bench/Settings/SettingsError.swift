import Foundation
import Support

/// A mistake in a profile or in `--set`, found before any work starts. The command line ends with code 64 on it.
public struct SettingsError: Error, Equatable, CustomStringConvertible, LocalizedError {
    /// Where, what was expected, what was found, and a hint.
    public let description: String

    /// A mistake in words, in which control characters are escaped.
    public init(_ description: String) { self.description = PrintableText.block(description) }

    public var errorDescription: String? { description }

    /// Throws where the list of a setting has a value twice: two networks, or two levels, would have one name.
    public static func unlessDistinct(_ values: [Double], _ name: String) throws {
        guard let repeated = values.first(where: { value in values.filter { $0 == value }.count > 1 }) else { return }
        let text = repeated == repeated.rounded() ? String(Int(repeated)) : String(repeated)
        throw SettingsError("\(name) has \(text) twice. Hint: each value once.")
    }
}

/// Memory that a study cannot do without at the sizes asked for.
public struct MemoryNeed: Sendable {
    /// What it is for, with the settings that make it large: "the dictionary D, sparse.data.side² × sparse.problem.atoms".
    public let what: String
    /// A lower bound in bytes; a real number, so that no product of sizes overflows.
    public let bytes: Double

    /// A need of so many numbers of some bytes each.
    public init(_ what: String, numbers: Double, bytesEach: Double = 4) {
        self.what = what
        bytes = numbers * bytesEach
    }

    /// Throws `SettingsError` where one need, or all together, are more than the machine has.
    ///
    /// - Parameter available: bytes of this machine's memory.
    public static func check(
        _ needs: [MemoryNeed], available: Double = Double(ProcessInfo.processInfo.physicalMemory)
    ) throws {
        let total = needs.reduce(0) { $0 + $1.bytes }
        guard !(total <= available), let most = needs.max(by: { $0.bytes < $1.bytes }) else { return }
        throw SettingsError(
            "these sizes take at least \(text(total)) of memory, and this machine has \(text(available)); most of it, "
                + "\(text(most.bytes)), is \(most.what). Hint: smaller sizes, or --only for figures of other studies.")
    }

    /// "23.4 GiB".
    static func text(_ bytes: Double) -> String {
        let units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
        var (value, unit) = (bytes, 0)
        while value >= 1024, unit < units.count - 1 { (value, unit) = (value / 1024, unit + 1) }
        return unit == 0 ? "\(Int(value)) bytes" : String(format: "%.1f \(units[unit])", value)
    }
}
