import Report
import Testing

struct NumberTextTests {
    @Test(arguments: [
        (0.0853, "0.0853"), (17.5, "17.5"), (0, "0"), (-1.234, "−1.23"), (1234, "1234"), (0.000012, "1.20×10⁻⁵"),
        (12_345_678, "1.23×10⁷"), (0.99996, "1.00"), (Double.nan, "undefined"), (.infinity, "∞"),
    ])
    func short(value: Double, expected: String) { #expect(NumberText.short(value) == expected) }

    @Test func plusMinus() {
        #expect(NumberText.plusMinus(0.08531, 0.00021) == "0.08531 ± 0.00021")
        #expect(NumberText.plusMinus(17.52, 3.1) == "17.5 ± 3.1")
        #expect(NumberText.plusMinus(17.52, .nan) == "17.5")
    }

    @Test func lists() {
        #expect(NumberText.list([]) == "none")
        #expect(NumberText.list([3]) == "3")
        #expect(NumberText.list([7, 2, 3, 4]) == "2 to 4 and 7")
        #expect(NumberText.list([1, 3, 5]) == "1, 3 and 5")
    }

    @Test func durationsAndShares() {
        #expect(NumberText.duration(3.21) == "3.2 s")
        #expect(NumberText.duration(185) == "3 min 5 s")
        #expect(NumberText.duration(7800) == "2 h 10 min")
        #expect(NumberText.percent(0.63) == "63\u{A0}%")
        #expect(NumberText.percent(0.9954) == "99.5\u{A0}%")
    }

    @Test func markup() {
        #expect(Markup.html("*ℓ*_{1} < 2 & x^{2}") == "<i>ℓ</i><sub>1</sub> &lt; 2 &amp; x<sup>2</sup>")
        #expect(Markup.html("a * b, snake_case, 2^n") == "a * b, snake_case, 2^n")
        #expect(Markup.html("<script>*x*</script>") == "&lt;script&gt;<i>x</i>&lt;/script&gt;")
        #expect(Markup.plain("*ℓ*_{1} < 2 & \"x\"") == "ℓ1 < 2 & \"x\"")
    }

    @Test func levelsAndProbabilities() {
        #expect([0.95, 0.9975, 0.99964].map(NumberText.level) == ["95\u{A0}%", "99.8\u{A0}%", "99.96\u{A0}%"])
        #expect([0.5, 0.0123, 0.0001].map(NumberText.probability) == ["0.50", "0.012", "below 0.001"])
        #expect(NumberText.probability(.nan) == "undefined")
    }
}
