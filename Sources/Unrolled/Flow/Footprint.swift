/// The pixels of a level at which a coupling acts, and those that its network has to look at for them: of 3×3 after
/// 1×1 after 3×3, the last needs what the middle makes of its pixels and their neighbours, and no more.
public struct Footprint: Sendable {
    /// The level's size.
    let shape: ImageShape
    /// Pixels whose [a; t] count, in rising order.
    let outputs: [Int32]
    /// Pixels with hidden channels: the outputs and their neighbours, in rising order, as places in a plane with a
    /// border of one pixel around it.
    let hidden: [Int32]
    /// Of each output nine positions in `hidden`: where its neighbours are, in the order of a 3×3 kernel; −1 outside.
    let neighbours: [Int32]
    /// Of each hidden pixel nine positions in `outputs`: which have it for their k-th neighbour; −1 where none has.
    let origins: [Int32]

    /// Whether the coupling acts on all pixels.
    var isWhole: Bool { outputs.count == shape.pixels }

    /// The footprint of couplings that act on pixels that cover any of the hole; on all where there is none.
    ///
    /// - Parameters:
    ///   - hole: one flag for each pixel of an image of `full` size.
    ///   - shape: a level's, smaller by a whole factor.
    init(hole: [Bool]?, of full: ImageShape, at shape: ImageShape) {
        self.init(Self.gate(hole, full, shape), shape: shape)
    }

    /// Pixels at which hidden channels are computed, for those who want to know what a coupling costs.
    public static func hiddenCount(hole: [Bool]?, of full: ImageShape, at shape: ImageShape) -> Int {
        seen(gate(hole, full, shape), shape).reduce(0) { $0 + ($1 ? 1 : 0) }
    }

    private static func gate(_ hole: [Bool]?, _ full: ImageShape, _ shape: ImageShape) -> [Bool] {
        var result = [Bool](repeating: hole == nil, count: shape.pixels)
        let factor = full.height / shape.height
        for (i, isHole) in (hole ?? []).enumerated() where isHole {
            result[i / full.width / factor * shape.width + i % full.width / factor] = true
        }
        return result
    }

    /// The pixels of a gate and their neighbours.
    private static func seen(_ gate: [Bool], _ shape: ImageShape) -> [Bool] {
        var result = gate
        for i in gate.indices where gate[i] {
            let (row, column) = (i / shape.width, i % shape.width)
            for r in max(0, row - 1)...min(shape.height - 1, row + 1) {
                for c in max(0, column - 1)...min(shape.width - 1, column + 1) { result[r * shape.width + c] = true }
            }
        }
        return result
    }

    /// The footprint of a coupling that acts where `gate` says, one flag for each pixel of `shape`.
    init(_ gate: [Bool], shape: ImageShape) {
        let (height, width) = (shape.height, shape.width)
        /// The k-th neighbour of a pixel, or the pixel of which it is the k-th.
        func neighbour(_ pixel: Int, _ k: Int, reversed: Bool = false) -> Int? {
            let sign = reversed ? -1 : 1
            let (row, column) = (pixel / width + sign * (k / 3 - 1), pixel % width + sign * (k % 3 - 1))
            return 0..<height ~= row && 0..<width ~= column ? row * width + column : nil
        }
        let outputs = gate.indices.filter { gate[$0] }
        let isSeen = Self.seen(gate, shape)
        let seen = isSeen.indices.filter { isSeen[$0] }
        func positions(_ pixels: [Int]) -> [Int32] {
            var result = [Int32](repeating: -1, count: shape.pixels)
            for (index, pixel) in pixels.enumerated() { result[pixel] = Int32(index) }
            return result
        }
        func table(of pixels: [Int], in positions: [Int32], reversed: Bool) -> [Int32] {
            pixels.flatMap { pixel in
                (0..<9).map { k in neighbour(pixel, k, reversed: reversed).map { positions[$0] } ?? -1 }
            }
        }
        self.shape = shape
        self.outputs = outputs.map(Int32.init)
        hidden = seen.map { Int32(($0 / width + 1) * (width + 2) + $0 % width + 1) }
        neighbours = table(of: outputs, in: positions(seen), reversed: false)
        origins = table(of: seen, in: positions(outputs), reversed: true)
    }

    /// What a convolution sees at each hidden pixel of channels that are the same for every image: (E, pixels) to
    /// (hidden pixels, 9·E), nine neighbours of the first channel, then of the second; zero outside the image.
    func patches<Scalar>(of planes: [[Scalar]]) -> [Scalar] where Scalar: BinaryFloatingPoint {
        hidden.flatMap { place in
            planes.flatMap { plane in
                (0..<9).map { k in
                    let row = Int(place) / (shape.width + 2) + k / 3 - 2
                    let column = Int(place) % (shape.width + 2) + k % 3 - 2
                    return 0..<shape.height ~= row && 0..<shape.width ~= column
                        ? plane[row * shape.width + column] : 0
                }
            }
        }
    }
}
