import Report
import Stages

/// The tables of the study of descent theory, of all seeds with which its networks were evaluated.
struct TheoryRun {
    /// m_l over a set of signals, layer by layer from 0 on, and s_l, NaN at layer 0.
    struct Curve {
        var samples: Int
        var mean: [Double]
        var deviation: [Double]
        var largest: [Double]
        var slack: [Double]
        var slackDeviation: [Double]

        var layers: Int { mean.count - 1 }
    }

    /// The same of shifted signals.
    struct Shift {
        var level: Double
        var mean: [Double]
        var slack: [Double]
        var steepest: [Double]
    }

    /// Constants in x, layer by layer from 0 on.
    struct Slopes {
        /// M_l as it is proved, and the jump beside it, which is 0 where no threshold is negative.
        var bound: [Double]
        var jump: [Double]
        var range: [Double]
        var largest: [Double]
    }

    /// Between which numbers W₁ of a shift lies.
    struct Distance {
        var level: Double
        var upper: Double
        var sampled: Double
        var lower: Double
        var function: String
    }

    static let (standard, gradient, distance, subgradient, retrained) = (
        "standard", "constrained-gradient", "constrained-distance", "constrained-subgradient", "retrained"
    )
    private static let compared = [gradient, distance, standard, subgradient]

    let study: StudyReader
    /// The finished ones of the networks that are compared.
    let networks: [String]
    let seeds: [Int]
    let epsilon: Double
    private let curves: [String: Curve]
    private let shiftsByPlace: [String: [Shift]]
    private let slopesByPlace: [String: Slopes]
    private let optimaByPlace: [String: [String: Double]]
    /// By seed.
    let distances: [[Distance]]

    /// Throws `RunReaderError`, `TableError`.
    init(_ study: StudyReader) throws {
        self.study = study
        let networks = Self.compared.filter {
            [Self.gradient, Self.standard].contains($0) || !study.seeds(of: $0).isEmpty
        }
        self.networks = networks
        let seeds = try study.seeds(ofAll: networks)
        self.seeds = seeds
        epsilon = try study.epsilon(of: Self.gradient)
        var (curves, shifts, slopes) = ([String: Curve](), [String: [Shift]](), [String: Slopes]())
        var optima: [String: [String: Double]] = [:]
        for network in networks {
            for seed in seeds {
                let place = Self.place(network, seed)
                curves.merge(try TheoryTableReader.curves(study.table("layers.csv", of: network, seed: seed), place)) {
                    $1
                }
                shifts[place] = try TheoryTableReader.shifts(study.table("shifts.csv", of: network, seed: seed))
                slopes[place] = try TheoryTableReader.slopes(study.table("slopes.csv", of: network, seed: seed))
                let table = try study.table("optima.csv", of: network, seed: seed)
                optima[place] = Dictionary(zip(try table.strings("measure"), try table.doubles("mean"))) { $1 }
            }
        }
        (self.curves, shiftsByPlace, slopesByPlace, optimaByPlace) = (curves, shifts, slopes, optima)
        distances = try seeds.map { seed in
            let draw = study.draw(of: Self.gradient, seed: seed)
            return try TheoryTableReader.distances(study.run.table("distance.csv", of: Self.distanceStage(draw)))
        }
    }

    static func distanceStage(_ draw: Int) -> String { "theory/distance/draw-\(draw)" }

    private static func place(_ network: String, _ seed: Int) -> String { "\(network)\t\(seed)" }

    /// The draw of the data that each seed sees.
    var draws: [Int] { study.draws(of: Self.gradient, seeds: seeds) }

    /// What a network's constraints are of, and what it is looked at by.
    static func measure(of network: String) -> String {
        network == distance ? "distance" : network == subgradient ? "subgradient" : "mapping"
    }

    /// A network's own measure, or another, on a set of signals. Throws `RunReaderError` where the table lacks it.
    func curve(_ network: String, _ seed: Int, _ set: String, _ measure: String? = nil) throws -> Curve {
        let measure = measure ?? Self.measure(of: network)
        guard let curve = curves["\(Self.place(network, seed))\t\(set)\t\(measure)"] else {
            throw RunReaderError.noRow("“\(measure)” on “\(set)”", file: "layers.csv")
        }
        return curve
    }

    /// A network under shifts, by ascending level.
    func shifts(_ network: String, _ seed: Int) -> [Shift] { shiftsByPlace[Self.place(network, seed)] ?? [] }

    /// A network's constants in x. Throws `RunReaderError` where there are none.
    func slopes(_ network: String, _ seed: Int) throws -> Slopes {
        guard let slopes = slopesByPlace[Self.place(network, seed)] else {
            throw RunReaderError.noRow("layer 0", file: "slopes.csv")
        }
        return slopes
    }

    /// The mean of a measure at the optima; NaN where it is not known.
    func atOptima(_ measure: String, _ seed: Int) -> Double {
        optimaByPlace[Self.place(Self.gradient, seed)]?[measure] ?? .nan
    }

    /// The mean over seeds of a number of each.
    func mean(_ number: (Int) throws -> Double) rethrows -> Double { Moments.mean(try seeds.map(number)) }
}
