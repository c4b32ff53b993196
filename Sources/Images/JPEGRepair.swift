/// A JPEG file without what its decoder only complained of: stray bytes before a marker, or a number that means nothing.
///
/// The decoder tells its first complaint alone, behind which a worse one may hide. So a complaint that leaves all pixels
/// whole is taken out of a copy of the file, and the copy has to decode with no complaint at all.
struct JPEGRepair {
    private let file: UnsafeRawBufferPointer

    init(_ file: UnsafeRawBufferPointer) { self.file = file }

    /// Copies of the file, of which one is right; none where the complaint is of damage.
    ///
    /// - Parameter complaint: the decoder's words.
    func copies(without complaint: String) -> [[UInt8]] {
        if let stray = Stray(complaint) { return copies(without: stray) }
        if complaint.contains("unknown JFIF revision number") {
            return copies(changing: 0xe0, ifStarts: "JFIF\0", at: 5, to: [1, 1])
        }
        if complaint.contains("Unknown Adobe color transform code") {
            // What the decoder takes it for: YCCK, or YCbCr.
            let place = parts.first { (0xc0...0xc2).contains($0.marker) }?.body.dropFirst(5).first
            let hasInk = place.map { file[$0] == 4 } ?? false
            return copies(changing: 0xee, ifStarts: "Adobe", at: 11, to: [hasInk ? 2 : 1])
        }
        if complaint.contains("Invalid SOS parameters for sequential JPEG") {
            return parts.filter { $0.marker == 0xda && $0.body.count > 3 }.map { part in
                var copy = Array(file)
                copy.replaceSubrange(part.body.suffix(3).startIndex..<part.body.endIndex, with: [0, 63, 0])
                return copy
            }
        }
        return []
    }

    /// Bytes that nothing asked for, in the decoder's words "10 extraneous bytes before marker 0xd9".
    private struct Stray {
        let count: Int
        let marker: UInt8

        /// Nil where these are other words, or where a part of the pixels ended early: before a restart marker.
        init?(_ complaint: String) {
            let words = complaint.split(separator: " ").map(String.init)
            guard let place = words.firstIndex(of: "extraneous"), place > 0, let count = Int(words[place - 1]),
                let last = words.last, last.hasPrefix("0x"), let marker = UInt8(last.dropFirst(2), radix: 16),
                !(0xd0...0xd7).contains(marker)
            else { return nil }
            (self.count, self.marker) = (count, marker)
        }
    }

    /// Much more than a slip of a writer, and a large share of the pixels, is pixels that were lost.
    private static func isSlip(_ stray: Int, of scan: Int) -> Bool { stray <= max(256, scan / 10) }

    private func copies(without stray: Stray) -> [[UInt8]] {
        parts.filter { $0.marker == stray.marker && $0.before > 0 }.compactMap { part in
            let count = min(stray.count, part.before)
            guard !part.followsScan || Self.isSlip(count, of: part.before) else { return nil }
            return Array(file[..<(part.start - count)]) + Array(file[part.start...])
        }
    }

    private func copies(changing marker: UInt8, ifStarts name: String, at place: Int, to bytes: [UInt8]) -> [[UInt8]] {
        parts.filter { $0.marker == marker && $0.body.count >= place + bytes.count }.compactMap { part in
            guard file[part.body].starts(with: name.utf8) else { return nil }
            var copy = Array(file)
            let first = part.body.lowerBound + place
            copy.replaceSubrange(first..<first + bytes.count, with: bytes)
            return copy
        }
    }
}

extension JPEGRepair {
    /// A marker with what is before it and after it.
    private struct Part {
        let marker: UInt8
        /// Where the 0xff before the marker is.
        let start: Int
        /// Bytes between the part before and this: strays, or the pixels of a scan.
        let before: Int
        let followsScan: Bool
        /// What its length counts.
        let body: Range<Int>
    }

    /// The markers of the file but for the first, and for those inside scans.
    private var parts: [Part] {
        var result: [Part] = []
        var (place, followsScan) = (2, false)
        while let start = nextMarker(from: place) {
            let marker = file[start + 1]
            let hasBody = marker != 0xd9 && marker != 0x01 && !(0xd0...0xd8).contains(marker)
            var end = start + 2
            if hasBody {
                guard start + 4 <= file.count else { break }
                let length = Int(file[start + 2]) << 8 | Int(file[start + 3])
                guard length >= 2, start + 2 + length <= file.count else { break }
                end += length
            }
            result.append(
                Part(
                    marker: marker, start: start, before: start - place, followsScan: followsScan,
                    body: hasBody ? start + 4..<end : end..<end))
            if marker == 0xd9 { break }
            (place, followsScan) = (end, marker == 0xda)
        }
        return result
    }

    /// Neither a stuffed 0xff of a scan nor a restart marker.
    private func nextMarker(from place: Int) -> Int? {
        var place = place
        while place + 1 < file.count {
            let next = file[place + 1]
            if file[place] == 0xff, next != 0, next != 0xff, !(0xd0...0xd7).contains(next) { return place }
            place += 1
        }
        return nil
    }
}
