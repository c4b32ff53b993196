import Datasets
import Foundation
import Support
import Tensors
import Testing

@Suite struct CIFAR10Tests {
    private static let size = 30_730_000
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    /// A batch whose image 7 has label 9, red 10, green 20 and blue 30 but for one brighter pixel at its end.
    private static func batch() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: size)
        let start = 7 * 3073
        bytes[start] = 9
        for (plane, value) in [UInt8(10), 20, 30].enumerated() {
            for i in 0..<1024 { bytes[start + 1 + plane * 1024 + i] = value }
        }
        bytes[start + 3072] = 230
        return bytes
    }

    private func load(_ side: Int, _ channels: Int) throws -> ImageSet {
        try DataRequest(source: .cifar10, directory: folder.path, side: side, channels: channels).load()
    }

    @Test func lumaColourAndBatches() throws {
        try folder.write("data_batch_3.bin", Self.batch())
        let grey = try load(32, 1)
        #expect((grey.count, grey.predefinedTest) == (10_000, nil))
        #expect(grey.pixels[7, 0] == Float((0.299 * 10 + 0.587 * 20 + 0.114 * 30) / 255))
        #expect(grey.pixels[7, 1023] == Float((0.299 * 10 + 0.587 * 20 + 0.114 * 230) / 255))
        #expect(grey.pixels[6, 1023] == 0)
        let colour = try load(16, 3)
        #expect(colour.pixels[7, 255] == Float(10.0 / 255))
        #expect(colour.pixels[7, 256] == Float(20.0 / 255))
        #expect(colour.pixels[7, 767] == Float((30.0 * 3 + 230) / 4 / 255))
        try folder.write("test_batch.bin", Self.batch())
        #expect(try load(8, 1).predefinedTest == 10_000..<20_000)
    }

    @Test func wrongSizeAndLabelTenAreNamed() throws {
        try folder.write("data_batch_1.bin", Array(Self.batch().dropLast()))
        let short = #expect(throws: DataError.self) { try load(8, 1) }
        #expect(short?.description.contains("expected 30730000 bytes, got 30729999") == true)
        #expect(short?.file == "\(folder.path)/data_batch_1.bin")
        var bytes = Self.batch()
        bytes[3073 * 9_999] = 10
        try folder.write("data_batch_1.bin", bytes)
        let label = #expect(throws: DataError.self) { try load(8, 1) }
        #expect(label?.got == "10 at image 9999")
    }

    /// A batch of black images, which takes no room on the disk.
    private func writeBlackBatch(_ name: String) throws {
        try folder.write(name, [0])
        truncate("\(folder.path)/\(name)", off_t(Self.size))
    }

    @Test func missingBatchesAreToldAndTestImagesNeverLearntFrom() throws {
        for name in ["data_batch_1.bin", "data_batch_3.bin"] { try writeBlackBatch(name) }
        let absent = "data_batch_2.bin, data_batch_4.bin, data_batch_5.bin, test_batch.bin"
        let set = try load(1, 1)
        #expect(
            set.warnings == [
                "CIFAR-10 lacks \(absent): 20000 images are learnt from, and test images are set apart from them"
            ])
        #expect(set.origin == "CIFAR-10, 20000 + 0 images, luma, at 1×1")
        let request = DataRequest(source: .cifar10, directory: folder.path, side: 1)
        #expect(try request.warnings() == set.warnings)
        // What tables tell is in the fingerprint, so that tables of older programs are made anew.
        var bytesAlone = Fingerprint()
        for name in ["data_batch_1.bin", "data_batch_3.bin"] {
            bytesAlone.add("\(name)\n\(Self.size)\n")
            try bytesAlone.add(InputFile("\(folder.path)/\(name)", kind: "a batch"))
        }
        #expect(try request.fingerprint() != bytesAlone.hexadecimal)
        for name in ["data_batch_1.bin", "data_batch_3.bin"] { unlink("\(folder.path)/\(name)") }
        try writeBlackBatch("test_batch.bin")
        let alone = #expect(throws: DataError.self) { try load(1, 1) }
        #expect(alone?.got == "test_batch.bin alone")
        #expect(alone?.hint?.contains("test images are not trained on") == true)
        for number in 1...5 { try writeBlackBatch("data_batch_\(number).bin") }
        #expect(try request.warnings() == [])
    }

    @Test(arguments: [
        ("data_batch_1", "the Python version"), ("train.bin", "CIFAR-100"),
        ("cifar-10-binary.tar.gz", "still packed"),
    ]) func otherFormsOfItAreNamed(name: String, words: String) throws {
        try folder.write(name, [1])
        #expect(#expect(throws: DataError.self) { try load(8, 1) }?.got.contains(words) == true)
    }

    @Test func emptyAndMissingFoldersAreErrors() {
        let empty = #expect(throws: DataError.self) { try load(8, 1) }
        #expect(empty?.got == "none of them")
        let missing = #expect(throws: DataError.self) {
            try DataRequest(source: .cifar10, directory: "/nonexistent", side: 8).load()
        }
        #expect(missing?.got == "no such folder")
    }
}
