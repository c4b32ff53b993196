import Bench
import Optimizees
import Stages
import Tensors

extension InpaintingTest {
    /// What a measure compares with: the clean images and the masked ones that the method saw.
    final class Truth {
        let test: InpaintingTest
        let masked: Matrix<Float>
        private var lastLatents: (y: Matrix<Float>, norms: [Double])?

        init(test: InpaintingTest, masked: Matrix<Float>) {
            self.test = test
            self.masked = masked
        }

        /// ‖h_ref(y)‖ of each image, which two measures of an iterate use.
        func referenceLatents(_ y: Matrix<Float>) -> [Double] {
            if let lastLatents, lastLatents.y === y { return lastLatents.norms }
            let norms = test.referenceLatents(y)
            lastLatents = (y, norms)
            return norms
        }

        /// f_1(y) = ‖x − Ay‖² of each image.
        func data(_ y: Matrix<Float>) -> [Double] { consistency.values(y, masked) }
        /// ‖A(y − clean)‖² of each image.
        func known(_ y: Matrix<Float>) -> [Double] { consistency.values(y, test.clean) }
        /// ‖(I − A)(y − clean)‖² of each image: no difference of two sums, of which both can be infinite.
        func inside(_ y: Matrix<Float>) -> [Double] {
            (0..<y.rows).map { n in
                test.images.holeRuns.reduce(0.0) {
                    let place = $1.lowerBound
                    return $0
                        + Float.squaredDistance(y.row(n) + place, test.clean.row(n) + place, count: $1.count)
                }
            }
        }
        /// Pixels in the hole.
        var hidden: Double { Double(test.images.holeRuns.reduce(0) { $0 + $1.count }) }

        private var consistency: DataConsistency<Float> {
            DataConsistency(hole: test.images.hole, channels: test.images.shape.channels)
        }

        /// f_1(y) + λ·‖z‖², from norms ‖z‖.
        func objective(_ y: Matrix<Float>, _ latents: [Double]) -> [Double] {
            zip(data(y), latents).map { $0 + test.lambda * $1 * $1 }
        }
    }

    /// What is measured of each test image at each layer.
    static let measures: [Measure<Truth>] = [
        Measure("distance", "distance to the clean image", symbol: "$‖y_ℓ − y‖_2$", unit: "grey levels of 0…1") {
            $0.y.rowDistances(to: $1.test.clean).map { ($0 * $0).squareRoot() }
        },
        Measure("hole", "mean squared error in the hole", symbol: "mean squared error") {
            iterate, truth in truth.inside(iterate.y).map { $0 / truth.hidden }
        },
        Measure("known", "mean squared error of the known pixels", symbol: "mean squared error") { iterate, truth in
            truth.known(iterate.y).map { $0 / (Double(iterate.y.columns) - truth.hidden) }
        },
        Measure("gradient", "gradient norm of f_1", symbol: "$‖∇f_1(y_ℓ)‖_2$") { iterate, truth in
            truth.data(iterate.y).map { 2 * $0.squareRoot() }
        },
        Measure("latent", "norm of the latents", symbol: "$‖z_ℓ‖_2$") { iterate, _ in iterate.latents },
        Measure("objective", "objective", symbol: "$f_{\\mathrm{in}}(z_ℓ;\\ x)$") { iterate, truth in
            iterate.latents.map { truth.objective(iterate.y, $0) }
        },
        Measure("reference_latent", "norm under the common flow", symbol: "$‖h(y_ℓ)‖_2$") { iterate, truth in
            truth.referenceLatents(iterate.y)
        },
        Measure("reference_objective", "objective under the common flow", symbol: "$f_1(y_ℓ) + λ‖h(y_ℓ)‖_2^2$") {
            $1.objective($0.y, $1.referenceLatents($0.y))
        },
        Measure("chequer", "diagonal details", symbol: "root mean square", isKept: false) { iterate, truth in
            truth.test.chequer(iterate.y)
        },
    ]

    /// Mean squared error of all pixels, of the hole's and of the known ones, image by image, and whether the image is beyond
    /// all measure.
    ///
    /// Far from its data a flow may send single images to infinity. Such an image counts as an error of 1, as black for white
    /// does, and no other counts more: a mean over images is then one of all of them.
    func errors(_ y: Matrix<Float>) -> [(name: String, values: [Double])] {
        let truth = Truth(test: self, masked: clean)
        let size = Double(y.columns)
        func counted(_ errors: [Double]) -> [Double] { errors.map { $0 < 1 ? $0 : 1 } }
        let hole = counted(truth.inside(y).map { $0 / truth.hidden })
        return [
            ("mse", counted(y.rowDistances(to: clean).map { $0 * $0 / size })), ("hole", hole),
            ("known", counted(truth.known(y).map { $0 / (size - truth.hidden) })),
            ("beyond", hole.map { $0 < 1 ? 0 : 1 }),
        ]
    }

    /// The tables of what is measured.
    static let tables: [StudyDescription.TableDescription] = {
        let errors = ["mse", "hole", "known", "beyond"].map { name in
            Measure<Truth>(name, name, symbol: "") { _, _ in nil }
        }
        return measures.tables(
            key: "layer", means: "layers.csv", samples: "samples.csv", keyIsFirst: false,
            further: ["satisfied_gradient", "satisfied_latent"])
            + errors.tables(key: "level", means: "ood.csv", samples: "ood-samples.csv") + [
                .init(
                    stage: "evaluate", file: "truth.csv",
                    columns: ["sample", "reference_latent", "reference_objective", "chequer"]),
                .init(
                    stage: "evaluate", file: "examples.csv",
                    columns: ["example", "sample", "kind", "layer", "file", "hole", "mse"]),
                .init(
                    stage: "evaluate", file: "ood-examples.csv",
                    columns: ["level", "example", "kind", "file", "mse", "hole"]),
            ]
    }()
}
