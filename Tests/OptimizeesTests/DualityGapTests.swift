import Optimizees
import Tensors
import Testing

@Suite struct DualityGapTests {
    /// D = (1), x = 2, α = 0.5: y* = 1.5, f = ½·0.5² + 0.5·1.5 = 0.875, and the dual meets it. At y = 1, r = 1 is
    /// scaled by ½: f = 1, dual = ½·2·1 − ½·¼ = 0.875. At y = 0, r = 2 is scaled by ¼: f = 2, dual = 0.875 again.
    @Test func handComputedGaps() throws {
        let problem = try LassoProblem(dictionary: Matrix(rows: 1, columns: 1, values: [1]), alpha: 0.5)
        let x = Matrix<Float>(rows: 3, columns: 1, values: [2, 2, 2])
        let gaps = problem.dualityGaps(of: Matrix(rows: 3, columns: 1, values: [1.5, 1, 0]), for: x)
        #expect(gaps.map(\.primal) == [0.875, 1, 2])
        #expect(gaps.map(\.dual) == [0.875, 0.875, 0.875])
        #expect(gaps.map(\.relative) == [0, 0.125, 0.5625])
        #expect(gaps.map(\.absolute) == [0, 0.125, 1.125])
        #expect(gaps.map(\.sample) == [0, 1, 2])
    }

    /// Where α is above every correlation, y* = 0 and the residual is feasible as it is.
    @Test func theZeroVectorIsCertifiedUnderALargeWeight() throws {
        let problem = try LassoFixture.problem(alpha: 1e4)
        let gaps = problem.dualityGaps(of: Matrix(rows: 4, columns: 58), for: LassoFixture.inputs(4))
        #expect(gaps.allSatisfy { $0.relative < 1e-14 && $0.primal > 0 })
    }

    @Test func aPerturbationShows() throws {
        let problem = try LassoFixture.problem()
        let x = LassoFixture.inputs(4)
        let y = try CertifiedLasso(problem: problem, target: 1e-11).minimisers(x)
        let exact = problem.dualityGaps(of: y, for: x)
        #expect(exact.allSatisfy { $0.relative <= 1e-9 })
        for size in [1e-6, 1e-4, 1e-2] {
            let moved = y.copy()
            for row in 0..<4 { moved[row, 10] += size }
            let gaps = problem.dualityGaps(of: moved, for: x)
            for (before, after) in zip(exact, gaps) {
                #expect(after.relative > 10 * before.relative && after.relative > 0.1 * size)
                // The dual never passes the minimum, whatever y it comes from.
                #expect(after.dual <= before.primal * (1 + 1e-12))
            }
        }
        let broken = y.copy()
        broken[2, 0] = .nan
        #expect(problem.dualityGaps(of: broken, for: x)[2].relative == .infinity)
    }

    @Test func roundingIsMeasuredApart() throws {
        let problem = try LassoFixture.problem()
        let x = LassoFixture.inputs(4)
        let y = try CertifiedLasso(problem: problem).minimisers(x)
        let rounded: Matrix<Float> = y.converted()
        let values = problem.double.values(rounded.converted(), x.converted())
        for (gap, value) in zip(problem.dualityGaps(of: y, for: x), values) {
            #expect(abs(gap.roundedPrimal - value) < 1e-12 * value)
        }
    }

    @Test func certificatesSayWhatWasChecked() throws {
        let problem = try LassoFixture.problem()
        let solver = try CertifiedLasso(problem: problem)
        let x = LassoFixture.inputs(400)
        let sampled = try solver.solveCertified(x, certify: .sample(count: 25, seed: 3))
        let all = try solver.solveCertified(x)
        #expect(sampled.minimisers.values == all.minimisers.values)
        #expect(sampled.certificate.samples == 400 && sampled.certificate.checked == 25)
        let indices = sampled.certificate.gaps.map(\.sample)
        #expect(indices == indices.sorted() && Set(indices).count == 25)
        #expect(try solver.solveCertified(x, certify: .none).certificate.checked == 0)
        let other = try solver.solveCertified(x, certify: .sample(count: 25, seed: 4))
        #expect(other.certificate.gaps.map(\.sample) != indices)

        let gaps = [0.1, 0.4, 0.2, 0.3].enumerated().map {
            DualityGap(sample: $0.offset, primal: 1, dual: 1 - $0.element, roundedPrimal: 1)
        }
        let certificate = LassoCertificate(samples: 4, gaps: gaps)
        #expect(abs(certificate.worstGap - 0.4) < 1e-12 && certificate.worst?.sample == 1)
        #expect(abs(certificate.medianGap - 0.25) < 1e-12)
        #expect(certificate.failures(tolerance: 0.25).map(\.sample) == [1, 3])
        let rounded = LassoCertificate(
            samples: 1, gaps: [DualityGap(sample: 0, primal: 1, dual: 0.9, roundedPrimal: 1.5)])
        #expect(rounded.failures(tolerance: 0.25).map(\.sample) == [0], "what is written counts, too")
        #expect(abs(rounded.worstRelativeSuboptimality - 0.4) < 1e-12)
        #expect(certificate.appending(certificate).gaps.map(\.sample) == [0, 1, 2, 3, 4, 5, 6, 7])
    }
}
