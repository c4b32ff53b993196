import Foundation
import Plotting
import Report

/// Certificates that a signal's error is rarely above t.
package enum FigureG31: ReportFigure {
    package static let (id, number, title) = (
        "figure-g31", "Figure G31", "Certificates for networks that learn few numbers"
    )
    package static let needs = ["study/generalisation", "generalisation/evaluate/"]

    /// Smaller fractions are left out.
    private static let fractions = 1e-4...1.0

    /// A panel for each network and number of training signals. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("generalisation"))
        let own = try GeneralisationRun(sources.study)
        for method in own.certified {
            for seed in own.seeds { sources.use(try sources.study.evaluation(method, seed: seed)) }
        }
        let panels = own.certified.flatMap { method in
            Set(own.places(method).map(\.samples)).sorted().map { samples in
                Panel(
                    "\(method.split(separator: "-").first.map { $0.uppercased() } ?? method), $n$ = \(samples)",
                    x: Axis("Error $t$ (dB)"),
                    y: Axis("Fraction of signals above $t$", scale: .logarithmic, range: fractions),
                    marks: marks(own, method, samples))
            }
        }
        let figure = Figure(
            id: id,
            summary:
                "Panels for ALISTA and TISTA, with few and with many training signals: fractions of training and of held-out signals above an "
                + "error, and certificates by PAC-Bayes and by Occam, on a logarithmic axis.",
            columns: min(4, max(1, panels.count)), aspect: 1.1, panels: panels, sharing: [.y])
        let certain = own.study.run.manifest.settings["generalisation.certificate.confidence"].flatMap {
            Double("\($0)")
        }
        let most = own.certified.flatMap { method in
            own.places(method).suffix(1).map { ($0.samples, method) }
        }
        let sentences = most.compactMap { samples, method -> String? in
            let all = own.certificates(method, samples: samples, error: -20)
            guard !all.isEmpty else { return nil }
            return "\(NumberText.short(100 * Moments.mean(all.map(\.bound)), digits: 2)) % of signals "
                + "(\(method.split(separator: "-").first.map { $0.uppercased() } ?? method), *n* = \(CaptionText.number(samples)); "
                + "\(NumberText.short(100 * Moments.mean(all.map(\.heldOut)), digits: 2)) % do on held-out ones)"
        }
        let caption =
            "The fraction of signals whose NMSE is above *t*. PAC-Bayes certificates are of networks drawn around the trained one, a new one "
            + "for each signal, as are the fractions beside them; Occam’s of the quantised network. "
            + (certain.map { "All of one network and *n* hold together with confidence \(NumberText.level(1 - $0)). " }
                ?? "")
            + (sentences.isEmpty
                ? "" : "So certified, at most \(CaptionText.list(sentences)) come out worse than −20 dB. ")
            + "Means over \(CaptionText.seeds([own.seeds.count])); fractions below 10^{−4} are left out."
        return try write(
            figure, caption: caption, departures: GeneralisationDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    private static func marks(_ run: GeneralisationRun, _ method: String, _ samples: Int) -> [Mark] {
        let errors = run.places(method).filter { $0.samples == samples }.map(\.error).filter(\.isFinite).sorted()
        func line(
            _ series: String, _ style: MethodStyle, _ value: (GeneralisationRun.Certificate) -> Double
        ) -> Mark? {
            let points = errors.map { error in
                (error, Moments.mean(run.certificates(method, samples: samples, error: error).map(value)))
            }.filter { fractions.contains($0.1) }
            guard !points.isEmpty else { return nil }
            return .line(x: points.map(\.0), y: points.map(\.1), series: series, style: style)
        }
        return [
            line("certificate", Theme.style(role: "proposed", variant: 2, name: "Certified, PAC-Bayes"), \.bound),
            line("occam", Theme.style(role: "classical", name: "Certified, Occam"), \.quantisedBound),
            line("held-out", Theme.style(role: "truth", name: "Held-out signals").variant(marker: .circle), \.heldOut),
            line("training", Theme.style(role: "proposed", name: "Training signals"), \.training),
        ].compactMap { $0 }
    }
}
