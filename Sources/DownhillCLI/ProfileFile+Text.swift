import Bench
import Foundation
import Support

/// How a profile's file becomes a text.
extension ProfileFile {
    /// Bytes. All settings with comments take a hundredth.
    private static let largest = 1 << 20

    /// A file's text, which is UTF-8, or UTF-16 with a byte-order mark.
    static func text(of url: URL, place: String) throws -> String {
        guard access(url.path, F_OK) == 0 || errno != ENOENT else {
            throw SettingsError(
                "there is no profile \(url.relativePath): no such file. Hint: those of Profiles/ are named without an ending, "
                    + "as in --profile quick")
        }
        let data: Data
        do {
            let file = try InputFile(url.path, kind: "a file")
            guard file.size > 0 else {
                throw SettingsError("\(place) is empty; expected settings, as in run: {seeds: 3}")
            }
            guard file.size <= largest else {
                throw SettingsError("\(place) has \(file.size) bytes; expected a profile of at most \(largest)")
            }
            data = Data(try file.bytes(file.size))
        } catch let error as DataError {
            throw SettingsError("the profile \(url.path) cannot be read: expected \(error.expected), got \(error.got)")
        }
        if data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]) {
            if let text = String(data: data, encoding: .utf16) { return text }
        } else if data.contains(0) {
            throw SettingsError(
                "\(place) is not UTF-8: it has zero bytes, as UTF-16 without a byte-order mark. Hint: save it as UTF-8")
        } else if let text = String(validating: data, as: UTF8.self) {
            return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        }
        let line = data.prefix(firstBadByte(data)).reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
        throw SettingsError("\(place) is not UTF-8 (line \(line)). Hint: save it as UTF-8")
    }

    /// The place of the first byte that does not belong to UTF-8.
    private static func firstBadByte(_ data: Data) -> Int {
        var (low, high) = (0, data.count)
        // Cutting inside a character makes a good prefix look bad by at most three bytes.
        while high - low > 4 {
            let middle = (low + high) / 2
            let isGood = (0...3).contains { String(validating: data.prefix(middle - $0), as: UTF8.self) != nil }
            if isGood { low = middle } else { high = middle }
        }
        return low
    }
}
