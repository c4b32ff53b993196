import Tensors

/// The data term of eq. (21): f_1(y; x) = ‖x − A·y‖₂², where A keeps the pixels outside a hole.
///
/// Images are (B, channels·height·width), plane after plane; x is compared outside the hole alone. ∇f_1 = 2·Aᵀ(A·y − x).
public struct DataConsistency<Scalar: KernelScalar>: Optimizee {
    /// (1, d): 1 where a pixel is known, 0 in the hole.
    public let mask: Matrix<Scalar>
    /// Ranges of columns that are all known.
    private let known: [Range<Int>]

    /// The problem of a hole.
    ///
    /// - Parameters:
    ///   - hole: for each pixel of a plane whether it is to be inpainted.
    ///   - channels: planes of an image.
    public init(hole: [Bool], channels: Int) {
        let plane = hole.map { $0 ? Scalar(0) : 1 }
        mask = Matrix(rows: 1, columns: channels * hole.count, values: (0..<channels).flatMap { _ in plane })
        known = FlagRuns.ranges(of: false, in: hole, planes: channels)
    }

    public var inputDimension: Int { mask.columns }
    public var dimension: Int { mask.columns }

    public func values(_ y: Matrix<Scalar>, _ x: Matrix<Scalar>) -> [Double] {
        subgradient(y, x).rowNorms().map { $0 * $0 / 4 }
    }

    public func correlation(_ x: Matrix<Scalar>) -> Matrix<Scalar> { masked(x, scale: 1) }

    public func subgradient(_ y: Matrix<Scalar>, correlation: Matrix<Scalar>, into result: Matrix<Scalar>) {
        result.fill(0)
        for n in 0..<y.rows {
            for run in known {
                let start = run.lowerBound
                Scalar.addScaledDifference(
                    result.row(n) + start, y.row(n) + start, correlation.row(n) + start, scale: 2, count: run.count)
            }
        }
    }

    public func hessianProduct(_ v: Matrix<Scalar>) -> Matrix<Scalar> { masked(v, scale: 2) }

    /// scale·mask ⊙ v, by the runs of known pixels: a loop over elements is slow where it is not specialised.
    private func masked(_ v: Matrix<Scalar>, scale: Scalar) -> Matrix<Scalar> {
        let result = Matrix<Scalar>(rows: v.rows, columns: v.columns)
        for n in 0..<v.rows {
            for run in known {
                let start = run.lowerBound
                Scalar.addScaled(result.row(n) + start, v.row(n) + start, scale: scale, count: run.count)
            }
        }
        return result
    }
}
