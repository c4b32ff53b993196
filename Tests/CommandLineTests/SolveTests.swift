import Foundation
import Tensors
import Testing

/// Matrices in files.
enum NumPyFile {
    static func write(_ rows: [[Float]], to path: String) throws {
        try NPY.write(Matrix<Float>(rows: rows.count, columns: rows[0].count, values: rows.flatMap { $0 }), to: path)
    }

    static func read(_ path: String) throws -> [[Float]] {
        let matrix: Matrix<Float> = try NPY.read(path)
        return (0..<matrix.rows).map { matrix.rowValues($0) }
    }
}

@Suite struct SolveTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func solve(_ more: String...) throws -> Program.Ending {
        try Program.run(
            [
                "solve", "--dictionary", folder.path("D.npy"), "--input", folder.path("X.npy"), "--output",
                folder.path("Y.npy"),
            ] + more)
    }

    /// Zero is in the subdifferential at every answer: |Dᵀ(Dy − x)| ≤ α, with −α·sign(y) where y is not zero.
    @Test(arguments: ["certified", "admm", "fista"]) func answersMeetTheConditions(solver: String) throws {
        let (p, d, n, alpha) = (12, 20, 7, 0.5)
        let dictionary: Matrix<Float> = RandomStream(seed: 3, name: "D").normal(rows: p, columns: d)
        let x: Matrix<Float> = RandomStream(seed: 4, name: "X").normal(rows: n, columns: p)
        try NPY.write(dictionary, to: folder.path("D.npy"))
        try NPY.write(x, to: folder.path("X.npy"))
        let ending = try solve("--alpha", "\(alpha)", "--solver", solver)
        #expect(ending.output.contains("7 signals in "))
        let text = try #require(ending.output.firstMatch(of: #/worst relative duality gap ([0-9.e+-]+),/#)).1
        let gap = try #require(Double(text))
        #expect(gap <= (solver == "certified" ? 1e-6 : 1e-2), "\(ending.text)")
        #expect(ending.status == (gap > 1e-6 ? 1 : 0), "\(ending.text)")
        #expect(ending.errors.contains("above 1e-06") == (gap > 1e-6), "\(ending.text)")
        guard solver == "certified" else { return }
        let y: Matrix<Float> = try NPY.read(folder.path("Y.npy"))
        #expect(y.rows == n && y.columns == d)
        for sample in 0..<n {
            let residual = (0..<p).map { i in
                (0..<d).reduce(-Double(x[sample, i])) { $0 + Double(dictionary[i, $1]) * Double(y[sample, $1]) }
            }
            for j in 0..<d {
                let slope = (0..<p).reduce(0.0) { $0 + Double(dictionary[$1, j]) * residual[$1] }
                let value = Double(y[sample, j])
                if value == 0 {
                    #expect(abs(slope) <= alpha + 1e-4)
                } else {
                    #expect(abs(slope + (value > 0 ? alpha : -alpha)) < 1e-4)
                }
            }
        }
    }

    /// Columns in units from 1e-8 to 1e8.
    private func writeUneven() throws {
        let normal: Matrix<Float> = RandomStream(seed: 5, name: "D").normal(rows: 12, columns: 17)
        let dictionary = normal.converted(to: Double.self)
        for row in 0..<12 { for j in 0..<17 { dictionary[row, j] *= pow(10, Double(j - 8)) } }
        try NPY.write(dictionary, to: folder.path("D.npy"))
        try NPY.write(
            RandomStream(seed: 6, name: "X").normal(rows: 3, columns: 12) as Matrix<Float>, to: folder.path("X.npy"))
    }

    @Test(arguments: ["ista", "fista", "admm"]) func whatIsNotCertifiedEndsWithOne(solver: String) throws {
        try writeUneven()
        let ending = try solve("--alpha", "0.01", "--solver", solver)
        #expect(ending.status == 1, "\(ending.text)")
        #expect(ending.errors.contains("3 of 3 signals have a relative duality gap above 1e-06"), "\(ending.text)")
        #expect(ending.errors.contains("Hint: --solver certified"), "\(ending.text)")
        let y = try NPY.read(folder.path("Y.npy"), as: Double.self, converting: false)
        #expect(y.rows == 3 && y.columns == 17 && y.isFinite)
    }

    @Test func unevenColumnsAreCertified() throws {
        try writeUneven()
        let ending = try solve("--alpha", "0.01")
        #expect(ending.status == 0 && ending.output.contains("float64"), "\(ending.text)")
    }

    /// α is 1e-40 of what it is measured against: no Double is that near to the minimum, and no other solver is advised.
    @Test func whatDoubleCannotHoldIsNotCalledCertified() throws {
        let dictionary: Matrix<Float> = RandomStream(seed: 7, name: "D").normal(rows: 5, columns: 9)
        try NPY.write(dictionary, to: folder.path("D.npy"))
        try NPY.write(
            RandomStream(seed: 8, name: "X").normal(rows: 2, columns: 5) as Matrix<Float>, to: folder.path("X.npy"))
        let ending = try solve("--alpha", "1e-40")
        #expect(ending.status == 65, "\(ending.text)")
        #expect(ending.errors.contains("larger --alpha") && !ending.errors.contains("--solver"), "\(ending.text)")
    }

    /// The answers' type follows the data's; where float32 cannot hold an answer, that is said.
    @Test func precisionFollowsTheData() throws {
        func kind() throws -> Bool { try NPY.storesDouble(folder.path("Y.npy")) }
        let (d, x) = (
            Matrix<Float>(rows: 1, columns: 1, values: [1e-30]), Matrix<Float>(rows: 1, columns: 1, values: [1])
        )
        try NPY.write(x, to: folder.path("D.npy"))
        try NPY.write(x, to: folder.path("X.npy"))
        #expect(try solve().status == 0)
        #expect(try !kind())
        try NPY.write(x.converted(to: Double.self), to: folder.path("X.npy"))
        #expect(try solve().status == 0)
        #expect(try kind())
        try NPY.write(d, to: folder.path("D.npy"))
        try NPY.write(Matrix<Float>(rows: 1, columns: 1, values: [1e30]), to: folder.path("X.npy"))
        let large = try solve("--alpha", "0.5")
        #expect(large.status == 0 && large.output.contains("Y is float64 here"), "\(large.text)")
        let answer = try NPY.read(folder.path("Y.npy"), as: Double.self)[0, 0]
        // (x·d − α)/d².
        let exact = (Double(Float(1e30)) * Double(Float(1e-30)) - 0.5) / pow(Double(Float(1e-30)), 2)
        #expect(abs(answer / exact - 1) < 1e-4)
    }

    @Test func anAnswerBeyondDoubleIsRefused() throws {
        try NPY.write(Matrix<Double>(rows: 1, columns: 1, values: [1e-200]), to: folder.path("D.npy"))
        try NPY.write(Matrix<Double>(rows: 1, columns: 1, values: [1e200]), to: folder.path("X.npy"))
        let ending = try solve("--alpha", "0.5")
        #expect(ending.status == 65 && ending.errors.contains("answers that float64 can hold"), "\(ending.text)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("Y.npy")))
    }

    @Test func noSignalsHaveNoAnswers() throws {
        try NumPyFile.write([[1, 0, 2], [0, 1, 2]], to: folder.path("D.npy"))
        try NPY.write(Matrix<Float>(rows: 0, columns: 2), to: folder.path("X.npy"))
        let ending = try solve()
        #expect(ending.status == 0 && ending.output.contains("0 signals in "), "\(ending.text)")
        let y = try NPY.read(folder.path("Y.npy"), as: Float.self)
        #expect(y.rows == 0 && y.columns == 3)
        try NPY.write(Matrix<Float>(rows: 0, columns: 3), to: folder.path("D.npy"))
        let empty = try solve()
        #expect(empty.status == 65 && empty.errors.contains("D.npy: expected a dictionary"), "\(empty.text)")
    }

    @Test(arguments: ["0", "-1", "nan", "inf", "1e400", "5e-400"]) func weightsThatAreNoneAreRefused(alpha: String)
        throws
    {
        let ending = try solve("--alpha=\(alpha)")
        #expect(ending.status == 64 && ending.errors.contains("expected a positive number"), "\(ending.text)")
    }

    @Test(arguments: ["5e-324", "1e308"]) func weightsAtTheEndsOfTheirRange(alpha: String) throws {
        try NumPyFile.write([[1, 0], [0, 1]], to: folder.path("D.npy"))
        try NumPyFile.write([[2, 0]], to: folder.path("X.npy"))
        let ending = try solve("--alpha", alpha)
        // That 5e-324 has any effect, no Double can show.
        #expect(ending.status == (alpha == "1e308" ? 0 : 65), "\(ending.text)")
        #expect(try NumPyFile.read(folder.path("Y.npy")) == [[alpha == "1e308" ? 0 : 2, 0]])
    }

    @Test func anEmptyOutputIsRefused() throws {
        try writeUneven()
        let ending = try Program.run(
            "solve", "--dictionary", folder.path("D.npy"), "--input", folder.path("X.npy"), "--output", "")
        #expect(ending.status == 64 && ending.errors.contains("--output is empty"), "\(ending.text)")
    }

    @Test(arguments: ["0", "-3", "1025", "99999999999999999999"]) func threadsAreCounted(threads: String) throws {
        #expect(try solve("--threads=\(threads)").status == 64)
    }

    @Test func theIdentitysAnswerIsTheSoftThreshold() throws {
        try NumPyFile.write([[1, 0], [0, 1]], to: folder.path("D.npy"))
        try NumPyFile.write([[2, -0.25], [-1, 0.75]], to: folder.path("X.npy"))
        #expect(try solve("--alpha", "0.5").status == 0)
        #expect(try NumPyFile.read(folder.path("Y.npy")) == [[1.5, 0], [-0.5, 0.25]])
    }

    @Test func wrongShapesAreNamed() throws {
        try NumPyFile.write([[1, 0], [0, 1]], to: folder.path("D.npy"))
        try NumPyFile.write([[1, 2, 3]], to: folder.path("X.npy"))
        let ending = try solve()
        #expect(ending.status == 65, "\(ending.text)")
        #expect(
            ending.errors.contains("X.npy: expected rows of 2 numbers") && ending.errors.contains("got 1 rows of 3"),
            "\(ending.text)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("Y.npy")))
    }

    @Test func damagedFilesAreNamed() throws {
        try NumPyFile.write([[1, 0], [0, .nan]], to: folder.path("D.npy"))
        try NumPyFile.write([[1, 2]], to: folder.path("X.npy"))
        let foul = try solve()
        #expect(foul.status == 65 && foul.errors.contains("row 1, column 1"), "\(foul.text)")
        try Data("no array".utf8).write(to: folder.url.appendingPathComponent("D.npy"))
        let foreign = try solve()
        #expect(foreign.status == 65 && foreign.errors.contains("D.npy"), "\(foreign.text)")
        try FileManager.default.removeItem(atPath: folder.path("D.npy"))
        let missing = try solve()
        #expect(missing.status == 65 && missing.errors.contains("No such file"), "\(missing.text)")
    }

    @Test func aFolderThatIsNotThereIsAnError() throws {
        try NumPyFile.write([[1, 0], [0, 1]], to: folder.path("D.npy"))
        try NumPyFile.write([[1, 2]], to: folder.path("X.npy"))
        let ending = try solve("--output", folder.path("none/Y.npy"))
        #expect(ending.status == 74, "\(ending.text)")
        #expect(ending.errors.contains("none/Y.npy"), "\(ending.text)")
    }
}
