import Foundation
import Plotting
import Stages

/// The learning rates that were tried for each method, and which was chosen: candidates.csv, with the columns rate, rung,
/// steps, seed, loss, validation_distance, violation, spiked, diverged and chosen, and summary.csv's at_edge, of the stage that
/// chose.
///
/// A rung is a length of training; candidates that do well at one go on to the next.
public struct RateGrid: Sendable {
    /// A method's candidates.
    public struct Method: Sendable {
        /// Its id.
        public var id: String
        /// For each rung, in ascending order: rates, ascending, with means over the seeds that did not diverge.
        public var rungs: [[(rate: Double, loss: Double, distance: Double)]]
        /// The rates that were chosen, ascending, and how many of the choices took each.
        public var chosen: [(rate: Double, choices: Int)]
        /// Rates with which some seed diverged, ascending.
        public var diverged: [Double]
        /// Rates with which some seed was thrown off its way, ascending.
        public var spiked: [Double]
        /// Whether the best rate, or the chosen one, is at an end of those that were tried: then the grid binds.
        public var isAtEdge: Bool
    }

    /// The methods that have a table, in the study's order.
    public let methods: [Method]
    private let study: StudyReader

    /// Reads the tables of all methods. Throws `RunReaderError` where there is none, `TableError`.
    public init(_ sources: inout FigureSources) throws {
        study = sources.study
        var found: [Method] = []
        var seen: Set<String> = []
        for method in study.description.methods {
            guard let stage = method.rates, study.run.state(of: stage)?.isFinished == true, seen.insert(stage).inserted
            else { continue }
            found.append(
                try Method(
                    method.id, try sources.table("candidates.csv", of: stage),
                    isAtEdge: try study.run.table("summary.csv", of: stage).number("at_edge") > 0))
        }
        guard !found.isEmpty else { throw study.run.missing(under: "\(study.description.id)/rate/") }
        methods = found
    }

    /// The validation distance against the rate: a line for each method and rung, thin for those before the last, and a star
    /// at the chosen rate.
    public func distances(_ label: String) -> Panel { panel("Validation distance", label, \.distance) }

    /// The same of the loss.
    public func losses() -> Panel { panel("Loss", "Loss at the end", \.loss) }

    private func panel(
        _ title: String, _ label: String, _ value: KeyPath<(rate: Double, loss: Double, distance: Double), Double>
    ) -> Panel {
        let marks = methods.flatMap { method -> [Mark] in
            let style = study.style(of: method.id)
            let lines = method.rungs.enumerated().map { index, rung in
                let isLast = index == method.rungs.count - 1
                return Mark.line(
                    x: rung.map(\.rate), y: rung.map { $0[keyPath: value] }, series: "\(method.id), rung \(index + 1)",
                    style: isLast ? style : style.variant(name: "", marker: MethodStyle.Marker.none, weight: .hair))
            }
            let ends = method.chosen.compactMap { chosen in
                method.rungs.lazy.reversed().compactMap { $0.first { $0.rate == chosen.rate } }.first
            }
            if ends.isEmpty { return lines }
            return lines + [
                .scatter(
                    x: ends.map(\.rate), y: ends.map { $0[keyPath: value] }, series: "\(method.id), chosen",
                    style: style.variant(name: "", marker: .star))
            ]
        }
        return Panel(
            title, x: Axis("Learning rate", scale: .logarithmic), y: Axis(label, scale: .logarithmic), marks: marks)
    }

    /// "0.004 (constrained), 0.008 in 3 of 4 choices and 0.016 in 1 of 4 choices (standard)": what was chosen.
    public var choices: String {
        let chosen = methods.filter { !$0.chosen.isEmpty }.map { method in
            let all = method.chosen.reduce(0) { $0 + $1.choices }
            let rates = method.chosen.map { chosen in
                let rate = NumberText.setting(chosen.rate)
                return method.chosen.count > 1 ? "\(rate) in \(chosen.choices) of \(all) choices" : rate
            }
            return "\(CaptionText.list(rates)) (\(study.label(of: method.id)))"
        }
        return CaptionText.list(chosen)
    }

