import Foundation
import Report

/// The certificates, beside those that others publish.
enum CertificateTable {
    static let section = PageSection(
        anchor: "certificates", title: "Certificates, and public ones",
        lead:
            "A certificate says: with this confidence, at most a fraction *r* of all signals comes out worse than *t*. Each training signal goes through "
            + "networks that are drawn for it alone, so that the draws are as many independent coins; their mean is bounded by one inverse of kl, and the "
            + "expectation by another. The variances of the prior are chosen from a grid, and *δ* is divided by its size and by the number of *t*.\n"
            + "The public counterpart, the code of *Data-driven performance guarantees for classical and learned optimizers* (Sambharya and Stellato, 2024; "
            + "github.com/stellatogrp/data_driven_optimizer_guarantees), trains posterior and prior towards KL/*N* = 0.01 at *N* = 50 000, with which a "
            + "training fraction of 0, 0.05 or 0.1 is certified as 0.010, 0.087 or 0.148. As read there, three things differ from the theory: the "
            + "term for the grid of priors is set to 0 (here it is counted); δ_{2} of the draws is read from the key of *δ* (here each has its share); and "
            + "ALISTA’s *W* is solved with one constraint for each row of *A*, not for each column (here for each column)."
    ) { run in
        guard let study = try? run.study("generalisation"), let own = try? GeneralisationRun(study) else { return [] }
        return [table(own)].filter { !$0.rows.isEmpty }
    }

    private static func table(_ run: GeneralisationRun) -> DetailTable {
        let rows = run.certified.flatMap { method in
            run.places(method).map { place -> [String] in
                let all = run.certificates(method, samples: place.samples, error: place.error)
                func mean(_ value: (GeneralisationRun.Certificate) -> Double) -> Double { Moments.mean(all.map(value)) }
                func text(_ value: (GeneralisationRun.Certificate) -> Double) -> String {
                    let number = mean(value)
                    return number.isNaN ? "–" : NumberText.short(number)
                }
                let kept = all.filter { $0.bound >= $0.heldOut }.count
                return [
                    "\(run.study.label(of: method)), *n* = \(CaptionText.number(place.samples))",
                    "\(NumberText.setting(place.error)) dB", text(\.training), text(\.heldOut), text(\.bound),
                    text(\.quantisedHeldOut), text(\.quantisedBound),
                    NumberText.short(mean(\.divergence) / Double(place.samples), digits: 2), "\(kept) of \(all.count)",
                ]
            }
        }
        return DetailTable(
            "Fractions of signals with NMSE > *t*, means over \(CaptionText.seeds([run.seeds.count])): of training and held-out signals through "
                + "random networks and their PAC-Bayes certificate; of held-out signals through the quantised network and Occam’s; KL/*n* in nats; and in how many "
                + "seeds the first certificate is kept",
            header: [
                "Network", "*t*", "Training", "Held-out", "PAC-Bayes", "Held-out, quantised", "Occam", "KL/*n*", "Kept",
            ], rows: rows)
    }
}
