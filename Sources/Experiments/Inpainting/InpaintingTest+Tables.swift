import Stages
import Tensors

extension InpaintingTest {
    /// `layers.csv`, `samples.csv`, `truth.csv`, `ood.csv`, `ood-samples.csv`, `examples.csv` and `ood-examples.csv` of a
    /// method, with the examples' images as PNG files.
    func writeTables(to folder: Folder, _ method: any InpaintingMethod, check: () throws -> Void) throws {
        let masked = masked(level: 0)
        let outcome = try run(method, masked, level: 0, check: check)
        let measures = zip(outcome.images, outcome.latents).map { measure($0, masked: masked, latents: $1) }
        try writeLayers(outcome.layers, measures, to: folder)
        try writeExamples(outcome, measures, masked, to: folder)
        try writeShifts(to: folder, method, check: check)
        var truth = Table(columns: ["sample", "reference_latent", "reference_objective", "chequer"])
        let (latents, details) = (referenceLatents(clean), chequer(clean))
        for n in 0..<clean.rows { truth.append([n, latents[n], lambda * latents[n] * latents[n], details[n]]) }
        try folder.write(truth, "truth.csv")
    }

    private func writeLayers(_ layers: [Int], _ measures: [InpaintingMeasures], to folder: Folder) throws {
        let names = measures[0].columns.map(\.name)
        let perSample = names.filter { $0 != "chequer" }
        var table = Table(
            columns: ["layer"] + names.flatMap { ["\($0)_mean", "\($0)_std"] }
                + ["satisfied_gradient", "satisfied_latent"])
        var samples = Table(columns: ["sample", "layer"] + perSample)
        for (at, layer) in layers.enumerated() {
            let numbers: [any TableValue] = names.flatMap { name -> [any TableValue] in
                let summary = measures[at][name].map { Summary($0) }
                return [summary?.mean, summary?.deviation]
            }
            let held: [any TableValue] = ["gradient", "latent"].map { name -> Double? in
                guard at >= 2, let current = measures[at][name], let previous = measures[at - 1][name]
                else { return nil }
                return TestProblem.satisfied(current, previous, epsilon: epsilon)
            }
            table.append([layer] + numbers + held)
            for n in 0..<clean.rows {
                samples.append([n, layer] + perSample.map { name -> Double? in measures[at][name]?[n] })
            }
        }
        try folder.write(table, "layers.csv")
        try folder.write(samples, "samples.csv")
    }

    private func writeShifts(
        to folder: Folder, _ method: any InpaintingMethod, check: () throws -> Void
    ) throws {
        var table = Table(
            columns: ["level"] + ["mse", "hole", "known"].flatMap { ["\($0)_mean", "\($0)_std"] })
        var samples = Table(columns: ["level", "sample", "mse", "hole", "known"])
        var examples = Table(columns: ["level", "example", "kind", "file", "mse", "hole"])
        for (index, level) in levels.enumerated() {
            let masked = masked(level: level)
            let outcome = try run(method, masked, level: level, check: check)
            let last = outcome.images[outcome.images.count - 1]
            let measured = errors(last)
            table.append([level] + measured.flatMap { [Summary($0).mean, Summary($0).deviation] })
            for n in 0..<clean.rows { samples.append([level, n] + measured.map { $0[n] }) }
            let (input, inputErrors) = (shown(masked), errors(masked))
            for n in exampleRows {
                for (kind, image, errors) in [("input", input, inputErrors), ("output", last, measured)]
                where Self.isShowable(image, n) {
                    let file = "ood/\(index)-\(n)-\(kind).png"
                    try folder.write(image: image.row(n), shape: images.shape, file)
                    examples.append([level, n, kind, file, errors[0][n], errors[1][n]])
                }
            }
        }
        try folder.write(table, "ood.csv")
        try folder.write(samples, "ood-samples.csv")
        try folder.write(examples, "ood-examples.csv")
    }

    /// Mean squared error of all pixels, of the hole's and of the known ones, image by image.
    private func errors(_ y: Matrix<Float>) -> [[Double]] {
        let hidden = Double(images.holeRuns.reduce(0) { $0 + $1.count })
        let all = y.rowDistances(to: clean).map { $0 * $0 }
        let inside = (0..<y.rows).map { n in
            images.holeRuns.reduce(0.0) {
                $0 + Float.squaredDistance(y.row(n) + $1.lowerBound, clean.row(n) + $1.lowerBound, count: $1.count)
            }
        }
        let size = Double(y.columns)
        return [
            all.map { $0 / size }, inside.map { $0 / hidden },
            zip(all, inside).map { max(0, $0 - $1) / (size - hidden) },
        ]
    }

    /// Whether an image consists of numbers: far from its data a flow may leave their range. What is none has no file and
    /// no row among the examples.
    private static func isShowable(_ images: Matrix<Float>, _ row: Int) -> Bool {
        images.view(rows: row..<row + 1).isFinite
    }

    /// The images that figures show: the first three.
    private var exampleRows: Range<Int> { 0..<min(3, clean.rows) }

    /// Masked images with a mid-grey hole, for people.
    private func shown(_ masked: Matrix<Float>) -> Matrix<Float> {
        let result = masked.copy()
        for run in images.holeRuns {
            for n in exampleRows { (result.row(n) + run.lowerBound).update(repeating: 0.5, count: run.count) }
        }
        return result
    }

    private func writeExamples(
        _ outcome: InpaintingOutcome, _ measures: [InpaintingMeasures], _ masked: Matrix<Float>, to folder: Folder
    ) throws {
        var table = Table(columns: ["example", "sample", "kind", "layer", "file", "hole", "mse"])
        let shown = shown(masked)
        for n in exampleRows {
            func add(_ kind: String, _ layer: Int?, _ name: String, _ image: Matrix<Float>, _ error: [Double?]) throws {
                guard Self.isShowable(image, n) else { return }
                let file = "examples/\(n)-\(name).png"
                try folder.write(image: image.row(n), shape: images.shape, file)
                let numbers: [any TableValue] = [n, n, kind, layer, file]
                table.append(numbers + error)
            }
            try add("masked", nil, "masked", shown, [nil, nil])
            for (at, layer) in outcome.layers.enumerated() {
                let distance = measures[at]["distance"]?[n] ?? .nan
                try add(
                    "layer", layer, "layer-\(layer)", outcome.images[at],
                    [measures[at]["hole"]?[n], distance * distance / Double(images.shape.count)])
            }
            try add("clean", nil, "clean", clean, [0, 0])
        }
        try folder.write(table, "examples.csv")
    }
}
