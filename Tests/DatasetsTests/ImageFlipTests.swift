import Datasets
import Tensors
import Testing

@Suite struct ImageFlipTests {
    @Test(arguments: [(2, 3, 2), (3, 4, 1), (1, 1, 3)])
    func everyLineOfEveryPlaneIsMirrored(height: Int, width: Int, channels: Int) {
        let count = height * width * channels
        let images = Matrix<Float>(rows: 3, columns: count, values: (0..<3 * count).map(Float.init))
        let before = images.values
        ImageFlip.mirror(images.row(1), height: height, width: width, channels: channels)
        for place in before.indices {
            let (line, column) = (place / width, place % width)
            let source = place / count == 1 ? line * width + width - 1 - column : place
            #expect(images.pointer[place] == before[source])
        }
        ImageFlip.mirror(images.row(1), height: height, width: width, channels: channels)
        #expect(images.values == before)
    }
}
