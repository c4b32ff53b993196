import Report

/// The numbers of the map: all are shares of M.
struct VacuityMap {
    let epsilon: Double
    /// m_0 and m_L, means over seeds.
    let start, end: Double
    /// ζ of each seed.
    let measured: [Double]
    let misses: TheoryRun.Misses
    /// The places of the table.
    let deltas = [1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3]
    let zetas = [1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03]

    init(_ run: TheoryRun) throws {
        epsilon = run.epsilon
        misses = try run.misses()
        let bounds = try run.seeds.map { try run.bounds(TheoryRun.gradient, $0, delta: 0) }
        let last = try run.seeds.map { try run.curve(TheoryRun.gradient, $0, "test").mean.last ?? .nan }
        start = Moments.mean(bounds.map { $0.start / $0.largest })
        end = Moments.mean(zip(bounds, last).map { $1 / $0.largest })
        measured = bounds.map { $0.zeta / $0.largest }
    }

    /// The printed floor.
    func floor(delta: Double, zeta: Double) -> Double {
        DescentBounds(epsilon: epsilon, delta: delta, zeta: zeta, largest: 1, start: 1).printedFloor
    }
}

extension TheoryTheorem {
    /// The map of G9, which sliders read.
    static let map = PageSection(
        anchor: "vacuity", title: "Where the floor says anything",
        lead:
            "The printed floor of Theorem 2 and Lemma 1 in units of *M*, the largest gradient, for *δ* down and *ζ*/*M* across: the numbers of figure "
            + "G9, for the network with (CI) of this run."
    ) { run in
        guard let study = try? run.study("theory"), let theory = try? TheoryRun(study),
            let map = try? VacuityMap(theory)
        else { return [] }
        return [table(map)]
    }

    private static func table(_ map: VacuityMap) -> DetailTable {
        var table = DetailTable(
            "The floor over *M*. The network starts at \(short(map.start)) and ends at \(short(map.end)); its *ζ*/*M* is "
                + "\(short(Moments.mean(map.measured))), and its *δ* is at most \(short(map.misses.limit))",
            header: ["*δ*"] + map.zetas.map { "*ζ*/*M* = \(short($0, 1))" },
            rows: map.deltas.map { delta in
                [short(delta, 1)]
                    + map.zetas.map { zeta in
                        let floor = map.floor(delta: delta, zeta: zeta)
                        let mark = floor < map.end ? " ✓✓" : floor < map.start ? " ✓" : ""
                        return short(floor, 2) + mark
                    }
            })
        table.map = .init(
            row: "*δ*", column: "*ζ*/*M*",
            marks: [
                .init("✓✓", "below the last layer: it says that the network descends, and how far"),
                .init("✓", "below the start: it says that the network descends"),
                .init("", "not below the start: it says nothing"),
            ])
        return table
    }
}
