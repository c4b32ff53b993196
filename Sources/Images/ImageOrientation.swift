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
        var result = DecodedImage(width: width, height: height, channels: channels, bytes: bytes)
        result.note = image.note
        return result
    }
}
