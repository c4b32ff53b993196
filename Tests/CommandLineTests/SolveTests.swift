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
        #expect(ending.status == 0, "\(ending.text)")
        #expect(ending.output.contains("7 signals in "))
        let gap = try #require(ending.output.firstMatch(of: #/worst relative duality gap ([0-9.e+-]+),/#))
        #expect(try #require(Double(gap.1)) <= (solver == "certified" ? 1e-6 : 1e-2), "\(ending.text)")
        #expect(ending.output.contains("above 1e-6") == (try #require(Double(gap.1)) > 1e-6))
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
        #expect(ending.errors.contains("rows of 2 numbers; got 1 rows of 3"), "\(ending.text)")
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
