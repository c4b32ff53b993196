import Bench
import Foundation
import Stages
import Tensors
import Testing

/// The problems of the sparse-coding study: optima, their certificates, and shifted images.
@Suite struct SparseCodingProblemTests {
    private let images: MadeUpImages

    init() throws { images = try MadeUpImages(90) }

    /// x̃ = x + p·n with one n for all p.
    @Test func levelsOfTheShiftShareADraw() throws {
        let run = try StudyRun(
            try images.settings(StudyRun.small), targets: ["sparse/ood/draw-1", "sparse/watched/draw-1"])
        defer { run.remove() }
        try #require(run.summary.exitCode == 0)
        let x = try run.matrix("test.npy", of: "data/sparse/draw-1")
        let (near, far) = (
            try run.matrix("inputs-0.npy", of: "sparse/ood/draw-1"),
            try run.matrix("inputs-1.npy", of: "sparse/ood/draw-1")
        )
        #expect(near.rows == 12 && near.columns == 16)
        var squares = 0.0
        for i in 0..<near.count {
            let (first, second) = (near.pointer[i] - x.pointer[i], far.pointer[i] - x.pointer[i])
            #expect(abs(2 * first - second) < 1e-5)
            squares += Double(first * first) / Double(near.count)
        }
        #expect(abs(squares.squareRoot() - 0.2) < 0.05)
        let watched = try run.matrix("inputs.npy", of: "sparse/watched/draw-1")
        #expect(watched.rows == 15)
        #expect(watched.rowValues(0) != far.rowValues(0))
    }

    /// Every optimum that stages hand on is certified, and the certificate is there to be read.
    @Test(arguments: ["sparse/labels/draw-1", "sparse/ood/draw-1"]) func certificatesAreBelowTheTolerance(stage: String)
        throws
    {
        let run = try StudyRun(try images.settings(StudyRun.small), targets: [stage])
        defer { run.remove() }
        try #require(run.summary.exitCode == 0)
        let table = try run.table("certificate.csv", of: stage)
        #expect(
            try table.strings("split")
                == (stage == "sparse/ood/draw-1"
                    ? ["test, p = 0.2", "test, p = 0.4"] : ["train", "validation", "test"]))
        #expect(try table.ints("samples") == (stage == "sparse/ood/draw-1" ? [12, 12] : [60, 20, 20]))
        #expect(try table.ints("checked") == table.ints("samples"))
        #expect(try table.doubles("worst_gap").allSatisfy { $0 <= CertifiedOptima.tolerance })
    }

    /// A dictionary of far more atoms than pixels and a small α: ISTA does not get there in its iterations.
    private static let hard: [(String, SettingValue)] = [
        ("sparse.problem.solver", "ista"), ("sparse.problem.atoms", 100), ("sparse.problem.alpha", 1e-4),
    ]

    @Test func optimaThatAreNotCertifiedEndTheRun() throws {
        let run = try StudyRun(
            try images.settings(StudyRun.small + Self.hard), targets: ["sparse/evaluate/zero/draw-1"])
        defer { run.remove() }
        let record = try #require(run.summary.record(of: "sparse/labels/draw-1"))
        #expect(record.state == .failed && run.summary.exitCode == 1)
        let reason = record.reason
        #expect(reason.contains("60 of 60 optima of “train” are not certified: the solver ista leaves"), "\(reason)")
        #expect(reason.contains("Hint: --set sparse.problem.solver=certified"), "\(reason)")
        #expect(run.summary.record(of: "sparse/evaluate/zero/draw-1")?.state == .skipped)
        #expect(
            !FileManager.default.fileExists(atPath: try run.file("certificate.csv", of: "sparse/labels/draw-1").path))
    }

    /// The same problem by the solver that the hint names.
    @Test func theHintHelps() throws {
        let run = try StudyRun(
            try images.settings(StudyRun.small + Self.hard + [("sparse.problem.solver", "certified")]),
            targets: ["sparse/labels/draw-1"])
        defer { run.remove() }
        #expect(run.summary.exitCode == 0, "\(run.trouble)")
    }

    @Test func optimaOfZeroAreSaid() throws {
        let run = try StudyRun(
            try images.settings(StudyRun.small + [("sparse.problem.alpha", .double(1e5))]),
            targets: ["sparse/train/standard/seed-1"])
        defer { run.remove() }
        #expect(run.summary.exitCode == 1)
        #expect(
            run.summary.record(of: "sparse/train/standard/seed-1")?.reason.contains("smaller sparse.problem.alpha")
                == true)
    }
}
