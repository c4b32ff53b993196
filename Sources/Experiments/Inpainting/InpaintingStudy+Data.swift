import Datasets
import Foundation
import Stages
import Tensors

extension InpaintingStudy {
    /// `data/inpainting`: three disjoint sets of images, each (n, channels·side²) in [0, 1], plane after plane.
    var dataStage: Stage {
        // The folder's place is of no matter: the fingerprint of its files is in the key.
        var own = settings.stageSettings("inpainting.data.", "run.seed")
        own["run.seeds"] = nil
        own["inpainting.data.directory"] = nil
        return Stage(name: "data/inpainting", settings: own, extraKey: fingerprint, work: 2) { context in
            let images = try Self.request(settings).load()
            let first = (shape.width - holeSide) / 2
            try Self.split(settings, images).write(
                images, to: Folder(context.directory), context,
                more: [
                    ("channels", images.channels), ("hole_top", first), ("hole_left", first), ("hole_side", holeSide),
                ])
        }
    }

    /// Reads and splits the images as `data/inpainting` will. Throws `DataError`.
    static func checkImages(_ settings: RunSettings) throws {
        let (source, side) = (settings.string("inpainting.data.source"), settings.int("inpainting.data.side"))
        guard source == "folder" || side <= 32 else {
            throw SettingsError(
                "inpainting.data.side is \(side), and the images of \(source) have 32 pixels a side. Hint: larger images by "
                    + "--data inpainting:folder=DIR, or the other studies alone by --only fig1,fig3")
        }
        _ = try split(settings, try request(settings).load())
    }

    /// The sets that the settings ask for; where there are fewer images, all three are smaller in proportion.
    private static func split(_ settings: RunSettings, _ images: ImageSet) throws -> Split {
        let wanted = ["train", "validation", "test"].map { settings.int("inpainting.data.\($0)") }
        let apart = images.predefinedTest?.count ?? 0
        let total = apart > 0 ? wanted[0] + wanted[1] : wanted.reduce(0, +)
        let share = min(1, Double(images.count - apart) / Double(total))
        var sizes = wanted.map { share < 1 ? max(1, Int(share * Double($0))) : $0 }
        // Sets that were rounded up to one image take it from the training set.
        sizes[0] = max(1, min(sizes[0], images.count - apart - sizes[1] - (apart > 0 ? 0 : sizes[2])))
        return try Split(
            train: sizes[0], validation: sizes[1], test: apart > 0 ? min(wanted[2], apart) : sizes[2], of: images,
            seed: UInt64(settings.int("run.seed")))
    }
}
