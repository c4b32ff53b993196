import Foundation
import Plotting
import Report

extension ToyScene {
    /// The first seed's scene with the methods that figures draw. All of `seeds` count as sources; there has to be one.
    /// Throws `RunReaderError`, `TableError`.
    static func drawn(
        seeds: [Int], perturbed: Bool, sources: inout FigureSources
    ) throws -> (scene: ToyScene, present: [(id: String, title: String)]) {
        let study = sources.study
        for seed in seeds { sources.use(try study.evaluation(ToyMethods.any, seed: seed)) }
        let scene = try ToyScene(study, seed: seeds[0])
        return (scene, try scene.present(ToyMethods.drawn, perturbed: perturbed, sources: &sources))
    }

    /// A panel for each method that is there: contours of f, the optimum, and the method's path.
    func panels(_ methods: [(id: String, title: String)], perturbed: Bool) throws -> [Panel] {
        let window = try window(of: methods.map(\.id))
        let field = field(in: window)
        return try methods.compactMap { method in
            guard let path = try path(method.id, perturbed: perturbed) else { return nil }
            return Panel(
                method.title, x: Axis("$y_1$", range: window.first), y: Axis("$y_2$", range: window.second),
                marks: [.contours(field, levels: field.levels(Self.levelCount))]
                    + [.trajectory(x: path.first, y: path.second, series: method.id, style: study.style(of: method.id))]
                    + (perturbed ? jump(path) : [])
                    // Last, or the end of a good path hides it; the end shows between its arms.
                    + [.optimum(x: optimum.first, y: optimum.second)])
        }
    }

    private func field(in window: (first: ClosedRange<Double>, second: ClosedRange<Double>)) -> ContourField {
        ContourField(x: window.first, y: window.second, points: 71, value)
    }

    /// "Contours: f − f(y*) = 0.5 k², k = 1, …, 10." Throws `TableError`.
    func levels(of methods: [String]) throws -> String {
        let levels = field(in: try window(of: methods)).levels(Self.levelCount)
        guard let first = levels.first else { return "" }
        return
            " Contours: *f* − *f*(*y*^{∗}) = \(NumberText.short(first - floor))·*k*^{2}, *k* = 1, …, \(levels.count)."
    }

    private static let levelCount = 10

    /// A mark where the noise put the iterate.
    private func jump(_ path: Path) -> [Mark] {
        guard let layer = noiseLayer, path.first.indices.contains(layer) else { return [] }
        return [.scatter(x: [path.first[layer]], y: [path.second[layer]], series: "perturbation")]
    }

    /// "0.012 (gradient descent), 0.31 (standard)": where the paths end.
    func ends(_ methods: [String], perturbed: Bool) throws -> String {
        CaptionText.named(
            try methods.compactMap { method in
                try path(method, perturbed: perturbed).map { (id: method, value: $0.end(from: optimum)) }
            }, study)
    }

    /// Those of `methods` that the table has; the others are noted. Throws `RunReaderError` where there is none.
    private func present(
        _ methods: [(id: String, title: String)], perturbed: Bool, sources: inout FigureSources
    ) throws -> [(id: String, title: String)] {
        let found = try methods.filter { try path($0.id, perturbed: perturbed) != nil }
        guard !found.isEmpty else { throw RunReaderError.noRow("any of the methods", file: "trajectory.csv") }
        for method in methods where !found.contains(where: { $0.id == method.id }) {
            sources.note("Not drawn: \(study.label(of: method.id)), which trajectory.csv does not have.")
        }
        return found
    }

    /// The distance of the common start from the optimum.
    func start(_ methods: [String]) throws -> Double {
        guard let path = try methods.lazy.compactMap({ try path($0, perturbed: false) }).first,
            let x = path.first.first,
            let y = path.second.first
        else { return .nan }
        return hypot(x - optimum.first, y - optimum.second)
    }
}
