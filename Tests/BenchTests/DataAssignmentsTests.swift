import Datasets
import Bench
import Foundation
import Stages
import Testing
import ToyExperiment

@Suite struct DataAssignmentsTests {
    private func settings(_ texts: String...) throws -> [String] {
        try DataAssignments.settings(texts, schema: Studies.schema).map { "\($0.name)=\($0.value)" }
    }

    @Test func withoutANameAllStudiesTakeTheImages() throws {
        #expect(
            try settings("cifar10=/data/c:d") == [
                "sparse.data.source=cifar10", "sparse.data.directory=/data/c:d",
                "inpainting.data.source=cifar10", "inpainting.data.directory=/data/c:d",
            ])
        #expect(try settings() == [])
    }

    @Test func aNamedStudyTakesItsOwnAlone() throws {
        #expect(
            try settings("inpainting:folder=/faces")
                == ["inpainting.data.source=folder", "inpainting.data.directory=/faces"])
        #expect(
            try settings("sparse:fashion-mnist") == ["sparse.data.source=fashion-mnist", "sparse.data.directory="])
    }

    /// By their own names alone.
    @Test func aSecondSetIsNamed() throws {
        #expect(
            try settings("cifar10=/a", "sparse2:folder=/b") == [
                "sparse.data.source=cifar10", "sparse.data.directory=/a", "inpainting.data.source=cifar10",
                "inpainting.data.directory=/a", "sparse2.data.source=folder", "sparse2.data.directory=/b",
            ])
    }

    /// In any order; of two of a kind the last counts.
    @Test(arguments: [
        ["cifar10=/a", "inpainting:folder=/b"], ["inpainting:folder=/b", "cifar10=/a"],
        ["folder=/x", "inpainting:folder=/x", "cifar10=/a", "inpainting:folder=/b"],
    ])
    func aNameCountsMoreThanNone(texts: [String]) throws {
        let values = try DataAssignments.settings(texts, schema: Studies.schema).map(\.value.description)
        #expect(values == ["cifar10", "/a", "folder", "/b"])
    }

    @Test func foldersBecomeAbsolute() throws {
        let here = FileManager.default.currentDirectoryPath
        #expect(try settings("sparse:folder=a b").last == "sparse.data.directory=\(here)/a b")
        #expect(try settings("sparse:folder=~/a").last == "sparse.data.directory=\(NSHomeDirectory())/a")
    }

    @Test func mistakesAreNamed() {
        let error = #expect(throws: DataSpecificationError.self) { try settings("toy:cifar10") }
        let known = "(known: sparse, inpainting, sparse2, inpainting2)"
        #expect(error?.description.contains("there is no study named “toy” \(known)") == true)
        let third = #expect(throws: DataSpecificationError.self) { try settings("sparse3:cifar10") }
        #expect(third?.description.contains("“sparse3”; did you mean “sparse”? \(known)") == true)
        #expect(throws: DataSpecificationError.self) { try settings("inpainting:folder") }
    }

    @Test func theStudiesAreThoseWithASettingForIt() {
        #expect(DataAssignments.studies(Studies.schema) == ["sparse", "inpainting"])
        #expect(DataAssignments.seconds(Studies.schema) == ["sparse2", "inpainting2"])
        #expect(DataAssignments.studies(StudyGraph.schema([ToyStudy.self])) == [])
        for study in ["sparse", "inpainting"] { #expect(Studies.schema["\(study).data.directory"] != nil) }
    }
}
