import Plotting
import Testing

@Suite struct LinearTicksTests {
    @Test func tenthsAreExact() {
        let ticks = Ticks.linear(from: 0, to: 0.6)
        #expect(ticks.labels == ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6"])
        #expect(ticks.majors == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    }

    @Test func zeroHasNoSign() {
        #expect(Ticks.linear(from: -0.3, to: 0.3).labels == ["−0.3", "−0.2", "−0.1", "0.0", "0.1", "0.2", "0.3"])
        #expect(Ticks.linear(from: -1e-9, to: 4).labels.first == "0")
    }

    @Test func integersHaveNoFractions() {
        #expect(Ticks.linear(from: 0, to: 2, integers: true).labels == ["0", "1", "2"])
        #expect(Ticks.linear(from: 0, to: 10, integers: true).labels == ["0", "2", "4", "6", "8", "10"])
        #expect(Ticks.linear(from: 0, to: 2, integers: true).minors.isEmpty)
    }

    @Test func largeAndSmallNumbersHavePowers() {
        #expect(
            Ticks.linear(from: 0, to: 4e5, most: 5).labels == [
                "0", "$10^{5}$", "2×$10^{5}$", "3×$10^{5}$", "4×$10^{5}$",
            ])
        #expect(
            Ticks.linear(from: 0, to: 110_000, most: 7).labels == [
                "0", "2×$10^{4}$", "4×$10^{4}$", "6×$10^{4}$", "8×$10^{4}$", "10×$10^{4}$",
            ])
        #expect(Ticks.linear(from: 0, to: 2e-5, most: 3).labels == ["0", "$10^{-5}$", "2×$10^{-5}$"])
    }

    @Test func endsAreKept() {
        #expect(Ticks.linear(from: 0.1 + 0.2, to: 0.9).majors.first == 0.3)
    }

    @Test func everyRangeHasTwoToSevenLabels() {
        for scale in [1e-8, 1e-3, 0.7, 1, 31, 1e4, 3e9] {
            for offset in [-3.3, -1, 0, 0.123, 10, 77.7] {
                let (lower, upper) = (offset * scale, (offset + 1) * scale)
                let ticks = Ticks.linear(from: lower, to: upper)
                #expect((2...7).contains(ticks.majors.count), "\(lower)…\(upper) has \(ticks.labels)")
                #expect(ticks.labels.allSatisfy { $0.count < 16 && !$0.hasPrefix("-") && $0 != "−0" })
                #expect(Set(ticks.labels).count == ticks.labels.count, "\(ticks.labels)")
            }
        }
    }
}

@Suite struct LogarithmicTicksTests {
    struct Case: CustomTestStringConvertible {
        var lower: Double
        var upper: Double
        var labels: [String]
        var testDescription: String { "\(lower)…\(upper)" }
    }

    static let cases = [
        Case(lower: 1, upper: 1000, labels: ["$10^{0}$", "$10^{1}$", "$10^{2}$", "$10^{3}$"]),
        // The ends are kept although their logarithms are rounded.
        Case(lower: 1e-3, upper: 1, labels: ["$10^{-3}$", "$10^{-2}$", "$10^{-1}$", "$10^{0}$"]),
        Case(lower: 0.0009, upper: 1.1, labels: ["$10^{-3}$", "$10^{-2}$", "$10^{-1}$", "$10^{0}$"]),
        // Two decades and less.
        Case(lower: 0.17, upper: 27, labels: ["0.2", "0.5", "1", "2", "5", "10", "20"]),
        Case(lower: 0.9, upper: 12, labels: ["1", "2", "5", "10"]),
        Case(lower: 2, upper: 50, labels: ["2", "5", "10", "20", "50"]),
        Case(lower: 0.0011, upper: 0.0095, labels: ["0.002", "0.005"]),
        // Under a decade: 1-2-5 gives too few.
        Case(lower: 2.1, upper: 4.9, labels: ["3", "4"]),
        Case(lower: 3e-7, upper: 4.5e-7, labels: ["3×$10^{-7}$", "4×$10^{-7}$"]),
        // Not even two digits: steps of a linear axis.
        Case(lower: 1.02, upper: 1.08, labels: ["1.02", "1.03", "1.04", "1.05", "1.06", "1.07", "1.08"]),
        // Many decades: at most seven labels, at whole multiples.
        Case(
            lower: 1e-12, upper: 1,
            labels: ["$10^{-12}$", "$10^{-10}$", "$10^{-8}$", "$10^{-6}$", "$10^{-4}$", "$10^{-2}$", "$10^{0}$"]),
        Case(
            lower: 1e-20, upper: 1e20,
            labels: ["$10^{-18}$", "$10^{-12}$", "$10^{-6}$", "$10^{0}$", "$10^{6}$", "$10^{12}$", "$10^{18}$"]),
    ]

    @Test(arguments: cases) func labels(of example: Case) {
        #expect(Ticks.logarithmic(from: example.lower, to: example.upper).labels == example.labels)
    }

    @Test func minorsAreAllDigits() {
        let ticks = Ticks.logarithmic(from: 1, to: 1000)
        #expect(ticks.minors.count == 24)
        #expect(ticks.minors.prefix(8) == [2, 3, 4, 5, 6, 7, 8, 9])
    }

    @Test func minorsOfThinnedLabelsAreDecades() {
        let ticks = Ticks.logarithmic(from: 1e-12, to: 1)
        #expect(ticks.minors == [1e-11, 1e-9, 1e-7, 1e-5, 1e-3, 1e-1])
    }

    @Test(arguments: [(0.0, 1.0), (-1, 1), (2, 2), (3, 1), (1, .infinity)] as [(Double, Double)])
    func refusesImpossibleRanges(_ lower: Double, _ upper: Double) {
        #expect(Ticks.logarithmic(from: lower, to: upper).majors.isEmpty)
    }

    /// Ranges from a billionth of a decade to sixty: two to seven labels, in order, all within the ends.
    @Test func everyRangeHasTwoToSevenLabels() {
        for start in stride(from: -15.0, through: 10, by: 0.37) {
            for decades in [0.01, 0.05, 0.2, 0.5, 0.9, 1, 1.7, 2, 2.3, 3, 5, 8, 13, 30] {
                let (lower, upper) = (pow10(start), pow10(start + decades))
                let ticks = Ticks.logarithmic(from: lower, to: upper)
                #expect((2...7).contains(ticks.majors.count), "\(lower)…\(upper) has \(ticks.labels)")
                #expect(ticks.majors == ticks.majors.sorted() && Set(ticks.labels).count == ticks.labels.count)
                #expect(ticks.majors.allSatisfy { $0 >= lower * (1 - 1e-9) && $0 <= upper * (1 + 1e-9) })
                #expect(Set(ticks.minors).isDisjoint(with: ticks.majors))
            }
        }
    }

    private func pow10(_ exponent: Double) -> Double { Fixtures.power(10, exponent) }
}
