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
            let split = try Self.split(settings, images)
            let folder = Folder(context.directory)
            var rows: [(String, any TableValue)] = [
                ("source", images.origin), ("images", images.count), ("height", images.height),
                ("width", images.width), ("dimension", images.pixels.columns), ("files", context.key.hex),
            ]
            for (name, indices) in [("train", split.train), ("validation", split.validation), ("test", split.test)] {
                try context.checkInterruption()
                try folder.write(images.pixels(at: indices), "\(name).npy")
                rows.append((name, indices.count))
                rows.append(("fingerprint.\(name)", Split.fingerprint(ofPixelsAt: indices, in: images)))
            }
            try folder.write(rows, "summary.csv")
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
