import CKernels

/// A named, counter-based stream of random numbers: stream(seed, "lista/constrained/noise", step, layer).
///
/// Philox4x32-10 (Salmon et al., 2011) is a function of key and counter, so that a value depends on its name and place
/// alone: not on threads, nor on what was drawn before. There is no state to save in a checkpoint.
public struct RandomStream: Sendable {
    private let key: (UInt32, UInt32)
    private let step: UInt32
    private let layer: UInt32
    private var drawn: UInt32 = 0
    /// Sequential draws live in a row of their own, so that they never meet those of `fillNormal`.
    private static let sequentialRow = UInt32.max

    /// The stream of a master seed, a name, a training step and a layer.
    public init(seed: UInt64, name: String, step: Int = 0, layer: Int = 0) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325  // FNV-1a of the name, then two rounds of mixing with the seed
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        let mixed = Self.mix(Self.mix(hash) ^ seed)
        key = (UInt32(truncatingIfNeeded: mixed), UInt32(truncatingIfNeeded: mixed >> 32))
        self.step = UInt32(truncatingIfNeeded: step)
        self.layer = UInt32(truncatingIfNeeded: layer)
    }

    /// The finaliser of SplitMix64: a bijection of 64-bit words.
    private static func mix(_ word: UInt64) -> UInt64 {
        var z = word &+ 0x9e37_79b9_7f4a_7c15
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// The four words of Philox4x32-10 for a key and a counter: the generator's published interface.
    public static func philox(key: (UInt32, UInt32), counter: (UInt32, UInt32, UInt32, UInt32)) -> [UInt32] {
        var out = [UInt32](repeating: 0, count: 4)
        dh_philox([key.0, key.1], [counter.0, counter.1, counter.2, counter.3], &out)
        return out
    }

    /// The next 64 random bits.
    public mutating func nextUInt64() -> UInt64 {
        let words = Self.philox(key: key, counter: (drawn, Self.sequentialRow, step, layer))
        drawn &+= 1
        return UInt64(words[0]) | UInt64(words[1]) << 32
    }

    /// The next number of the uniform distribution on [0, 1).
    public mutating func uniform() -> Double { Double(nextUInt64() >> 11) * 0x1p-53 }

    /// The next whole number of the uniform distribution on 0..<bound.
    public mutating func below(_ bound: Int) -> Int {
        Int(nextUInt64().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A random permutation of 0..<n (Fisher and Yates).
    public mutating func permutation(of n: Int) -> [Int] {
        var order = Array(0..<n)
        for i in stride(from: n - 1, to: 0, by: -1) { order.swapAt(i, below(i + 1)) }
        return order
    }

    /// Fills `count` elements with standard normal variables, those of the stream's row `row`.
    public func fillNormal(_ out: UnsafeMutablePointer<Float>, count: Int, row: Int) {
        dh_normal([key.0, key.1], UInt32(truncatingIfNeeded: row), step, layer, out, count)
    }

    /// N(0, standardDeviation²) in every element; row r holds the stream's row `firstRow` + r.
    public func normal<Scalar: KernelScalar>(
        rows: Int, columns: Int, standardDeviation: Double = 1, firstRow: Int = 0
    ) -> Matrix<Scalar> {
        let result = Matrix<Scalar>(rows: rows, columns: columns)
        writeNormal(into: result, standardDeviation: standardDeviation, firstRow: firstRow)
        return result
    }

    /// The same into memory that is there.
    public func writeNormal<Scalar: KernelScalar>(
        into result: Matrix<Scalar>, standardDeviation: Double = 1, firstRow: Int = 0
    ) {
        let (columns, scale) = (result.columns, Scalar(standardDeviation))
        result.fill(0)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: max(columns, 1)) { scratch in
            guard let base = scratch.baseAddress else { return }
            for r in 0..<result.rows {
                fillNormal(base, count: columns, row: firstRow + r)
                Scalar.addScaled(result.row(r), floats: base, scale: scale, count: columns)
            }
        }
    }
}
