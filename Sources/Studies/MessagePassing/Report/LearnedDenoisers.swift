import Report

/// What layers of one seed's network make of pixels by their size, beside the mean of the prior.
struct LearnedDenoisers {
    /// |r|/τ, |ĉ|/τ and the prior's mean over τ, by layer from 1 on.
    var layers: [(sizes: [Double], learned: [Double], bayes: [Double])]

    /// Of each seed; none where the run has none.
    static func all(_ run: OAMPRun, _ method: String) -> [LearnedDenoisers] {
        guard run.has(method), let tables = try? run.tables("denoisers.csv", method) else { return [] }
        return tables.compactMap { table in
            guard let layer = try? table.ints("layer"), let sizes = try? table.doubles("size"),
                let learned = try? table.doubles("learned"), let bayes = try? table.doubles("bayes"),
                let last = layer.max(), last > 0
            else { return nil }
            return LearnedDenoisers(
                layers: (1...min(last, 1_000)).map { number in
                    let rows = layer.indices.filter { layer[$0] == number }
                    return (rows.map { sizes[$0] }, rows.map { learned[$0] }, rows.map { bayes[$0] })
                })
        }
    }

    /// The largest |learned − bayes| up to six deviations, the mean over layers.
    var distance: Double {
        Moments.mean(
            layers.map { layer in
                zip(layer.sizes, zip(layer.learned, layer.bayes)).filter { $0.0 <= 6 }.map { abs($0.1.0 - $0.1.1) }
                    .max() ?? .nan
            })
    }
}
