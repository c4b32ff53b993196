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
