import Datasets
import Support
import Tensors
import Testing

@Suite struct SplitTests {
    private func set(_ count: Int, test: Range<Int>? = nil) -> ImageSet {
        let pixels = Matrix<Float>(rows: count, columns: 4, values: (0..<4 * count).map(Float.init))
        return ImageSet(pixels: pixels, height: 2, width: 2, channels: 1, origin: "numbers", predefinedTest: test)
    }

    @Test func partsAreDisjointAndFollowTheSeed() throws {
        let set = set(100)
        let split = try Split(train: 60, validation: 15, test: 25, of: set, seed: 1)
        #expect((split.train.count, split.validation.count, split.test.count) == (60, 15, 25))
        #expect((split.train + split.validation + split.test).sorted() == Array(0..<100))
        #expect(split.train != split.train.sorted())
        #expect(try Split(train: 60, validation: 15, test: 25, of: set, seed: 1) == split)
        #expect(try Split(train: 60, validation: 15, test: 25, of: set, seed: 2) != split)
        let smaller = try Split(train: 10, validation: 15, test: 25, of: set, seed: 1)
        #expect(smaller.test == split.test && smaller.validation == split.validation)
        #expect(smaller.train == Array(split.train[..<10]))
    }

    @Test(arguments: [70..<100, 0..<30, 20..<50]) func thePredefinedTestPartIsKeptApart(part: Range<Int>) throws {
        let split = try Split(train: 50, validation: 20, test: 30, of: set(100, test: part), seed: 3)
        #expect(split.test.sorted() == Array(part))
        #expect((split.train + split.validation).sorted() == (0..<100).filter { !part.contains($0) })
        #expect(split.test != split.test.sorted())
    }

    @Test func tooFewImagesNameNumbersThatFit() throws {
        let error = #expect(throws: DataError.self) {
            try Split(train: 80, validation: 40, test: 80, of: set(100), seed: 1)
        }
        #expect(error?.expected == "80 images to train, 40 to validate and 80 to test")
        #expect(error?.got == "100 images")
        #expect(error?.hint == "set train, validation and test to 40, 20 and 40 or fewer")
        let apart = #expect(throws: DataError.self) {
            try Split(train: 60, validation: 10, test: 40, of: set(100, test: 70..<100), seed: 1)
        }
        #expect(apart?.got == "70 images, and 30 set apart for testing")
        #expect(apart?.hint == "set train, validation and test to 60, 10 and 30 or fewer")
    }

    @Test func fingerprintsAreKnownAndFollowTheData() throws {
        // SHA-256 of no bytes is a published value.
        #expect(Split.fingerprint(of: []) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let set = set(4)
        let first = Split.fingerprint(ofPixelsAt: [0, 1], in: set)
        #expect(Split.fingerprint(ofPixelsAt: [0, 1], in: set) == first)
        #expect(Split.fingerprint(ofPixelsAt: [1, 0], in: set) != first)
        #expect(Split.fingerprint(of: [0, 1]) != Split.fingerprint(of: [1, 0]))
        set.pixels[1, 3] += 1
        #expect(Split.fingerprint(ofPixelsAt: [0, 1], in: set) != first)
        #expect(set.pixels(at: [2, 0]).values == [8, 9, 10, 11, 0, 1, 2, 3])
    }
}
