/// How a camera was held: where the first row and the first column that a file stores belong, by EXIF's numbers 1 to 8.
enum ImageOrientation: Int {
    case upright = 1, mirrored, upsideDown, upsideDownMirrored, transposed, rotatedRight, transversed, rotatedLeft

    /// Whether rows become columns.
    private var isTurned: Bool { rawValue >= 5 }
    /// Whether the first stored row belongs at the bottom or on the right.
    private var isFirstRowLast: Bool { [3, 4, 6, 7].contains(rawValue) }
    /// Whether the first stored column belongs on the right or at the bottom.
    private var isFirstColumnLast: Bool { [2, 3, 7, 8].contains(rawValue) }

    /// The image as it was seen.
    func upright(_ image: DecodedImage) -> DecodedImage {
        guard self != .upright else { return image }
        let (rows, columns, channels) = (image.height, image.width, image.channels)
        let (height, width) = isTurned ? (columns, rows) : (rows, columns)
        let bytes = [UInt8](unsafeUninitializedCapacity: image.bytes.count) { target, filled in
            for row in 0..<height {
                for column in 0..<width {
                    let (r, c) = isTurned ? (column, row) : (row, column)
                    let stored = (isFirstRowLast ? rows - 1 - r : r, isFirstColumnLast ? columns - 1 - c : c)
                    let source = (stored.0 * columns + stored.1) * channels
                    for channel in 0..<channels {
                        target[(row * width + column) * channels + channel] = image.bytes[source + channel]
                    }
                }
            }
            filled = image.bytes.count
        }
        return DecodedImage(width: width, height: height, channels: channels, bytes: bytes)
    }
}

extension ImageOrientation {
    /// What the EXIF segment of a JPEG file says; upright where there is none, or none that can be understood: a picture
    /// is not refused for what a camera wrote beside it.
    init(ofJPEG file: UnsafeRawBufferPointer) {
        self = Self.exif(in: file).flatMap(Self.init(exif:)) ?? .upright
    }

    /// The TIFF structure inside the EXIF segment: among the segments before the scan, each a marker of two bytes and a
    /// length that counts itself.
    private static func exif(in file: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        var place = 2
        while place + 4 <= file.count, file[place] == 0xff {
            let marker = file[place + 1]
            if marker == 0xff {  // A marker may have more than one 0xff before it.
                place += 1
                continue
            }
            let length = Int(file[place + 2]) << 8 | Int(file[place + 3])
            guard marker != 0xda, length >= 2, place + 2 + length <= file.count else { return nil }
            let content = UnsafeRawBufferPointer(rebasing: file[place + 4..<place + 2 + length])
            if marker == 0xe1, content.starts(with: "Exif\0\0".utf8) {
                return UnsafeRawBufferPointer(rebasing: content.dropFirst(6))
            }
            place += 2 + length
        }
        return nil
    }

    /// The tag 0x0112 of the first directory: its offset is at byte 4; it has a count, then entries of tag, type, count
    /// and value, 12 bytes each.
    private init?(exif tiff: UnsafeRawBufferPointer) {
        let isLittle = tiff.starts(with: "II*\0".utf8)
        guard isLittle || tiff.starts(with: "MM\0*".utf8) else { return nil }
        func number(_ place: Int, bytes: Int) -> Int? {
            guard place >= 0, place <= tiff.count - bytes else { return nil }
            let range = place..<place + bytes
            return isLittle
                ? range.reversed().reduce(0) { $0 << 8 | Int(tiff[$1]) } : range.reduce(0) { $0 << 8 | Int(tiff[$1]) }
        }
        guard let directory = number(4, bytes: 4), let entries = number(directory, bytes: 2) else { return nil }
        let short = 3
        for entry in 0..<entries {
            let place = directory + 2 + 12 * entry
            guard let tag = number(place, bytes: 2) else { return nil }
            if tag == 0x0112, number(place + 2, bytes: 2) == short, let value = number(place + 8, bytes: 2) {
                self.init(rawValue: value)
                return
            }
        }
        return nil
    }
}
