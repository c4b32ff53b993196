import Tensors

/// The constant channels that a level's couplings see, and their gate, at that level's resolution.
struct FlowContext<Scalar: FlowScalar> {
    /// (E, pixels): the hole's share of each pixel, then x and y from −1 to 1, as far as the settings want them.
    let condition: Matrix<Scalar>?
    /// (1, pixels): 1 where a pixel covers any of the hole.
    let gate: Matrix<Scalar>?

    /// - Parameters:
    ///   - hole: one flag for each pixel of an image of `full` size.
    ///   - shape: the level's, smaller by a whole factor.
    ///   - isClosed: whether the level's couplings do nothing.
    init(_ settings: FlowSettings, hole: [Bool]?, full: ImageShape, shape: ImageShape, isClosed: Bool) {
        let factor = full.height / shape.height
        var share = [Scalar](repeating: 0, count: shape.pixels)
        if let hole {
            for (i, isHole) in hole.enumerated() where isHole {
                share[i / full.width / factor * shape.width + i % full.width / factor] += 1 / Scalar(factor * factor)
            }
        }
        var rows: [[Scalar]] = settings.seesMask ? [share] : []
        if settings.seesCoordinates {
            func place(_ i: Int, _ size: Int) -> Scalar { Scalar(2 * i + 1) / Scalar(size) - 1 }
            rows.append((0..<shape.pixels).map { place($0 % shape.width, shape.width) })
            rows.append((0..<shape.pixels).map { place($0 / shape.width, shape.height) })
        }
        condition =
            rows.isEmpty ? nil : Matrix(rows: rows.count, columns: shape.pixels, values: rows.flatMap { $0 })
        gate =
            settings.isGated || isClosed
            ? Matrix(rows: 1, columns: shape.pixels, values: share.map { $0 > 0 && !isClosed ? 1 : 0 }) : nil
    }
}
