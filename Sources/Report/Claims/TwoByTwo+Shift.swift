extension TwoByTwo {
    /// The four networks of a study at the largest level p of input noise, in a column of ood-samples.csv. Throws
    /// `RunReaderError` where one of them is missing or was tested at other levels.
    static func largestShift(_ study: StudyReader, column: String = "distance") throws -> TwoByTwo {
        let cells = try networks.map { try study.crossedShift($0, column: column, with: networks) }
        guard let p = cells[0].levels.last, p > 0, cells.allSatisfy({ $0.levels.last == p }) else {
            throw RunReaderError.noRow(
                "one level above 0 at which all four networks were tested", file: "ood-samples.csv")
        }
        let last = cells.map { $0.samples[$0.samples.count - 1] }
        return TwoByTwo(
            place: "*p* = \(NumberText.setting(p))", neither: last[0], noise: last[1], constraint: last[2],
            both: last[3])
    }

    /// "Noise alone gives no robustness, the constraints do", with `margin` as a share of the standard network's mean
    /// below which a gain is negligible.
    func onlyConstraint(_ quantity: String, margin share: Double) -> Judgement {
        let gain = MeanInterval.of(noiseAlone)
        let main = MeanInterval.of(constraintMain)
        let margin = share * neither.mean
        let measured =
            "At \(place) noise alone lowers the \(quantity) by \(NumberText.interval(gain)), which is "
            + "\(NumberText.percent(gain.value / neither.mean)) of the standard network’s "
            + "\(NumberText.short(neither.mean)); the constraint’s main effect is \(NumberText.interval(main))."
        return Judgement(
            VerdictRule.onlyConstraint(noise: gain, constraint: main, margin: margin), measured: measured,
            statistic: "gain in \(quantity) by noise alone at \(place), standard − standard + noise",
            estimate: gain, neutral: 0, margin: Judgement.range(0, margin), perSeed: noiseAlone.perSeed,
            tables: tables(quantity))
    }
}
