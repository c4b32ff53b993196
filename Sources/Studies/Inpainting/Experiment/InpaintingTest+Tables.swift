import Bench
import Stages
import Tensors

extension InpaintingTest {
    /// `layers.csv`, `samples.csv`, `truth.csv`, `ood.csv`, `ood-samples.csv`, `examples.csv` and `ood-examples.csv` of a
    /// method, with the examples' images as PNG files.
    func writeTables(of method: Method, to folder: Folder, check: () throws -> Void) throws {
        let masked = masked(level: 0)
        let outcome = try run(method, masked, level: 0, check: check)
        let truth = Truth(test: self, masked: masked)
        try writeLayers(outcome, truth, to: folder)
        try writeExamples(outcome, truth, to: folder)
        try writeShifts(of: method, to: folder, check: check)
        var table = Table(columns: ["sample", "reference_latent", "reference_objective", "chequer"])
        let (latents, details) = (referenceLatents(clean), chequer(clean))
        for n in 0..<clean.rows { table.append([n, latents[n], lambda * latents[n] * latents[n], details[n]]) }
        try folder.write(table, "truth.csv")
    }

    private func writeLayers(_ outcome: Iterates, _ truth: Truth, to folder: Folder) throws {
        try Self.measures.writeLayers(of: outcome, truth, to: folder) { at, measured in
            ["gradient", "latent"].map { name in
                var share: Double?
                if at >= 2, let current = measured[at][name], let previous = measured[at - 1][name] {
                    share = Recipe.Constraint.satisfied(current, after: previous, epsilon: epsilon)
                }
                return ("satisfied_\(name)", share)
            }
        }
    }

    private func writeShifts(of method: Method, to folder: Folder, check: () throws -> Void) throws {
        var tables = SampleTables(key: "level", examples: clean.rows)
        var examples = Table(columns: ["level", "example", "kind", "file", "mse", "hole"])
        for (index, level) in levels.enumerated() {
            let masked = masked(level: level)
            let last = try run(method, masked, level: level, check: check).last
            let measured = errors(last)
            tables.add(level, measured.map { .init($0.name, $0.values) })
            let (input, inputErrors) = (shown(masked), errors(masked))
            for n in exampleRows {
                for (kind, image, errors) in [("input", input, inputErrors), ("output", last, measured)]
                where Self.isShowable(image, n) {
                    let file = "ood/\(index)-\(n)-\(kind).png"
                    try folder.write(image: image.row(n), shape: images.shape, file)
                    examples.append([level, n, kind, file, errors[0].values[n], errors[1].values[n]])
                }
            }
        }
        try tables.write(to: folder, means: "ood.csv", samples: "ood-samples.csv")
        try folder.write(examples, "ood-examples.csv")
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

    private func writeExamples(_ outcome: Iterates, _ truth: Truth, to folder: Folder) throws {
        var table = Table(columns: ["example", "sample", "kind", "layer", "file", "hole", "mse"])
        let shown = shown(truth.masked)
        let measured = outcome.outputs.map { y in
            Self.measures.filter { ["distance", "hole"].contains($0.name) }.measure(.init(y), truth)
        }
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
                let distance = measured[at]["distance"]?[n] ?? .nan
                try add(
                    "layer", layer, "layer-\(layer)", outcome.outputs[at],
                    [measured[at]["hole"]?[n], distance * distance / Double(images.shape.count)])
            }
            try add("clean", nil, "clean", clean, [0, 0])
        }
        try folder.write(table, "examples.csv")
    }
}
