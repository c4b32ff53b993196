import Bench
import Tensors

/// Made-up scenes, each a function of seed, set and index: `SceneLayout` with real amplitudes that are normal and independent from
/// pixel to pixel, N(0, 1) of isolated scatterers.
package struct Scenes: Sendable {
    /// Height and width.
    let side: Int
    let seed: UInt64

    /// Scenes of a size.
    package init(side: Int, seed: UInt64) { (self.side, self.seed) = (side, seed) }

    /// Some scenes of a set, (count, side²).
    package func matrix(_ count: Int, set: String) -> Matrix<Double> {
        let scenes = Matrix<Double>(rows: count, columns: side * side)
        for index in 0..<count {
            for (pixel, value) in scene(index, set: set).enumerated() { scenes[index, pixel] = value }
        }
        return scenes
    }

    /// Scene `index` of a set, row by row. What leaves the image is cut off.
    package func scene(_ index: Int, set: String) -> [Double] {
        var stream = RandomStream(seed: seed, name: "convergent/scene/\(set)", step: index)
        let normal: Matrix<Double> = stream.normal(rows: 1, columns: side * side)
        return zip(SceneLayout.deviations(side: side, stream: &stream), normal.values).map(*)
    }
}
