import Report
import Stages

/// "Perturbed on its way, a method still reaches the optimum, as a classical one does; a baseline fails, and ends farther."
package struct Recovers: ClaimKind {
    /// A method's perturbed test points.
    package struct Ends {
        package var label: String
        /// The distances from the optimum at the end.
        package var last: SeededSample
        /// Which points end within `near` of their distance at the start: ones and zeros.
        package var recovered: SeededSample

        /// `near` is a share of the distance at the start.
        package init(_ label: String, start: SeededSample, last: SeededSample, within near: Double) {
            (self.label, self.last) = (label, last)
            recovered = last.combined(with: start) { $0 <= near * $1 ? 1 : 0 }
        }
    }

    /// The three methods of the claim, and all that the details show.
    package struct Samples {
        package var proposed, reference, baseline: Ends
        package var all: [Ends]

        package init(proposed: Ends, reference: Ends, baseline: Ends, all: [Ends] = []) {
            (self.proposed, self.reference, self.baseline, self.all) = (proposed, reference, baseline, all)
        }
    }

    let proposed: String
    let reference: String
    let baseline: String
    /// A point has recovered where it ends within this share of its distance at the start.
    let near: Double

    package init(proposed: String, reference: String, baseline: String, within near: Double) {
        (self.proposed, self.reference, self.baseline, self.near) = (proposed, reference, baseline, near)
    }

    package func samples(of study: StudyReader) throws -> Samples {
        let seeds = try study.toySeeds()
        func ends(_ method: String) throws -> Ends {
            Ends(
                study.label(of: method), start: try study.toyDistances(method, "distance_start", seeds: seeds),
                last: try study.toyDistances(method, "distance_last", seeds: seeds), within: near)
        }
        return Samples(
            proposed: try ends(proposed), reference: try ends(reference), baseline: try ends(baseline),
            all: study.toyOrder.compactMap { try? ends($0.id) }.filter { $0.last.examples > 0 })
    }

    package func evidence(_ samples: Samples) -> Evidence {
        let (proposed, reference, baseline) = (samples.proposed, samples.reference, samples.baseline)
        func recovers(_ ends: Ends, _ region: Region, _ words: String) -> Part {
            Part(
                words,
                Hypothesis(.share("share of perturbed points that recover, \(ends.label)", ends.recovered), region))
        }
        let ratio = SeedStatistic.ratio(
            "mean final distance of perturbed points, \(proposed.label) against \(baseline.label)", proposed.last,
            over: baseline.last)
        func share(_ ends: Ends) -> String {
            "\(NumberText.percent(ShareInterval.of(ends.recovered).value)) (\(ends.label))"
        }
        return Evidence(
            [
                recovers(proposed, .above(0.5), "\(proposed.label) recovers"),
                recovers(reference, .above(0.5), "\(reference.label) recovers"),
                recovers(baseline, .below(0.5), "\(baseline.label) fails"),
                Part("\(proposed.label) ends nearer than \(baseline.label)", Hypothesis(ratio, .below(1)))
                    .comparing([self.proposed, self.baseline]),
            ],
            measured:
                "Of \(proposed.last.examples) perturbed points there recover \(share(proposed)), \(share(reference)) and "
                + "\(share(baseline)); their final distance, as the geometric mean of the seeds', is "
                + "\(Self.mean(proposed.last)) (\(proposed.label)) against \(Self.mean(baseline.last)) (\(baseline.label)).",
            tables: [
                DetailTable(
                    "Perturbed at the third step",
                    header: ["Method", "Final distance, geometric mean of the seeds’", "Share that recover"],
                    rows: samples.all.map {
                        [$0.label, GeometricInterval.of($0.last).cell, ShareInterval.of($0.recovered).percentCell]
                    })
            ], methods: [self.proposed, self.baseline])
    }
}

/// "Perturbed on its way, one method ends nearer to the optimum than another": a part for each pair.
package struct EndsNearer: ClaimKind {
    let pairs: [MethodPair]

    package init(_ pairs: [MethodPair]) { self.pairs = pairs }

    /// Pairs with their final distances.
    package func samples(of study: StudyReader) throws -> [(
        words: String, proposed: SeededSample, baseline: SeededSample
    )] {
        let seeds = try study.toySeeds()
        return try pairs.map { pair in
            (
                "\(study.label(of: pair.proposed)) against \(study.label(of: pair.baseline))",
                try study.toyDistances(pair.proposed, "distance_last", seeds: seeds),
                try study.toyDistances(pair.baseline, "distance_last", seeds: seeds)
            )
        }
    }

    package func evidence(_ samples: [(words: String, proposed: SeededSample, baseline: SeededSample)]) -> Evidence {
        Evidence(
            zip(pairs, samples).map { methods, pair in
                Part(
                    pair.words,
                    Hypothesis(
                        .ratio(
                            "mean final distance of perturbed points, \(pair.words)", pair.proposed, over: pair.baseline
                        ),
                        .below(1))
                ).comparing(methods.all)
            },
            measured: samples.map { pair in
                "The final distance of perturbed points, as the geometric mean of the seeds', \(pair.words), is "
                    + "\(Self.mean(pair.proposed)) against \(Self.mean(pair.baseline))."
            }.joined(separator: " "), methods: pairs.flatMap(\.all))
    }
}

extension ClaimKind {
    /// The mean that the details show with its interval.
    fileprivate static func mean(_ sample: SeededSample) -> String {
        NumberText.short(GeometricInterval.of(sample).value)
    }
}

extension StudyReader {
    /// A column of distances.csv of a method's perturbed points. Throws `RunReaderError` where there are none, `TableError`.
    func toyDistances(_ method: String, _ column: String, seeds: [Int]) throws -> SeededSample {
        let rows = try seeds.map {
            try toyRows(toyTable("distances.csv", seed: $0), method, perturbed: true).doubles(column)
        }
        guard rows.allSatisfy({ !$0.isEmpty }) else {
            throw RunReaderError.noRow("perturbed points of “\(method)”", file: "distances.csv")
        }
        return SeededSample(seeds: seeds, draws: seeds.map { draw(of: ToyMethods.any, seed: $0) }, values: rows)
    }
}
