import Foundation
import Support
import Testing

@Suite struct TextTests {
    @Test func nearestNames() {
        #expect(NearestName.suggest("epoch", among: ["rate", "epochs", "layers"]) == "epochs")
        #expect(NearestName.suggest("epcohs", among: ["rate", "epochs"]) == "epochs")
        #expect(NearestName.suggest("something", among: ["rate", "epochs"]) == nil)
        #expect(NearestName.suggest("x", among: []) == nil)
        #expect(NearestName.hint("epoch", among: ["epochs"]) == " Did you mean “epochs”?")
        #expect(NearestName.hint("something", among: ["epochs"]).isEmpty)
        #expect(NearestName.distance("kitten", "sitting") == 3)
        #expect(NearestName.distance("ab", "ba") == 1)
        #expect(NearestName.distance("", "abc") == 3)
    }

    @Test(arguments: [
        (0.04, "0.0 s"), (9.94, "9.9 s"), (12.4, "12 s"), (59.6, "1 min 0 s"), (200, "3 min 20 s"), (7500, "2 h 5 min"),
        (.nan, "?"), (-1, "?"),
    ])
    func durations(seconds: Double, text: String) { #expect(Durations.text(seconds) == text) }

    @Test func controlCharactersAreEscaped() {
        #expect(
            PrintableText.line("a\u{1b}[2J\n\r\t\u{7f}\u{9b}\u{202e}b\u{2028}")
                == "a\\u{1B}[2J\\n\\r\\t\\u{7F}\\u{9B}\\u{202E}b\\u{2028}")
        #expect(PrintableText.line("müßig 图 👩‍👩‍👧 x\\n") == "müßig 图 👩‍👩‍👧 x\\n")
        #expect(PrintableText.decoding(Array("é".utf8) + [0xe9, 0x41, 0xff, 0xc3]) == "é\\xe9A\\xff\\xc3")
        #expect(!DataError(file: "a\nb", expected: "\u{7}", got: "c").description.utf8.contains { $0 < 0x20 })
        #expect(!FileError("write", "a\nb", reason: "\u{7}").description.utf8.contains { $0 < 0x20 })
    }

    /// Answers of sha256sum.
    @Test func fingerprints() throws {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(Fingerprint.of("abc") == abc)
        #expect(Fingerprint().hexadecimal == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let folder = try ScratchFolder()
        let url = folder.url.appendingPathComponent("a")
        // More than a block, and no multiple of one.
        let long = [UInt8](repeating: 97, count: 3_000_001)
        try Data(long).write(to: url)
        var (whole, pieces) = (Fingerprint(), Fingerprint())
        try whole.add(InputFile(url.path, kind: "a file"))
        for range in [0..<1, 1..<1_500_000, 1_500_000..<3_000_001] { long[range].withUnsafeBytes { pieces.add($0) } }
        #expect(whole.hexadecimal == pieces.hexadecimal)
        #expect(whole.hexadecimal == Fingerprint.of(String(repeating: "a", count: 3_000_001)))
    }

    @Test func quotedTextsAreJSON() throws {
        let text = "a\"\\\n\r\t\u{1}\u{1F}é😀/"
        let quoted = CanonicalJSON.quoted(text)
        #expect(quoted == "\"a\\\"\\\\\\n\\r\\t\\u0001\\u001fé😀/\"")
        #expect(try JSONDecoder().decode([String].self, from: Data("[\(quoted)]".utf8)) == [text])
    }

    @Test func errorsSayWhatToDo() {
        let full = FileError("write", "a/b.csv", number: ENOSPC)
        #expect("\(full)".hasPrefix("cannot write a/b.csv: No space left on device. Free some space"))
        #expect(full.localizedDescription == full.description)
        #expect("\(FileError("read", "x", reason: "it is no table"))" == "cannot read x: it is no table.")
        let inner = NSError(domain: NSPOSIXErrorDomain, code: Int(EROFS), userInfo: [NSFilePathErrorKey: "x"])
        let outer = NSError(domain: "other", code: 1, userInfo: [NSUnderlyingErrorKey: inner])
        #expect(FileError.storageTrouble(in: outer) == FileError("write", "x", number: EROFS))
        #expect(FileError.storageTrouble(in: DataError(file: "x", expected: "a", got: "b")) == nil)
    }
}
