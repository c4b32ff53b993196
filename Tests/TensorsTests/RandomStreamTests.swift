import Tensors
import Testing

@Suite struct RandomStreamTests {
    /// Known answers that the authors of Philox publish with Random123.
    @Test func philoxKnownAnswers() {
        #expect(
            RandomStream.philox(key: (0, 0), counter: (0, 0, 0, 0)) == [
                0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8,
            ])
        let ones = UInt32.max
        #expect(
            RandomStream.philox(key: (ones, ones), counter: (ones, ones, ones, ones))
                == [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd])
        #expect(
            RandomStream.philox(
                key: (0xa409_3822, 0x299f_31d0), counter: (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344))
                == [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1])
    }

    @Test func normalsHaveTheMomentsOfTheNormalDistribution() {
        let draws: Matrix<Float> = RandomStream(seed: 1, name: "moments").normal(rows: 400, columns: 1001)
        let n = Double(draws.count)
        let moments = (1...4).map { power in
            draws.values.reduce(0.0) { total, x in total + (0..<power).reduce(1.0) { product, _ in product * Double(x) }
            } / n
        }
        for (moment, (expected, tolerance)) in zip(
            moments, [(0, 0.005), (1, 0.01), (0, 0.02), (3, 0.06)] as [(Double, Double)])
        {
            #expect(abs(moment - expected) < tolerance)
        }
        // Share within one, two, three standard deviations.
        for (bound, share) in [(1.0, 0.682689), (2.0, 0.954500), (3.0, 0.997300)] {
            let inside = Double(draws.values.filter { abs(Double($0)) < bound }.count) / n
            #expect(abs(inside - share) < 0.003)
        }
    }

    @Test func aValueDependsOnItsPlaceAlone() {
        let stream = RandomStream(seed: 7, name: "lista/noise", step: 3, layer: 2)
        let whole: Matrix<Float> = stream.normal(rows: 8, columns: 300)
        let part: Matrix<Float> = stream.normal(rows: 2, columns: 300, firstRow: 5)
        #expect(whole.rows(5..<7).values == part.values)
        let other: Matrix<Float> = RandomStream(seed: 7, name: "lista/noise", step: 4, layer: 2).normal(
            rows: 8, columns: 300)
        #expect(whole.values != other.values)
        let renamed: Matrix<Float> = RandomStream(seed: 7, name: "lista/noisf", step: 3, layer: 2).normal(
            rows: 8, columns: 300)
        #expect(whole.values != renamed.values)
    }

    @Test func permutationsArePermutations() {
        var stream = RandomStream(seed: 3, name: "epoch")
        let first = stream.permutation(of: 1000)
        #expect(first.sorted() == Array(0..<1000))
        #expect(first != stream.permutation(of: 1000))
        var again = RandomStream(seed: 3, name: "epoch")
        #expect(first == again.permutation(of: 1000))
    }
}
