extension PageSection {
    /// A column of a table of answers.
    public struct AnswerColumn: Sendable {
        /// The column of layers.csv, without its "_mean".
        public var measure: String
        /// Its heading, in `Markup`.
        public var heading: String
        /// How many significant digits are printed.
        public var digits: Int

        /// A column.
        public init(_ measure: String, _ heading: String, digits: Int = 3) {
            self.measure = measure
            self.heading = heading
            self.digits = digits
        }
    }

    /// The trained networks beside the answers that need no training, at their last layers.
    ///
    /// - Parameters:
    ///   - layers: the heading of the number of layers.
    ///   - columns: what is shown; the first comes with its interval.
    ///   - whole: a method, and the heading of a column that gives the first measure as a share of that method's.
    public static func answers(
        study id: String, layers: String, columns: [AnswerColumn], asShareOf whole: (method: String, heading: String)
    ) -> PageSection {
        PageSection(
            anchor: "trivial", title: "Beside the trivial answers",
            lead:
                "A distance to what was to be found says little alone. These are means over the test examples, with 95 % "
                + "intervals, at the last layer or iteration."
        ) { run in
            guard let study = try? run.study(id) else { return [] }
            let measures = columns.map(\.measure)
            let references = FinalMeans.references(study, columns: measures)
            let unit = references.first { $0.id == whole.method }?.means[0]
            let groups = [
                ("Trained networks", FinalMeans.networks(study, columns: measures)),
                ("Methods from outside", FinalMeans.externals(study, columns: measures)),
                ("Answers that need no network", references),
            ]
            let header = ["Method", layers, columns[0].heading, whole.heading] + columns.dropFirst().map(\.heading)
            return groups.filter { !$0.1.isEmpty }.map { caption, answers in
                DetailTable(
                    caption, header: header,
                    rows: answers.map { answer in
                        [study.label(of: answer.id), answer.layers.map(String.init) ?? "–", answer.main]
                            + [unit.map { NumberText.percent(answer.means[0] / $0) } ?? "–"]
                            + zip(answer.means, columns).dropFirst().map { NumberText.short($0, digits: $1.digits) }
                    })
            }
        }
    }

    /// Constraint × noise in training, at the largest shift of the inputs: the four networks and the effects on a column
    /// of ood-samples.csv. `quantity` is what it is in a sentence: "mean distance".
    public static func factorial(
        study id: String, _ methods: TwoByTwo.Methods, measure: String, quantity: String
    ) -> PageSection {
        PageSection(
            anchor: "factorial", title: "Constraint × noise",
            lead:
                "The paper’s networks have both a constraint and noise during training. Taken apart, on shifted inputs:"
        ) { run in
            guard let study = try? run.study(id),
                let cells = try? TwoByTwo(atLargestShift: study, methods, column: measure)
            else { return [] }
            return cells.tables(quantity)
        }
    }
}
