/// Texts as words of a POSIX shell's command line.
public enum ShellText {
    /// What no shell reads as anything but itself, wherever it stands.
    private static let plain = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-".unicodeScalars)

    /// A command of these words, which a shell takes apart into the same words.
    public static func command(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

    /// `word` as it is where no shell would change it, otherwise in quotes. Control characters other than a line feed and a
    /// tab, which terminals act on and pages cannot show, are written as `printf` reads them.
    public static func quoted(_ word: String) -> String {
        if !word.isEmpty, word.unicodeScalars.allSatisfy(plain.contains) { return word }
        var result = "'"
        for scalar in word.unicodeScalars {
            switch scalar.value {
            case 0x27: result += "'\\''"
            case 0x09, 0x0A: result.unicodeScalars.append(scalar)
            case 0x01..<0x20, 0x7F: result += "'\"$(printf '\\\(octal(scalar.value))')\"'"
            case 0x80..<0xA0: result += "'\"$(printf '\\302\\\(octal(scalar.value))')\"'"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "'"
    }

    private static func octal(_ value: UInt32) -> String {
        let digits = String(value, radix: 8)
        return String(repeating: "0", count: 3 - digits.count) + digits
    }
}
