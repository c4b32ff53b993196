import Tensors
import Testing

/// Kernels whose C loops rely on memory that does not overlap.
@Suite struct DistinctMemoryTests {
    @Test func overlappingMemoryStopsTheProgram() async {
        await #expect(processExitsWith: .failure) {
            let y = Matrix<Float>(rows: 1, columns: 8)
            Float.addScaled(y.pointer, y.pointer, scale: -0.5, count: 8)
        }
        await #expect(processExitsWith: .failure) {
            let y = Matrix<Double>(rows: 1, columns: 9)
            Double.addScaledDifference(y.pointer, y.pointer + 1, y.pointer, scale: 1, count: 8)
        }
        await #expect(processExitsWith: .failure) {
            let y = Matrix<Float>(rows: 3, columns: 4)
            Float.softThreshold(y.row(1), y.row(0), into: y.row(0), rows: 2, columns: 4)
        }
    }

    /// Neighbours that touch are distinct, and so is nothing from anything.
    @Test func neighboursAreDistinct() {
        let y = Matrix<Float>(rows: 2, columns: 8)
        y.fill(1)
        Float.addScaled(y.row(0), y.row(1), scale: 2, count: 8)
        Float.addScaled(y.row(0), y.row(0), scale: 2, count: 0)
        #expect(y.rowValues(0) == .init(repeating: 3, count: 8))
    }

    /// The sum of y and share·y, rounded once where the processor can.
    @Test func scalingByOnePlusRoundsAsASumDoes() {
        let draws: Matrix<Float> = RandomStream(seed: 1, name: "y").normal(rows: 1, columns: 37)
        let (once, copy) = (draws.copy(), draws.copy())
        let share = Float(1 / 1.05 - 1)
        Float.scaleByOnePlus(share, once.pointer, count: 37)
        Float.addScaled(copy.pointer, draws.pointer, scale: share, count: 37)
        #expect(once.values == copy.values)
        #expect(once.values != draws.values.map { $0 * Float(1 / 1.05) }, "a product rounds otherwise")
        let double = Matrix<Double>(rows: 1, columns: 3, values: [1, -2, 0])
        Double.scaleByOnePlus(0.5, double.pointer, count: 3)
        #expect(double.values == [1.5, -3, 0])
    }
}
