import Foundation

/// How often each test example counts in resamples with replacement: of the examples of one draw, always the same.
///
/// All methods with seeds of that draw are resampled together, which keeps what they have in common.
struct ExampleResamples: Sendable {
    /// How many resamples there are.
    static let count = 48

    /// `weights[resample][example]`, each row with the mean 1.
    let weights: [[Double]]

    /// Resamples of `examples` examples of a draw.
    init(examples: Int, draw: Int) {
        var stream = SplitMix(seed: UInt64(bitPattern: Int64(draw)) &* 0x2545_F491_4F6C_DD1D ^ UInt64(examples))
        weights = (0..<Self.count).map { _ in
            var row = Array(repeating: 0.0, count: examples)
            for _ in 0..<examples { row[Int.random(in: 0..<examples, using: &stream)] += 1 }
            return row
        }
    }

    /// The mean of a row of numbers in each resample.
    func means(_ row: [Double]) -> [Double] {
        weights.map { weights in
            var sum = 0.0
            for i in row.indices { sum += weights[i] * row[i] }
            return sum / Double(row.count)
        }
    }

    /// Resamples that were made before, by examples and draw: claims ask for the same ones again and again.
    private static let known = Known()

    /// The resamples of `examples` examples of a draw.
    static func of(examples: Int, draw: Int) -> ExampleResamples { known.of(examples: examples, draw: draw) }

    private final class Known: @unchecked Sendable {
        private let lock = NSLock()
        private var all: [[Int]: ExampleResamples] = [:]

        func of(examples: Int, draw: Int) -> ExampleResamples {
            lock.withLock {
                if let found = all[[examples, draw]] { return found }
                let made = ExampleResamples(examples: examples, draw: draw)
                all[[examples, draw]] = made
                return made
            }
        }
    }
}

/// Steele, Lea and Flood's SplitMix64: a small generator whose numbers hang on its seed alone.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
