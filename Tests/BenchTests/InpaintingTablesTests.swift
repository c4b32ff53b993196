import Datasets
import Foundation
import Stages
import Tensors
import Testing

/// The tables of one small study, which a network, an iteration and a classical answer write alike.
@Suite struct InpaintingTablesTests {
    private static let network = "inpainting/evaluate/constrained/seed-1"
    private static let iteration = "inpainting/evaluate/flow-prox/draw-1"
    private static let long = "inpainting/evaluate/flow-prox-long/draw-1"
    private static let answer = "inpainting/evaluate/ridge/draw-1"
    private static let quantities = [
        "distance", "hole", "known", "gradient", "latent", "objective", "reference_latent", "reference_objective",
    ]
    /// λ, ε, the pixels of an image and of its hole.
    private static let (lambda, epsilon, size, hidden) = (0.01, InpaintingRun.epsilon, 64.0, 9.0)

    private let run: StudyRun

    init() throws {
        run = try InpaintingRun.whole.get()
        try #require(run.summary.exitCode == 0, "\(run.trouble)")
    }

    private func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
        let n = Double(values.count)
        let mean = values.reduce(0, +) / n
        return (mean, (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot())
    }

    @Test(arguments: [network, iteration, long, answer]) func layersAreTheMeansOfSamples(stage: String) throws {
        let (layers, samples) = (try run.table("layers.csv", of: stage), try run.table("samples.csv", of: stage))
        let all = Self.quantities + ["chequer"]
        #expect(
            layers.columns == ["layer"] + all.flatMap { ["\($0)_mean", "\($0)_std"] }
                + ["satisfied_gradient", "satisfied_latent"])
        #expect(samples.columns == ["sample", "layer"] + Self.quantities)
        let expected =
            stage == Self.answer ? [3] : stage == Self.long ? [0, 10, 20, 30] : [0, 1, 2, 3]
        #expect(try layers.ints("layer") == expected)
        #expect(samples.rowCount == 12 * expected.count)
        for (row, layer) in expected.enumerated() {
            let own = try samples.rows(where: "layer", is: layer)
            #expect(try own.ints("sample") == Array(0..<12))
            for quantity in Self.quantities {
                let mean = try layers.optionalDoubles("\(quantity)_mean")[row]
                let deviation = try layers.optionalDoubles("\(quantity)_std")[row]
                let isBlank = ["latent", "objective"].contains(quantity) && (layer == 0 || stage == Self.answer)
                #expect((mean == nil) == isBlank && (deviation == nil) == isBlank, "\(quantity) at \(layer)")
                guard let mean, let deviation else {
                    #expect(try own.optionalDoubles(quantity).allSatisfy { $0 == nil })
                    continue
                }
                let wanted = moments(try own.doubles(quantity))
                expectClose(mean, wanted.mean, "\(quantity)_mean at \(layer)")
                expectClose(deviation, wanted.deviation, "\(quantity)_std at \(layer)")
            }
        }
    }

    /// What a sample's numbers are, from its other numbers.
    @Test(arguments: [network, iteration, answer]) func numbersOfASampleAgree(stage: String) throws {
        let samples = try run.table("samples.csv", of: stage)
        let columns = Dictionary(
            uniqueKeysWithValues: try Self.quantities.map { ($0, try samples.optionalDoubles($0)) })
        for row in 0..<samples.rowCount {
            func value(_ name: String) -> Double { columns[name]?[row] ?? .nan }
            let distance = value("hole") * Self.hidden + value("known") * (Self.size - Self.hidden)
            expectClose(value("distance") * value("distance"), distance, "‖y − y*‖²")
            // f_1 = ‖∇f_1‖²/4, and without noise that is the known pixels' squared error.
            let data = value("gradient") * value("gradient") / 4
            expectClose(data, value("known") * (Self.size - Self.hidden), "f_1")
            let common = value("reference_latent") * value("reference_latent")
            expectClose(value("reference_objective"), data + Self.lambda * common, "f_in")
            guard columns["latent"]?[row] != nil else { continue }
            expectClose(value("objective"), data + Self.lambda * value("latent") * value("latent"), "f_in")
        }
        guard stage != Self.answer else { return }
        let start = try samples.rows(where: "layer", is: 0)
        #expect(try start.doubles("gradient").allSatisfy { $0 == 0 })
        let clean = try run.matrix("test.npy", of: "data/inpainting/draw-1").rows(8..<20)  // the last twelve
        for (n, error) in try start.doubles("hole").enumerated() {
            expectClose(
                error, InpaintingRun.hidden.reduce(0) { $0 + Double(clean[n, $1] * clean[n, $1]) } / 9,
                "the masked image")
        }
    }

    /// Each image by itself, from the second layer on.
    @Test(arguments: [network, iteration, long, answer]) func satisfiedByHand(stage: String) throws {
        let (layers, samples) = (try run.table("layers.csv", of: stage), try run.table("samples.csv", of: stage))
        let numbers = try layers.ints("layer")
        for quantity in ["gradient", "latent"] {
            for (row, layer) in numbers.enumerated() {
                let share = try layers.optionalDoubles("satisfied_\(quantity)")[row]
                guard row >= 2 else {
                    #expect(share == nil, "\(quantity) at \(layer)")
                    continue
                }
                let now = try samples.rows(where: "layer", is: layer).doubles(quantity)
                let before = try samples.rows(where: "layer", is: numbers[row - 1]).doubles(quantity)
                let count = zip(now, before).filter { $0 <= (1 - Self.epsilon) * $1 }.count
                #expect(share == Double(count) / 12, "\(quantity) at \(layer)")
            }
        }
    }

    /// Noise of p = 0 is none: the last layer's numbers again.
    @Test(arguments: [network, iteration, answer]) func withoutNoiseTheLastLayerAgain(stage: String) throws {
        let (table, samples) = (try run.table("ood.csv", of: stage), try run.table("ood-samples.csv", of: stage))
        #expect(try table.doubles("level") == [0, 0.3])
        #expect(samples.rowCount == 2 * 12)
        let last = try run.table("samples.csv", of: stage).rows(where: "layer", is: 3)
        let quiet = try samples.rows(where: "level", is: "0.0")
        for n in 0..<12 {
            let distance = try last.doubles("distance")[n]
            expectClose(try quiet.doubles("mse")[n], distance * distance / Self.size, "mse")
            for name in ["hole", "known"] {
                let (a, b) = (try quiet.doubles(name)[n], try last.doubles(name)[n])
                #expect(abs(a - b) < 1e-6 + 1e-4 * abs(b), "\(name): \(a), \(b)")
            }
        }
        for (row, level) in [0.0, 0.3].enumerated() {
            let own = try samples.rows(where: "level", is: "\(level)")
            for name in ["mse", "hole", "known"] {
                let wanted = moments(try own.doubles(name))
                expectClose(try table.doubles("\(name)_mean")[row], wanted.mean, "\(name)_mean")
                expectClose(try table.doubles("\(name)_std")[row], wanted.deviation, "\(name)_std")
            }
        }
        // Noise does harm.
        let mse = try table.doubles("mse_mean")
        #expect(mse[1] > mse[0])
    }
}
