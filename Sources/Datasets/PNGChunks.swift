import CZlib
import Foundation
import Support
import Tensors

/// The chunks of a PNG file, checked before libpng sees them: it forgives a wrong checksum in some, and a missing end,
/// and would give other pixels than were written.
enum PNGChunks {
    private static let signatureSize = 8

    /// Throws `DataError` unless the file is whole up to its last chunk, its checksums are right, and its header declares
    /// a size that can be decoded.
    static func check(_ file: UnsafeRawBufferPointer, path: String) throws {
        func number(_ place: Int) -> Int { (0..<4).reduce(0) { $0 << 8 | Int(file[place + $1]) } }
        var place = signatureSize
        while true {
            // A chunk is its length, its name of four letters, its content, and a checksum of the last two.
            guard file.count - place >= 12 else { throw damaged("it ends early", path) }
            let length = number(place)
            guard length <= file.count - place - 12 else { throw damaged("it ends early", path) }
            let named = UnsafeRawBufferPointer(rebasing: file[place + 4..<place + 8 + length])
            let name = String(decoding: named.prefix(4), as: UTF8.self)
            let checksum = crc32(0, named.bindMemory(to: UInt8.self).baseAddress, UInt32(named.count))
            guard Int(checksum) == number(place + 8 + length) else {
                throw damaged("a wrong checksum at byte \(place)", path)
            }
            if place == signatureSize {
                guard name == "IHDR", length == 13 else { throw damaged("no header", path) }
                try DecodedImage.check(width: number(place + 8), height: number(place + 12), path: path)
            }
            if name == "IEND" { return }
            place += 12 + length
        }
    }

    /// The error of a file that is not what it was.
    static func damaged(_ what: String, _ path: String) -> DataError {
        DataError(
            file: path, expected: "a whole PNG image", got: "damage: \(what)",
            hint: "replace it, or move it out of the folder")
    }
}
