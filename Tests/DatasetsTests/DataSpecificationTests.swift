import Datasets
import Testing

@Suite struct DataSpecificationTests {
    private let studies = ["toy", "sparse", "inpainting"]

    @Test func sourcesFoldersAndStudies() throws {
        let plain = try DataSpecification(parsing: "fashion-mnist", studies: studies)
        #expect((plain.study, plain.source, plain.directory) == (nil, .fashionMNIST, nil))
        let folder = try DataSpecification(parsing: "inpainting:folder=/a:b=c", studies: studies)
        #expect((folder.study, folder.source, folder.directory) == ("inpainting", .folder, "/a:b=c"))
        let request = try DataSpecification(parsing: "cifar10=D").request(side: 16, channels: 3)
        #expect(request == DataRequest(source: .cifar10, directory: "D", side: 16, channels: 3))
    }

    @Test(arguments: [
        ("cifar=D", "did you mean “cifar10”"), ("Fashion-MNIST", "did you mean “fashion-mnist”"),
        ("folder", "--data folder=DIR"), ("cifar10=", "--data cifar10=DIR"),
        ("", "known: fashion-mnist, cifar10, folder"),
        ("inpaintng:folder=D", "did you mean “inpainting”"), ("imagenet=D", "known"),
    ])
    func mistakesNameTheNearest(text: String, part: String) {
        let error = #expect(throws: DataSpecificationError.self) {
            try DataSpecification(parsing: text, studies: studies)
        }
        #expect(error?.description.contains(part) == true, "\(String(describing: error))")
    }

    @Test func controlCharactersAreEscaped() {
        let error = #expect(throws: DataSpecificationError.self) {
            try DataSpecification(parsing: "a\u{1b}[2Jb=D", studies: studies)
        }
        #expect(error?.description.contains("“a\\u{1B}[2Jb”") == true && error?.description.contains("\u{1b}") == false)
    }

    @Test func theListNamesEverySource() {
        #expect(DatasetsAvailable.list().map(\.name) == ["fashion-mnist", "cifar10", "folder"])
    }
}
