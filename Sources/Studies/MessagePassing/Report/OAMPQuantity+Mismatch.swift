import Foundation
import Report

/// What errors of the operator change and cost.
extension OAMPQuantity {
    /// A row of mismatch.csv: the operator's error as a share of it, the output's error in dB, and by how much the output changes.
    typealias MismatchRow = (share: Double, error: Double, change: Double)

    func changeOver(_ run: OAMPRun, _ one: Method, _ other: Method) -> [SeedNumber] {
        let rows = [one, other].map { run.mismatch($0.id(run), "entries", "data") }
        return Self.pairs(rows.map { $0.map { Self.nearThreePercent($0)?.change ?? .nan } }, /)
    }

    func changeSlope(_ run: OAMPRun, _ methods: [Method]) -> [SeedNumber] {
        methods.compactMap { method in
            let id = method.id(run)
            let all = run.mismatch(id, "entries", "data")
            guard !all.isEmpty else { return nil }
            return .init(
                run.study.label(of: id),
                all.map { rows in
                    let few = rows.filter { $0.share <= 0.01 }
                    return Moments.slope(few.map { log($0.share) }, few.map { log($0.change) })
                })
        }
    }

    func loss(_ run: OAMPRun, _ one: Method, _ other: Method) -> [SeedNumber] {
        let lost = [one, other].map { method in
            zip(run.mismatch(method.id(run), "entries", "data"), run.mismatch(method.id(run), "none", "data")).map {
                (Self.nearThreePercent($0)?.error ?? .nan) - ($1.first?.error ?? .nan)
            }
        }
        return Self.pairs(lost, -)
    }

    func wonBack(_ run: OAMPRun, _ network: String, _ adaptation: String) -> [SeedNumber] {
        let (plain, adapted) = ("\(network)-\(run.largest)", run.adapted(network, adaptation))
        let rows = [plain, adapted].map { run.mismatch($0, "entries", "data") }
        let (without, size) = (run.mismatch(plain, "none", "data"), run.summary("trained_error", adapted))
        guard !size.isEmpty, Set(rows.map(\.count) + [without.count, size.count]).count == 1 else { return [] }
        let shares = size.indices.map { seed in
            let errors = rows.map { Self.nearest(size[seed], $0[seed])?.error ?? .nan }
            return (errors[0] - errors[1]) / (errors[0] - (without[seed].first?.error ?? .nan))
        }
        return [.init("", shares)]
    }

    /// A number of the layers' ratios of two columns of bounds.csv.
    func bounds(
        _ run: OAMPRun, over above: String, _ below: String, _ number: ([Double]) -> Double
    ) -> [SeedNumber] {
        let seeds = run.seeds(ofAll: [OAMPRun.algorithm])
        let all = zip(
            run.columns(above, "bounds.csv", OAMPRun.algorithm, seeds: seeds),
            run.columns(below, "bounds.csv", OAMPRun.algorithm, seeds: seeds))
        let values = all.map { number(zip($0, $1).map { $0 / $1 }) }
        return values.isEmpty ? [] : [.init("", values, seeds: seeds)]
    }

    /// The row whose share is nearest to 3 %.
    static func nearThreePercent(_ rows: [MismatchRow]) -> MismatchRow? { nearest(0.03, rows) }

    /// The row whose share is nearest to this one.
    static func nearest(_ share: Double, _ rows: [MismatchRow]) -> MismatchRow? {
        rows.min { abs(log($0.share / share)) < abs(log($1.share / share)) }
    }
}
