import Foundation

/// Files that are no PNG or JPEG images, in words.
enum ForeignFile {
    /// "a GIF image, the bytes 47 49 46 38 39 61 01 00", by the bytes that formats begin with.
    static func description(of file: [UInt8]) -> String {
        guard !file.isEmpty else { return "an empty file" }
        let bytes = "the bytes " + file.prefix(8).map { String(format: "%02x", $0) }.joined(separator: " ")
        return kind(of: file).map { "\($0), \(bytes)" } ?? bytes
    }

    private static func kind(of file: [UInt8]) -> String? {
        func has(_ text: String, at place: Int = 0) -> Bool { file.dropFirst(place).starts(with: text.utf8) }
        if has("GIF8") { return "a GIF image" }
        if has("RIFF"), has("WEBP", at: 8) { return "a WebP image" }
        if has("BM") { return "a BMP image" }
        if has("II*\0") || has("MM\0*") { return "a TIFF image" }
        if has("8BPS") { return "a Photoshop file" }
        if has("ftyp", at: 4) {
            if ["avif", "avis"].contains(where: { has($0, at: 8) }) { return "an AVIF image" }
            return ["heic", "heix", "hevc", "mif1", "msf1"].contains { has($0, at: 8) } ? "a HEIC image" : "a film"
        }
        if has("JXL ", at: 4) || file.starts(with: [0xff, 0x0a]) { return "a JPEG XL image" }
        if has("jP  ", at: 4) || file.starts(with: [0xff, 0x4f, 0xff, 0x51]) { return "a JPEG 2000 image" }
        if file.starts(with: [0x89, 0x50, 0x4e, 0x47]) { return "a PNG image with a damaged signature" }
        if has("%PDF") { return "a PDF file" }
        if has("PK\u{3}\u{4}") { return "a ZIP archive" }
        if file.starts(with: [0x1f, 0x8b]) { return "a gzip file" }
        if has("<svg") || has("<?xml") { return "an SVG or XML file" }
        if has("<!DOCTYPE") || has("<html") || has("<!doctype") { return "a web page" }
        return file.allSatisfy { $0 == 0 } ? "zeros alone" : nil
    }
}
