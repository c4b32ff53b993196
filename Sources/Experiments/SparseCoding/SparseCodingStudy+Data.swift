import Datasets
import Foundation
import Stages
import Tensors

extension SparseCodingStudy {
    /// `data/sparse`: three disjoint sets of images, each (n, p) in [0, 1].
    var dataStage: Stage {
        let settings = self.settings
        // The folder's place is of no matter: the fingerprint of its files is in the key.
        var own = settings.stageSettings("sparse.data.", "run.seed")
        own["run.seeds"] = nil
        own["sparse.data.directory"] = nil
        return Stage(name: "data/sparse", settings: own, extraKey: fingerprint, work: 2) { context in
            let images = try Self.request(settings).load()
            try Self.split(settings, images).write(images, to: Folder(context.directory), context)
        }
    }

    /// Reads and splits the images as `data/sparse` will. Throws `DataError`.
    static func checkImages(_ settings: RunSettings) throws {
        _ = try split(settings, try request(settings).load())
    }

    private static func split(_ settings: RunSettings, _ images: ImageSet) throws -> Split {
        try Split(
            train: settings.int("sparse.data.train"), validation: settings.int("sparse.data.validation"),
            test: settings.int("sparse.data.test"), of: images, seed: UInt64(settings.int("run.seed")))
    }
}
