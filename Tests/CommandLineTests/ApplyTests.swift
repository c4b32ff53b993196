import Foundation
import Tensors
import Testing

@Suite struct ApplyTests {
    private let folder: TemporaryFolder

    /// Two layers on p = 2, d = 3. Layer 1: S_½(Ux) with U two unit vectors and their sum; layer 2: S_¼(½·y_1).
    init() throws {
        folder = try TemporaryFolder()
        func entry(_ name: String, _ values: [Float], _ shape: [Int]) -> SafeTensors.Entry {
            .init(name, Matrix<Float>(rows: 1, columns: values.count, values: values), shape: shape)
        }
        try SafeTensors.write(
            [
                entry("layer.1.Du", [1, 0, 0, 1, 1, 1], [3, 2]),
                entry("layer.1.De", .init(repeating: 0, count: 9), [3, 3]),
                entry("layer.1.beta", [0.5, 0.5, 0.5], [3]),
                entry("layer.2.Du", .init(repeating: 0, count: 6), [3, 2]),
                entry("layer.2.De", [0.5, 0, 0, 0, 0.5, 0, 0, 0, 0.5], [3, 3]),
                entry("layer.2.beta", [0.25, 0.25, 0.25], [3]),
            ], to: folder.path("W.safetensors"))
        try NumPyFile.write([[2, -1], [0.25, 3]], to: folder.path("X.npy"))
    }

    private func apply(_ more: String...) throws -> Program.Ending {
        try Program.run(
            [
                "apply", "--network", folder.path("W.safetensors"), "--input", folder.path("X.npy"), "--output",
                folder.path("Y.npy"),
            ] + more)
    }

    /// y_0 … y_L, the numbers of a layer one after the other.
    private func stack() throws -> [[Float]] {
        try NPY.readStack(folder.path("Y.npy"), as: Float.self).map { y in (0..<y.count).map { y.pointer[$0] } }
    }

    /// What float64 holds and float32 does not is all that these signals say.
    @Test func signalsInDoubleAreNotNarrowed() throws {
        let far = Matrix<Double>(rows: 1, columns: 2, values: [1e9, 1e9 + 0.75])
        try NPY.write(far, to: folder.path("X.npy"))
        #expect(try apply("--all-layers").status == 0)
        let y = try NPY.readStack(folder.path("Y.npy"), as: Double.self)
        #expect(y.count == 3 && y[1][0, 0] == 1e9 - 0.5 && y[1][0, 1] == 1e9 + 0.25)
    }

    @Test func theLastLayersAnswer() throws {
        let ending = try apply()
        #expect(ending.status == 0, "\(ending.text)")
        #expect(ending.output.contains("2 signals through 2 layers; wrote (2, 3)"))
        // y_1 = (1.5, −0.5, 0.5) and (0, 2.5, 2.75).
        #expect(try NumPyFile.read(folder.path("Y.npy")) == [[0.5, 0, 0], [0, 1, 1.125]])
    }

