import Datasets
import Foundation
import Support
import Tensors
import Testing

@Suite struct FashionMNISTTests {
    private let folder: ScratchFolder
    private let train = "train-images-idx3-ubyte"
    private let test = "t10k-images-idx3-ubyte"
    /// Pixel (y, x) of image i is i + 8·y + x.
    private let images: [[UInt8]] = (0..<3).map { (i: Int) -> [UInt8] in
        (0..<784).map { (place: Int) -> UInt8 in UInt8(i + place / 28 * 8 + place % 28) }
    }

    init() throws {
        folder = try ScratchFolder()
        folder.writeGzip("\(train).gz", ScratchFolder.idx(Array(images[..<2])))
        folder.writeGzip("\(test).gz", ScratchFolder.idx(Array(images[2...])))
    }

    private func load(_ side: Int = 32, _ channels: Int = 1) throws -> ImageSet {
        try DataRequest(source: .fashionMNIST, directory: folder.path, side: side, channels: channels).load()
    }

    @Test func imagesArePaddedAndTheTestPartIsKnown() throws {
        let set = try load()
        #expect((set.count, set.height, set.width, set.channels) == (3, 32, 32, 1))
        #expect(set.predefinedTest == 2..<3)
        for (i, image) in images.enumerated() {
            for y in 0..<32 {
                for x in 0..<32 {
                    let inside = (2..<30).contains(y) && (2..<30).contains(x)
                    let expected = inside ? Float(image[(y - 2) * 28 + x - 2]) / 255 : 0
                    #expect(set.pixels[i, y * 32 + x] == expected)
                }
            }
        }
    }

    @Test func sixteenPixelsAverageFourAndColourIsThreeEqualPlanes() throws {
        let set = try load(16, 3)
        // New (1, 1) covers old (2…3, 2…3), image pixels (0…1, 0…1): i + (0 + 1 + 8 + 9)/4.
        for plane in 0..<3 {
            #expect(set.pixels[1, plane * 256 + 17] == Float(5.5 / 255))
            #expect(set.pixels[1, plane * 256] == 0)
        }
        // New (1, 1) of eight covers image pixels (2…5, 2…5): the mean is 8·3.5 + 3.5.
        #expect(try load(8).pixels[0, 9] == Float(31.5 / 255))
    }

    @Test func plainFilesAreReadToo() throws {
        let plain = try ScratchFolder()
        try plain.write(train, ScratchFolder.idx(Array(images[..<2])))
        try plain.write(test, ScratchFolder.idx(Array(images[2...])))
        let set = try DataRequest(source: .fashionMNIST, directory: plain.path, side: 32).load()
        #expect(try set.pixels.values == load().pixels.values)
    }

    @Test func damageIsNamed() throws {
        func expectError(_ got: String) {
            let error = #expect(throws: DataError.self) { try load() }
            #expect(error?.got.contains(got) == true, "\(String(describing: error))")
            #expect(error?.file == "\(folder.path)/\(train).gz")
        }
        let good = try folder.bytes(of: "\(train).gz")
        for count in [0, 1, 5, 12, good.count / 2, good.count - 9, good.count - 1] {
            try folder.write("\(train).gz", Array(good[..<count]))
            expectError(count > 1 ? "end of file" : "fewer bytes")
        }
        var flipped = good
        flipped[good.count / 2] ^= 0x10
        try folder.write("\(train).gz", flipped)
        expectError("damage")
        folder.writeGzip("\(train).gz", ScratchFolder.idx([], magic: 0x0801))
        expectError("00 00 08 01")
        folder.writeGzip("\(train).gz", ScratchFolder.idx([images[0]], height: 32, width: 28))
        expectError("32×28")
        folder.writeGzip("\(train).gz", ScratchFolder.idx([]))
        expectError("0")
        folder.writeGzip("\(train).gz", Array(ScratchFolder.idx([images[0]]).dropLast()))
        expectError("783")
        folder.writeGzip("\(train).gz", ScratchFolder.idx([images[0]]) + [0])
        expectError("more")
    }

    /// What other programs call the files, and where they put them.
    @Test(
        arguments: ["", "FashionMNIST/raw/", "raw/"],
        ["-images.idx3-ubyte", "-images.idx3-ubyte.gz", "-images-idx3-ubyte", "-images-idx3-ubyte.gz"])
    func namesOfOtherPrograms(inner: String, ending: String) throws {
        let other = try ScratchFolder()
        try FileManager.default.createDirectory(atPath: "\(other.path)/\(inner)", withIntermediateDirectories: true)
        for (part, images) in [("train", images[..<2]), ("t10k", images[2...])] {
            let bytes = ScratchFolder.idx(Array(images))
            let name = inner + part + ending
            if ending.hasSuffix("gz") { other.writeGzip(name, bytes) } else { try other.write(name, bytes) }
        }
        let set = try DataRequest(source: .fashionMNIST, directory: other.path, side: 32).load()
        #expect(try set.pixels.values == load().pixels.values && set.predefinedTest == 2..<3 && set.warnings.isEmpty)
    }

