import Datasets

extension ImageData {
    /// The folder, or the source in its usual place.
    var place: String { request.directory ?? request.source.rawValue }

    /// The sizes asked for; where they shrink, in the same proportion that a set has images for, each at least one.
    func sizes(for images: ImageSet) -> SetSizes {
        let asked = SetSizes(train: settings.train, validation: settings.validation, test: settings.test)
        guard shrinks else { return asked }
        let apart = images.predefinedTest?.count ?? 0
        let total = asked.total(isTestApart: apart > 0)
        let share = min(1, Double(images.count - apart) / Double(total))
        let sizes = [asked.train, asked.validation, asked.test].map {
            share < 1 ? max(1, Int(share * Double($0))) : $0
        }
        // Sets that were rounded up to one image take it from the training set.
        let rest = images.count - apart - sizes[1] - (apart > 0 ? 0 : sizes[2])
        return SetSizes(
            train: max(1, min(sizes[0], rest)), validation: sizes[1],
            test: apart > 0 ? min(asked.test, apart) : sizes[2])
    }

    /// What is lacking where the sets are to be cut from too few images; nil where there are enough.
    func shortage(of images: ImageSet) -> ImageShortage? {
        let sizes = sizes(for: images)
        let apart = images.predefinedTest?.count
        let pool = images.count - (apart ?? 0)
        guard sizes.total(isTestApart: apart != nil) > pool || sizes.test > apart ?? pool else { return nil }
        let names = [settings.name(\.train), settings.name(\.validation), settings.name(\.test)]
        // Sets that shrink take any number but none.
        let leasts = names.map { name in
            shrinks ? 1 : bounds.filter { $0.large.name == name }.map(\.small.least).max() ?? 1
        }
        let least = SetSizes(train: leasts[0], validation: leasts[1], test: leasts[2])
        let fitting = sizes.fitting(pool, apart: apart, least: least)
        return ImageShortage(
            place: place,
            expected: fitting == nil
                ? "at least \(least.total(isTestApart: apart != nil)) images for \(self.names.data)"
                    + (apart == nil ? "" : ", and \(least.test) to test")
                : "\(sizes.train), \(sizes.validation) and \(sizes.test) images for "
                    + "\(names[0]), \(names[1]) and \(names[2])",
            got: (pool == 1 ? "1 image" : "\(pool) images") + (apart.map { ", and \($0) set apart for testing" } ?? ""),
            options: fitting.map { options($0, names) } ?? [])
    }

    private func options(_ sizes: SetSizes, _ names: [String]) -> [SizeBound.Option] {
        let new = Dictionary(uniqueKeysWithValues: zip(names, [sizes.train, sizes.validation, sizes.test]))
        let bounds = bounds.filter { new.keys.contains($0.large.name) }
        let free = names.filter { name in !bounds.contains { $0.large.name == name } }
        return free.compactMap { name in new[name].map { SizeBound.Option(name: name, value: $0) } }
            + SizeBound.options(keeping: bounds, sizes: new)
    }
}
