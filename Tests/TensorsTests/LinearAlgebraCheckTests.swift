import Tensors
import Testing

@Suite struct LinearAlgebraCheckTests {
    @Test func theLibraryInUseIsRight() {
        #expect(LinearAlgebraCheck(.openBLAS).firstWrong() == nil)
        #expect(throws: Never.self) { try BLAS.check() }
        #expect(!BLAS.core.isEmpty && BLAS.description.hasPrefix(BLAS.core))
    }

    /// A product whose last element is wrong wherever it is larger than kernels for small ones take.
    private func wrong<Scalar>(_ right: @escaping LinearAlgebra.Product<Scalar>) -> LinearAlgebra.Product<Scalar> {
        { a, turnA, b, turnB, alpha, beta, c in
            right(a, turnA, b, turnB, alpha, beta, c)
            if c.count > 10_000, turnA, !turnB { c[c.rows - 1, c.columns - 1] += 1 }
        }
    }

    /// One element of one operation is off, or not a number.
    @Test func eachWrongOperationIsNamed() {
        func named(_ change: (inout LinearAlgebra) -> Void) -> String? {
            var library = LinearAlgebra.openBLAS
            change(&library)
            return LinearAlgebraCheck(library).firstWrong()
        }
        let right = LinearAlgebra.openBLAS
        let size = "(101 × 107 × 103)"
        #expect(named { $0.product = wrong(right.product) } == "products in Double \(size)")
        #expect(named { $0.productInFloat = wrong(right.productInFloat) } == "products in Float \(size)")
        #expect(named { $0.product = { _, _, _, _, _, _, c in c.fill(.nan) } }?.contains("Double") == true)
        #expect(
            named { $0.vectorProduct = { right.vectorProduct($0, $1).map { $0 + 1 } } } == "vector products in Double")
        #expect(
            named { $0.vectorProductInFloat = { [0] + right.vectorProductInFloat($0, $1).dropFirst() } }
                == "vector products in Float")
        #expect(
            named { $0.triangularSolution = { right.triangularSolution($0, false, $2) } }
                == "triangular systems in Double")
        #expect(
            named { $0.triangularSolutionInFloat = { right.triangularSolutionInFloat($0, $1, $2).map { $0 * 1.01 } } }
                == "triangular systems in Float")
        #expect(named { $0.solution = { right.solution($0, $1).map { $0 + 1e-6 } } } == "Cholesky factors")
        #expect(
            named {
                $0.inverse = {
                    let inverse = right.inverse($0)
                    inverse[149, 3] = .nan
                    return inverse
                }
            } == "Cholesky factors")
        #expect(named { $0.eigenvectors = { _ in nil } } == "eigenvectors")
        #expect(
            named { $0.eigenvectors = { right.eigenvectors($0).map { ($0.values.reversed(), $0.vectors) } } }
                == "eigenvectors")
        #expect(
            named {
                $0.orthogonalFactor = {
                    let factor = right.orthogonalFactor($0)
                    factor[69, 69] *= 1.001
                    return factor
                }
            } == "orthogonal factors")
    }
}

@Suite struct KernelChoiceTests {
    private static let sets = [
        ("Prescott", true), ("Nehalem", true), ("Haswell", true), ("SkylakeX", true), ("Future", false),
    ]

    /// What is chosen where some sets compute wrongly, and OpenBLAS was built without some.
    private func choice(
        _ preferred: String = "SkylakeX", requested: String? = nil, wrong: Set<String> = [], missing: Set<String> = []
    ) -> Result<KernelChoice, BLASError> {
        var inUse = "Prescott"
        return KernelChoice.make(
            preferred: preferred, requested: requested, sets: Self.sets.map { (name: $0.0, runs: $0.1) },
            use: {
                if !missing.contains($0) { inUse = $0 }
                return inUse
            }, firstWrong: { wrong.contains(inUse) ? "products" : nil })
    }

    @Test func whatSuitsTheProcessorIsTaken() throws {
        #expect(try choice().get().description == "SkylakeX")
        #expect(try choice("Zen").get().core == "Zen")
        #expect(try choice(requested: "").get().core == "SkylakeX")
    }

    @Test func wrongKernelsAreLeftForSaferOnes() throws {
        let one = try choice(wrong: ["SkylakeX"]).get()
        #expect(one.core == "Haswell" && one.description == "Haswell (SkylakeX computed wrongly: products)")
        let two = try choice(wrong: ["SkylakeX", "Nehalem"], missing: ["Haswell"]).get()
        #expect(two.core == "Prescott" && two.wrong.map(\.core) == ["SkylakeX", "Nehalem"])
        #expect(try choice(requested: "haswell", wrong: ["Haswell"]).get().core == "Nehalem")
    }

    @Test func withoutRightKernelsNothingIsComputed() {
        let all: Set = ["Prescott", "Nehalem", "Haswell", "SkylakeX"]
        let error = #expect(throws: BLASError.self) { try choice(wrong: all).get() }
        #expect(error?.description.contains("SkylakeX: products; Haswell: products") == true)
    }

    @Test(arguments: ["Skylake", "Future", "Unknown", " Haswell"]) func unknownRequestsAreRefused(name: String) {
        let error = #expect(throws: BLASError.self) { try choice(requested: name).get() }
        let known = ["Prescott", "Nehalem", "Haswell", "SkylakeX"]
        #expect(error == .unknownCore(name, runsHere: name != "Future", known: known))
        #expect(error?.description.contains("DOWNHILL_BLAS_CORE is \(name)") == true)
    }

    @Test func whatOpenBLASDoesNotTakeIsRefused() {
        let error = #expect(throws: BLASError.self) { try choice(requested: "Nehalem", missing: ["Nehalem"]).get() }
        #expect(error == .unknownCore("Nehalem", runsHere: true, known: ["Prescott", "Haswell", "SkylakeX"]))
    }
}
