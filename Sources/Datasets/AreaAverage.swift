import Tensors

/// Shrinks square images by averaging the area that each new pixel covers, for any ratio of sizes.
///
/// Old pixel i covers [i·to, (i+1)·to) and new pixel o covers [o·from, (o+1)·from) of the same line, so that all overlaps
/// are whole numbers. Bytes are summed exactly, luma's weights (in thousandths) included; each result is rounded once.
final class AreaAverage {
    /// The part of the line that two pixels share.
    private struct Overlap {
        let old: Int
        let new: Int
        let weight: Int
    }

    /// Pixels a side of the images that it shrinks.
    let from: Int
    private let to: Int
    private let overlaps: [Overlap]
    private let line: UnsafeMutablePointer<UInt32>
    private let sums: UnsafeMutablePointer<Int>

    /// From `from`×`from` pixels to `to`×`to`.
    init(from: Int, to: Int) {
        precondition(0 < to && to <= from && from <= 1 << 20, "images are made smaller, never larger")
        // Common factors cancel, and a whole ratio has only weights of one.
        var (a, b) = (from, to)
        while b != 0 { (a, b) = (b, a % b) }
        let (reach, step) = (from / a, to / a)
        var overlaps: [Overlap] = []
        for new in 0..<to {
            for old in new * reach / step..<((new + 1) * reach + step - 1) / step {
                let weight = min((old + 1) * step, (new + 1) * reach) - max(old * step, new * reach)
                overlaps.append(Overlap(old: old, new: new, weight: weight))
            }
        }
        self.from = from
        self.to = to
        self.overlaps = overlaps
        scale = Double(reach) * Double(reach)
        line = .allocate(capacity: from * 3)
        sums = .allocate(capacity: to * to * 3)
    }

    /// What the weights of one new pixel add up to.
    private let scale: Double

    deinit {
        line.deallocate()
        sums.deallocate()
    }

    /// Averages one image into `target`, planes one after the other, in [0, 1].
    ///
    /// - Parameters:
    ///   - source: its first byte; the image at (row, column) has channel c at row·rowStride + column·step + c·plane.
    ///   - colours: 1 or 3 channels of bytes in the source.
    ///   - channels: 1 or 3 in the target: RGB becomes grey by ITU-R 601 luma, grey becomes three equal planes.
    func average(
        _ source: UnsafePointer<UInt8>, rowStride: Int, step: Int, plane: Int, colours: Int,
        into target: UnsafeMutablePointer<Float>, channels: Int
    ) {
        for colour in 0..<colours { sum(source + colour * plane, rowStride, step, sums + colour * to * to) }
        let area = to * to
        if colours == 3 && channels == 1 {
            let divisor = 255_000 * scale
            for i in 0..<area {
                let luma = 299 &* sums[i] &+ 587 &* sums[area &+ i] &+ 114 &* sums[2 &* area &+ i]
                target[i] = Float(Double(luma) / divisor)
            }
        } else {
            let divisor = 255 * scale
            for i in 0..<colours * area { target[i] = Float(Double(sums[i]) / divisor) }
            if colours == 1 && channels == 3 {
                for copy in 1..<3 { (target + copy * area).update(from: target, count: area) }
            }
        }
    }

    /// Weighted sums of one plane of bytes: down the columns first, which is a loop over neighbours, then along the line.
    private func sum(_ source: UnsafePointer<UInt8>, _ rowStride: Int, _ step: Int, _ out: UnsafeMutablePointer<Int>) {
        out.update(repeating: 0, count: to * to)
        var next = 0
        overlaps.withUnsafeBufferPointer { overlaps in
            for new in 0..<to {
                line.update(repeating: 0, count: from)
                while next < overlaps.count, overlaps[next].new == new {
                    let row = source + overlaps[next].old * rowStride
                    let weight = UInt32(overlaps[next].weight)
                    if step == 1 {
                        for x in 0..<from { line[x] &+= weight &* UInt32(row[x]) }
                    } else {
                        for x in 0..<from { line[x] &+= weight &* UInt32(row[x &* step]) }
                    }
                    next += 1
                }
                let target = out + new * to
                for overlap in overlaps { target[overlap.new] &+= overlap.weight &* Int(line[overlap.old]) }
            }
        }
    }
}
