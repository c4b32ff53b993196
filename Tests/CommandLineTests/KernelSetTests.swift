#if arch(x86_64)
    import Foundation
    import Stages
    import Testing

    /// The kernels for narrower vectors than this processor's, which a run uses where it asks for OpenBLAS's narrower sets.
    @Suite struct KernelSetTests {
        /// The same networks, trained and measured, up to rounding, which another number of lanes does in another order.
        @Test(arguments: ["Haswell", "Nehalem"]) func narrowerKernelsComputeTheSame(core: String) throws {
            let environment = ["DOWNHILL_BLAS_CORE": core]
            // A processor without the set refuses it.
            guard try Program.run("info", environment: environment).status == 0 else { return }
            let folder = try TemporaryFolder()
            for stage in ["sparse/evaluate/constrained/seed-1", "inpainting/evaluate/constrained/seed-1"] {
                let ending = try Program(
                    ["run-stage"] + TinyRun.options(output: folder.url.path) + [stage], environment: environment
                ).ending()
                #expect(ending.status == 0, "\(ending.text)")
                let narrow = try means(of: stage, in: folder.url)
                let wide = try means(of: stage, in: TinyRun.whole.get().folder.url)
                #expect(narrow.count == wide.count && wide.count > 3)
                for (one, other) in zip(narrow, wide) { #expect(abs(one - other) <= 1e-2 * abs(other), "\(stage)") }
            }
        }

        /// The mean distances by layer.
        private func means(of stage: String, in output: URL) throws -> [Double] {
            let prefix = stage.replacingOccurrences(of: "/", with: "-")
            let name = try #require(StoreContents.folders(output).first { $0.hasPrefix(prefix) })
            let table = try Table(
                contentsOf: output.appendingPathComponent("store/\(name)").appendingPathComponent("layers.csv"))
            return try table.doubles(try #require(table.columns.first { $0.hasSuffix("_mean") }))
        }
    }
#endif
