import Descent
import Foundation
import Tensors
import Testing

/// A checkpoint that is not what was written is never gone on from: the training says so, and ends with the bytes of an
/// unbroken one all the same.
@Suite struct DamagedCheckpointTests {
    struct Stop: Error {}
    private static let steps = 24

    private let place: CheckpointFolder
    private let whole: [Float]

    init() throws {
        place = try CheckpointFolder()
        let trainer = TrainerTests.trainer(steps: Self.steps)
        try trainer.train(checkpoint: nil) { _ in }
        whole = trainer.network.values.values
    }

    private func stop(at step: Int, identity: String = "a") throws {
        #expect(throws: Stop.self) {
            try TrainerTests.trainer(steps: Self.steps).train(checkpoint: place.checkpoint(identity: identity)) {
                if $0 == step { throw Stop() }
            }
        }
    }

    /// Trains to the end; how many updates that took.
    private func goOn() throws -> Int {
        let trainer = TrainerTests.trainer(steps: Self.steps)
        var updates = 0
        try trainer.train(checkpoint: place.checkpoint()) { _ in updates += 1 }
        #expect(trainer.network.values.values == whole)
        return updates
    }

    private static func entries(_ file: SafeTensors, without left: String? = nil) throws -> [SafeTensors.Entry] {
        try file.tensors.filter { $0.name != left }.map { tensor in
            tensor.isDouble
                ? .init(tensor.name, try file.matrix(tensor.name, as: Double.self), shape: tensor.shape)
                : .init(tensor.name, try file.matrix(tensor.name, as: Float.self), shape: tensor.shape)
        }
    }

    private func expectStart(_ words: String) throws {
        #expect(try goOn() == Self.steps)
        #expect(place.notes.count == 1)
        let note = place.notes.first ?? ""
        #expect(note.contains(place.last.path) && note.contains(words) && note.hasSuffix("from the start"), "\(note)")
    }

    /// Every kind of place in the file: its length, header, metadata, states and weights.
    @Test func aBitAnywhere() throws {
        try stop(at: 9)
        let good = try Data(contentsOf: place.last)
        for part in 0..<23 {
            var bytes = good
            bytes[part * (good.count - 1) / 22] ^= 1 << UInt8(part % 8)
            try bytes.write(to: place.last)
            let noted = place.notes.count
            let updates = try goOn()
            #expect(updates == Self.steps && place.notes.count == noted + 1, "byte \(part * (good.count - 1) / 22)")
        }
    }

    @Test(arguments: [0, 1, 8, 200, 5000]) func aCutFile(length: Int) throws {
        try stop(at: 9)
        try Data(contentsOf: place.last).prefix(length).write(to: place.last)
        try expectStart("safetensors")
    }

    @Test func aFolderInItsPlace() throws {
        try stop(at: 9)
        try FileManager.default.removeItem(at: place.last)
        try FileManager.default.createDirectory(
            at: place.last.appendingPathComponent("x"), withIntermediateDirectories: true)
        try expectStart("a folder")
    }

    @Test func oneOfAnOlderProgram() throws {
        try stop(at: 9)
        let file = try SafeTensors(path: place.last.path)
        try SafeTensors.write(try Self.entries(file), to: place.last.path)
        try expectStart("expected a checksum, got none")
    }

    @Test func oneOfAnotherTraining() throws {
        try stop(at: 9, identity: "b")
        try expectStart("another one's")
    }

    /// Whole, but with numbers that no training has: NaN, a half, more steps than there are.
    @Test(arguments: [Double.nan, 0.5, -1, 25, 1e300]) func numbersThatCannotBe(number: Double) throws {
        try stop(at: 9)
        let file = try SafeTensors(path: place.last.path)
        let state: Matrix<Double> = try file.matrix("state")
        state.pointer[0] = number
        let others = try Self.entries(file, without: "state")
        let metadata = file.metadata.filter { $0.key != "sha256" }
        try SafeTensors.writeChecked(others + [.init("state", state)], metadata: metadata, to: place.last.path)
        try expectStart("numbers that cannot be")
    }

    @Test func theOneBeforeIsGoneOnFrom() throws {
        try stop(at: 9)
        try stop(at: 15)
        #expect(FileManager.default.fileExists(atPath: place.before.path))
        try Data().write(to: place.last)
        #expect(try goOn() == Self.steps - 9)
        #expect(place.notes.count == 1 && place.notes.first?.hasSuffix("from the one before") == true, "\(place.notes)")
    }

    @Test func bothDamaged() throws {
        try stop(at: 9)
        try stop(at: 15)
        for url in [place.last, place.before] { try Data([1, 2, 3]).write(to: url) }
        #expect(try goOn() == Self.steps)
        #expect(place.notes.count == 2 && place.notes.last?.hasSuffix("from the start") == true, "\(place.notes)")
    }

    @Test func aWholeOneIsNotSpokenOf() throws {
        try stop(at: 9)
        #expect(try goOn() == Self.steps - 9)
        #expect(place.notes.isEmpty)
    }

    /// By maximum likelihood the same: the file is read by one code.
    @Test func ofALikelihoodTraining() throws {
        func trainer() throws -> LikelihoodTrainer { try LikelihoodFixture.trainer(steps: 12, validateEvery: 4) }
        let whole = try trainer()
        try whole.train(checkpoint: nil) { _ in }
        #expect(throws: Stop.self) {
            try trainer().train(checkpoint: place.checkpoint()) { if $0 == 5 { throw Stop() } }
        }
        var bytes = try Data(contentsOf: place.last)
        bytes[bytes.count / 2] ^= 4
        try bytes.write(to: place.last)
        let resumed = try trainer()
        var updates = 0
        try resumed.train(checkpoint: place.checkpoint()) { _ in updates += 1 }
        #expect(updates == 12 && place.notes.count == 1)
        #expect(resumed.flow.values.values == whole.flow.values.values && resumed.history == whole.history)
    }
}