    /// Whether a rate was chosen more than once.
    private var isChosenOften: Bool { methods.contains { $0.chosen.reduce(0) { $0 + $1.choices } > 1 } }

    /// What a star is.
    var starWords: String {
        isChosenOften
            ? "Stars are the chosen rates; a rate is chosen several times, on different seeds, and the seeds of the "
                + "trainings take the choices in turn" : "The star is the chosen rate"
    }

    /// What a reader has to know beside the curves: divergences, and choices at the grid's edge.
    public var remarks: [String] {
        methods.flatMap { method -> [String] in
            let name = study.label(of: method.id).capitalizedFirst
            let (rates, spiked) = (method.diverged.map(NumberText.setting), method.spiked.map(NumberText.setting))
            return
                (rates.isEmpty
                ? [] : ["\(name) diverged with some seed at \(CaptionText.list(rates)): not drawn there."])
                + (spiked.isEmpty
                    ? []
                    : [
                        "\(name) was thrown off its way with some seed at \(CaptionText.list(spiked)): such rates come "
                            + "after those that were not."
                    ])
                + (method.isAtEdge
                    ? [
                        "The rate of “\(study.label(of: method.id))” is at an end of what was tried: a better one may lie beyond."
                    ]
                    : [])
        }
    }
}

extension RateGrid.Method {
    /// The candidates of one method. Throws `TableError`.
    init(_ id: String, _ table: Table, isAtEdge: Bool) throws {
        let (rates, rungs) = (try table.doubles("rate"), try table.doubles("rung"))
        let (losses, distances) = (try table.doubles("loss"), try table.doubles("validation_distance"))
        func marked(_ column: String) throws -> Set<Double> {
            let marks = try table.ints(column)
            return Set(rates.indices.filter { marks[$0] == 1 }.map { rates[$0] })
        }
        let lost = try marked("diverged")
        (self.id, self.isAtEdge) = (id, isAtEdge)
        (diverged, spiked) = (lost.sorted(), try marked("spiked").subtracting(lost).sorted())
        let choices = try table.ints("chosen")
        let counts = Dictionary(zip(rates, choices)) { max($0, $1) }
        chosen = counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        self.rungs = Set(rungs).sorted().map { rung in
            let rows = rates.indices.filter { rungs[$0] == rung && !lost.contains(rates[$0]) }
            return Set(rows.map { rates[$0] }).sorted().map { rate in
                let seeds = rows.filter { rates[$0] == rate }
                return (rate, Moments.mean(seeds.map { losses[$0] }), Moments.mean(seeds.map { distances[$0] }))
            }
        }.filter { !$0.isEmpty }
    }
}

extension RateGrid {
    /// Draws the grid of a study as one of its figures. `distance` labels the axis of what `what` names. Throws
    /// `RunReaderError`, `TableError`, `PlottingError`.
    public static func draw(
        _ figure: any ReportFigure.Type, study id: String, distance: String, what: String, run: RunReader,
        into folder: URL
    ) throws -> FigureCard {
        var sources = FigureSources(try run.study(id))
        let grid = try RateGrid(&sources)
        for remark in grid.remarks { sources.note(remark) }
        let drawing = Figure(
            id: figure.id,
            summary:
                "Lines against the learning rate, one for each of \(grid.methods.count) networks: validation distance and "
                + "loss. Chosen: \(grid.choices).",
            columns: 2, aspect: 0.68, panels: [grid.distances(distance), grid.losses()])
        let isHalved = grid.methods.contains { $0.rungs.count > 1 }
        let caption =
            "Mean \(what) on validation data (left) and loss (right) at the end of short trainings with each candidate of the "
            + "learning rate, for each network by itself; means over the seeds that were tried. "
            + (isHalved
                ? "Thin lines are the candidates' first, shorter trainings, of which the better ones went on. " : "")
            + "\(grid.starWords), the smallest that is no worse than the best by more than a standard error over seeds: \(grid.choices)."
        return try figure.write(
            drawing, caption: caption, departures: ["Not in the paper, which gives one rate for all networks."],
            sources: sources, into: folder)
    }
}
