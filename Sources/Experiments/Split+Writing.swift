import Datasets
import Stages

extension Split {
    /// Writes `train.npy`, `validation.npy` and `test.npy`, and `summary.csv`: what the images are, `more`, and each set's
    /// size and fingerprint.
    func write(
        _ images: ImageSet, to folder: Folder, _ context: StageContext, more: [(String, any TableValue)] = []
    ) throws {
        var rows: [(String, any TableValue)] =
            [
                ("source", images.origin), ("images", images.count), ("height", images.height),
                ("width", images.width), ("dimension", images.pixels.columns), ("files", context.key.hex),
            ] + more
        for (name, indices) in [("train", train), ("validation", validation), ("test", test)] {
            try context.checkInterruption()
            try folder.write(images.pixels(at: indices), "\(name).npy")
            rows.append((name, indices.count))
            rows.append(("fingerprint.\(name)", Split.fingerprint(ofPixelsAt: indices, in: images)))
        }
        try folder.write(rows, "summary.csv")
    }
}
