import Foundation

/// How a measured column changes from layer to layer.
struct LayerRatios {
    /// The column at each layer, 0…L.
    let samples: [CrossedSample]

    /// The mean at layer l over the mean at layer l − 1, for the layers from `first` on, each at `level`.
    func ratios(from first: Int = 1, level: Double = 0.95) -> [(layer: Int, estimate: Estimate)] {
        guard samples.count > first else { return [] }
        return (first..<samples.count).map { l in
            (l, RatioInterval.of(samples[l], over: samples[l - 1], level: level))
        }
    }

    /// Intervals for the layers that hold all at once with 95 % (Bonferroni).
    func simultaneousRatios(from first: Int = 1) -> [(layer: Int, estimate: Estimate)] {
        ratios(from: first, level: 1 - 0.05 / Double(max(1, samples.count - first)))
    }

    /// The left-hand side of a constraint of the form “difference” at layer l: the mean of y_l − (1 − ε) y_{l−1}.
    func slack(_ layer: Int, epsilon: Double, level: Double = 0.95) -> Estimate {
        MeanInterval.of(samples[layer].combined(with: samples[layer - 1]) { $0 - (1 - epsilon) * $1 }, level: level)
    }

    /// The share of examples with y_l ≤ (1 − ε) y_{l−1}.
    func share(_ layer: Int, epsilon: Double) -> Estimate {
        ShareInterval.of(
            samples[layer].combined(with: samples[layer - 1]) { $0 <= (1 - epsilon) * $1 ? 1 : 0 })
    }

    /// The share of examples with y_l < y_{l−1} at every layer from `first` on.
    func shareFalling(from first: Int) -> Estimate {
        var all = samples[0].mapped { _ in 1 }
        for l in first..<samples.count {
            all = all.combined(with: samples[l].combined(with: samples[l - 1]) { $0 < $1 ? 1 : 0 }) { $0 * $1 }
        }
        return ShareInterval.of(all)
    }

    /// The largest ratio of seed means over the layers from `first` on, by seed.
    func worstBySeed(from first: Int = 1) -> [Judgement.SeedValue] {
        guard let seeds = samples.first?.seeds, samples.count > first else { return [] }
        let means = samples.map(\.seedMeans)
        return seeds.indices.map { s in
            let worst = (first..<samples.count).map { means[$0][s] / means[$0 - 1][s] }.max() ?? .nan
            return .init(seed: seeds[s], value: worst)
        }
    }

    /// The details by layer, beginning with that before `first`. With `epsilon` also how `constraint`, which compares the
    /// column at neighbouring layers, is met.
    func table(
        _ caption: String, quantity: String, from first: Int = 1, epsilon: Double?, constraint: String = "(CII)"
    ) -> DetailTable {
        var header = ["Layer", "Mean \(quantity)", "Mean over the previous layer’s", "Share of examples that fall"]
        if let epsilon {
            header += [
                "Mean slack of \(constraint), *ε* = \(NumberText.setting(epsilon))", "Share that satisfy \(constraint)",
            ]
        }
        let rows = samples.indices.dropFirst(first - 1).map { l -> [String] in
            var row = ["\(l)", NumberText.short(samples[l].mean)]
            guard l >= first else { return row + Array(repeating: "", count: header.count - 2) }
            row.append(cell(RatioInterval.of(samples[l], over: samples[l - 1])))
            row.append(NumberText.percent(share(l, epsilon: 0).value))
            if let epsilon {
                row += [cell(slack(l, epsilon: epsilon)), NumberText.percent(share(l, epsilon: epsilon).value)]
            }
            return row
        }
        return DetailTable(caption, header: header, rows: rows)
    }

    private func cell(_ estimate: Estimate) -> String { estimate.cell }
}

extension Estimate {
    /// "0.947 [0.945, 0.949]".
    var cell: String { "\(NumberText.short(value)) [\(NumberText.short(low)), \(NumberText.short(high))]" }

    /// The same with all three to the place of the interval's second figure: "−0.001 [−0.012, 0.011]".
    var alignedCell: String {
        let half = (high - low) / 2
        guard isUsable, half > 0, half < 1e6, abs(value) < 1e6 else { return cell }
        let places = min(8, max(0, 1 - Int(floor(log10(half)))))
        let texts = [value, low, high].map { number -> String in
            let text = String(format: "%.\(places)f", number).replacing("-", with: "−")
            // "−0.000" is no number.
            return text.contains { "123456789".contains($0) } ? text : text.replacing("−", with: "")
        }
        return "\(texts[0]) [\(texts[1]), \(texts[2])]"
    }
}
