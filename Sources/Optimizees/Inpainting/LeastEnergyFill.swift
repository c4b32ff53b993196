import COpenBLAS
import Tensors

/// Fills the hole with the solution of Laplace's equation Δu = 0: a soap film spanned by the known pixels around it.
///
/// Discretely: each missing pixel is the mean of its neighbours in the image, of which those at the image's border have
/// three (the natural boundary condition there), and so u makes Σ (u_i − u_j)² over all pairs of neighbours least. It
/// keeps between the least and the largest known neighbour, and planes of grey that rise evenly come back exactly where
/// the hole does not touch the border.
public struct HarmonicFill: HoleFill {
    private let interpolation: LeastEnergyFill
    public var hole: ImageHole { interpolation.hole }

    /// Solves for all images at once: the filling is a linear map of a few known pixels, the same for every channel.
    ///
    /// - Throws: `HoleFillError` where the hole has more pixels than can be solved for.
    public init(hole: ImageHole) throws {
        interpolation = try LeastEnergyFill(hole: hole) { hole.laplacian(at: $0) }
    }

    public func fill(_ images: Matrix<Float>, workers: Workers) -> Matrix<Float> {
        interpolation.fill(images, workers: workers)
    }
}

/// Fills the hole with the solution of the biharmonic equation Δ²u = 0: a thin plate that leaves the known pixels
/// around it with their values and their slopes (Damelin & Hoang, "On surface completion and image inpainting by
/// biharmonic functions", 2018; scikit-image's `inpaint_biharmonic` has the same equations, and then clips).
///
/// Discretely: Δ² is the graph Laplacian applied twice, the stencil of 13 pixels where the border is far, and u makes
/// ‖Δu‖² over the whole image least. Images that are cubic polynomials of the place come back exactly where the hole
/// keeps two pixels away from the border.
public struct BiharmonicFill: HoleFill {
    private let interpolation: LeastEnergyFill
    public var hole: ImageHole { interpolation.hole }

    /// Solves for all images at once: the filling is a linear map of a few known pixels, the same for every channel.
    ///
    /// - Throws: `HoleFillError` where the hole has more pixels than can be solved for.
    public init(hole: ImageHole) throws {
        interpolation = try LeastEnergyFill(hole: hole) { pixel in
            hole.laplacian(at: pixel).flatMap { middle in
                hole.laplacian(at: middle.pixel).map { ($0.pixel, middle.weight * $0.weight) }
            }
        }
    }

    public func fill(_ images: Matrix<Float>, workers: Workers) -> Matrix<Float> {
        interpolation.fill(images, workers: workers)
    }
}

/// The filling u of a hole that makes an energy uᵀQu least with the known pixels as they are: Q's rows at the missing
/// pixels H say Q_HH·u_H + Q_HK·u_K = 0, and so u_H = −Q_HH⁻¹·Q_HK·u_K.
struct LeastEnergyFill: HoleFill {
    let hole: ImageHole
    /// The known pixels on which the answer depends, ascending.
    let sources: [Int]
    /// The transpose of −Q_HH⁻¹·Q_HK: (sources, missing pixels).
    let map: Matrix<Double>
    /// The most pixels of a hole: more would need more than 2 GB for Q_HH.
    static let mostMissing = 1 << 14

    /// - Parameters:
    ///   - hole: the pixels to fill.
    ///   - row: the entries of Q's row of a pixel; those of the same column are added up. Q is symmetric, and no image
    ///     but a constant one has the energy zero: since something is known, Q_HH is then positive definite.
    /// - Throws: `HoleFillError` where the hole is too large, or Q_HH turns out not to be positive definite.
    init(hole: ImageHole, row: (Int) -> [(pixel: Int, weight: Double)]) throws {
        let count = hole.missing.count
        guard count <= Self.mostMissing else {
            throw HoleFillError.hole(expected: "at most \(Self.mostMissing) pixels", got: "\(count)")
        }
        var place = [Int](repeating: -1, count: hole.pixels)
        for (index, pixel) in hole.missing.enumerated() { place[pixel] = index }
        let rows = hole.missing.map(row)
        let sources = Set(rows.joined().map(\.pixel)).filter { place[$0] < 0 }.sorted()
        var source = [Int](repeating: -1, count: hole.pixels)
        for (index, pixel) in sources.enumerated() { source[pixel] = index }
        let inside = Matrix<Double>(rows: count, columns: count)
        let right = Matrix<Double>(rows: sources.count, columns: count)
        for (index, entries) in rows.enumerated() {
            for (pixel, weight) in entries {
                if place[pixel] >= 0 {
                    inside[index, place[pixel]] += weight
                } else {
                    right[source[pixel], index] -= weight
                }
            }
        }
        var (size, columns, info) = (Int32(count), Int32(sources.count), Int32(0))
        BLAS.prepare()
        dpotrf_("U", &size, inside.pointer, &size, &info)
        guard info == 0 else {
            throw HoleFillError.hole(expected: "an energy that only one filling makes least", got: "pivot \(info)")
        }
        // LAPACK's columns are our rows.
        dpotrs_("U", &size, &columns, inside.pointer, &size, right.pointer, &size, &info)
        self.hole = hole
        self.sources = sources
        map = right
    }

    /// The map in Double, rounded once for each pixel. Channels do not know of each other.
    func fill(_ images: Matrix<Float>, workers: Workers) -> Matrix<Float> {
        let channels = hole.channels(of: images)
        let result = images.copy()
        let shards = Workers.ranges(images.rows, size: 64)
        workers.forEach(shards.count) { shard, _ in
            let part = result.view(rows: shards[shard])
            let known = hole.gather(sources, of: part)
            let planes = Matrix<Double>(rows: part.rows * channels, columns: sources.count)
            for i in 0..<known.count { planes.pointer[i] = Double(known.pointer[i]) }
            let inside: Matrix<Float> = Matrix.product(planes, map).converted()
            for row in 0..<part.rows {
                hole.scatter(inside.row(row * channels), into: part.row(row), channels: channels)
            }
        }
        return result
    }
}

extension ImageHole {
    /// The graph Laplacian's row of a pixel: its number of neighbours, and −1 at each of them; symmetric.
    func laplacian(at pixel: Int) -> [(pixel: Int, weight: Double)] {
        let neighbours = neighbours(of: pixel)
        return [(pixel, Double(neighbours.count))] + neighbours.map { ($0, -1) }
    }
}