    @Test func allLayersFromAGivenStart() throws {
        try NumPyFile.write([[9, 8, 7], [6, 5, 4]], to: folder.path("Y0.npy"))
        let ending = try apply("--initial", folder.path("Y0.npy"), "--all-layers")
        #expect(ending.status == 0, "\(ending.text)")
        #expect(ending.output.contains("wrote (3, 2, 3)"))
        #expect(
            try stack() == [
                [9, 8, 7, 6, 5, 4], [1.5, -0.5, 0.5, 0, 2.5, 2.75], [0.5, 0, 0, 0, 1, 1.125],
            ])
    }

    @Test func aLayerAlone() throws {
        try NumPyFile.write([[1.5, -0.5, 0.5], [0, 2.5, 2.75]], to: folder.path("Y0.npy"))
        let ending = try apply("--initial", folder.path("Y0.npy"), "--layer", "2")
        #expect(ending.status == 0, "\(ending.text)")
        #expect(try NumPyFile.read(folder.path("Y.npy")) == [[0.5, 0, 0], [0, 1, 1.125]])
        let none = try apply("--initial", folder.path("Y0.npy"), "--layer", "3")
        #expect(none.status == 65 && none.errors.contains("a layer 3, got layers 1 to 2"), "\(none.text)")
        #expect(try apply("--layer", "1").errors.contains("--layer needs --initial"))
        #expect(try apply("--layer", "1", "--all-layers").status == 64)
    }

    @Test func startsWithoutAFileAreTheSameEachTime() throws {
        #expect(try apply("--all-layers", "--threads", "1").status == 0)
        let first = try stack()
        #expect(first[0].prefix(3) != first[0].suffix(3) && first[0].prefix(3) != [0, 0, 0])
        #expect(try apply("--all-layers", "--threads", "3").status == 0)
        #expect(try stack() == first)
    }

    @Test func mismatchedSizesAreNamed() throws {
        try NumPyFile.write([[1, 2, 3]], to: folder.path("X.npy"))
        let wide = try apply()
        #expect(wide.status == 65 && wide.errors.contains("signals of p = 2 numbers, got rows of 3"), "\(wide.text)")
        try NumPyFile.write([[1, 2]], to: folder.path("X.npy"))
        try NumPyFile.write([[1, 2]], to: folder.path("Y0.npy"))
        let narrow = try apply("--initial", folder.path("Y0.npy"))
        #expect(narrow.status == 65 && narrow.errors.contains("starts of d = 3 numbers"), "\(narrow.text)")
        try NumPyFile.write([[1, 2, 3], [1, 2, 3]], to: folder.path("Y0.npy"))
        let many = try apply("--initial", folder.path("Y0.npy"))
        #expect(many.status == 65 && many.errors.contains("1 rows, one a signal, got 2"), "\(many.text)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("Y.npy")))
    }

    @Test func foulNumbersAreNamed() throws {
        try NumPyFile.write([[1, .infinity]], to: folder.path("X.npy"))
        let foul = try apply()
        #expect(foul.status == 65 && foul.errors.contains("NaN or infinity"), "\(foul.text)")
        try NumPyFile.write([[1e38, 1e38]], to: folder.path("X.npy"))
        try SafeTensors.write(
            [
                .init("layer.1.Du", Matrix<Float>(rows: 1, columns: 2, values: [10, 0])),
                .init("layer.1.De", Matrix<Float>(rows: 1, columns: 1)),
                .init("layer.1.beta", Matrix<Float>(rows: 1, columns: 1), shape: [1]),
            ], to: folder.path("W.safetensors"))
        let large = try apply()
        #expect(large.status == 65 && large.errors.contains("on the scale"), "\(large.text)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("Y.npy")))
    }

    @Test func whatTheNetworkDoesNotNeedIsTold() throws {
        let file = try SafeTensors(path: folder.path("W.safetensors"))
        let entries = try file.tensors.map {
            SafeTensors.Entry($0.name, try file.matrix($0.name, as: Float.self), shape: $0.shape)
        }
        let step = SafeTensors.Entry("optimizer.step", Matrix<Double>(rows: 1, columns: 1))
        try SafeTensors.write(entries + [step], to: folder.path("W.safetensors"))
        let ending = try apply()
        #expect(ending.status == 0 && ending.errors.contains("not used: optimizer.step"), "\(ending.text)")
        let zero = SafeTensors.Entry("layer.0.beta", Matrix<Float>(rows: 1, columns: 3), shape: [3])
        try SafeTensors.write(entries + [zero], to: folder.path("W.safetensors"))
        let refused = try apply()
        #expect(refused.status == 65 && refused.errors.contains("layer.0.beta"), "\(refused.text)")
    }

    @Test func signalsThatFloatCannotHoldAreUsedAsTheyAre() throws {
        try NPY.write(Matrix<Double>(rows: 1, columns: 2, values: [1, 1e40]), to: folder.path("X.npy"))
        let ending = try apply()
        #expect(ending.status == 0, "\(ending.text)")
        let y = try NPY.read(folder.path("Y.npy"), as: Double.self, converting: false)
        #expect(y[0, 0] == 0 && y[0, 1] == 5e39)
    }

    @Test func noSignalsHaveNoAnswers() throws {
        try NPY.write(Matrix<Float>(rows: 0, columns: 2), to: folder.path("X.npy"))
        let ending = try apply("--all-layers")
        #expect(
            ending.status == 0 && ending.output.contains("0 signals through 2 layers; wrote (3, 0, 3)"),
            "\(ending.text)")
    }

    @Test func aFileWithoutANetworkIsNamed() throws {
        try SafeTensors.write(
            [.init("weight", Matrix<Float>(rows: 2, columns: 2))], to: folder.path("W.safetensors"))
        let ending = try apply()
        #expect(ending.status == 65, "\(ending.text)")
        #expect(ending.errors.contains("layer.1.Du") && ending.errors.contains("got tensors weight"), "\(ending.text)")
    }
}