    @Test func similarNamesAreHints() throws {
        let other = try ScratchFolder()
        for name in ["Train-Images-IDX3-ubyte", "t10k-labels-idx1-ubyte", "notes.txt"] { try other.write(name, [1]) }
        let error = #expect(throws: DataError.self) {
            try DataRequest(source: .fashionMNIST, directory: other.path, side: 8).load()
        }
        #expect(error?.got == "no such file, but Train-Images-IDX3-ubyte, t10k-labels-idx1-ubyte")
    }

    /// Either part alone is an error that names the other.
    @Test(arguments: [true, false]) func halfTheFilesAreAnError(isTrainThere: Bool) throws {
        let (there, gone) = isTrainThere ? (train, test) : (test, train)
        unlink("\(folder.path)/\(gone).gz")
        let error = #expect(throws: DataError.self) { try load() }
        #expect(error?.file == "\(folder.path)/\(gone).gz" && error?.got == "no such file, but \(there).gz")
    }

    @Test func labelsAndSwappedFilesAreNoticed() throws {
        folder.writeGzip("\(test).gz", ScratchFolder.idx([], magic: 0x0801))
        #expect(#expect(throws: DataError.self) { try load() }?.hint == "these are labels, in the place of images")
        folder.writeGzip("\(test).gz", ScratchFolder.idx(images))
        #expect(try load().warnings.first?.hasSuffix("are the files swapped?") == true)
        folder.writeGzip("\(test).gz", ScratchFolder.idx(Array(images[..<2])))
        #expect(try load(8).warnings == ["the test images are the training images"])
        for (name, count) in [(train, 10_000), (test, 60_000)] {
            let header = [0x0803, count, 28, 28].flatMap(ScratchFolder.bigEndian)
            folder.writeGzip("\(name).gz", header + [UInt8](repeating: 0, count: count * 784))
        }
        let swapped = #expect(throws: DataError.self) { try load(1) }
        #expect(swapped?.got == "10000 and 60000" && swapped?.hint?.contains("swap") == true)
    }

    /// No memory is taken for what a header claims and the file cannot hold.
    @Test(arguments: [1_000_000, 1_000_001, 1 << 31, 1 << 32 - 1]) func aHeaderThatLiesIsAnError(count: Int) throws {
        let bytes = [0x0803, count, 28, 28].flatMap(ScratchFolder.bigEndian) + [UInt8](repeating: 0, count: 784)
        folder.writeGzip("\(train).gz", bytes)
        let packed = #expect(throws: DataError.self) { try load() }
        #expect(
            packed?.got.hasPrefix(count > 1_000_000 ? "\(count)" : "at most ") == true, "\(String(describing: packed))")
        unlink("\(folder.path)/\(train).gz")
        try folder.write(train, bytes)
        #expect(#expect(throws: DataError.self) { try load() }?.got == (count > 1_000_000 ? "\(count)" : "784"))
    }

    @Test func missingFilesHintAtThePackage() throws {
        try FileManager.default.removeItem(atPath: "\(folder.path)/\(test).gz")
        let error = #expect(throws: DataError.self) { try load() }
        #expect(error?.hint == "apt-get install dataset-fashion-mnist, or --data fashion-mnist=DIR")
        let nowhere = #expect(throws: DataError.self) {
            try DataRequest(source: .fashionMNIST, directory: "/nonexistent", side: 8).load()
        }
        #expect(nowhere?.hint?.contains("apt-get") == true)
    }

    @Test func fingerprintFollowsTheBytesAndNotThePlace() throws {
        let request = DataRequest(source: .fashionMNIST, directory: folder.path, side: 8)
        let first = try request.fingerprint()
        #expect(first.count == 64)
        let copy = try ScratchFolder()
        for name in ["\(train).gz", "\(test).gz"] { try copy.write(name, folder.bytes(of: name)) }
        #expect(try DataRequest(source: .fashionMNIST, directory: copy.path, side: 16).fingerprint() == first)
        folder.writeGzip("\(train).gz", ScratchFolder.idx([images[1], images[0]]))
        #expect(try request.fingerprint() != first)
    }

    @Test func impossibleRequestsAreErrors() {
        #expect(throws: DataError.self) { try load(0) }
        #expect(throws: DataError.self) { try load(33) }
        #expect(throws: DataError.self) { try load(8, 2) }
    }
}
