import Datasets
import Support

/// Fewer images than the sets of a study ask for.
struct ImageShortage {
    /// The folder, or the source in its usual place.
    let place: String
    /// "10000, 1000 and 1000 images for sparse.data.train, sparse.data.validation and sparse.data.test".
    let expected: String
    /// "140 images".
    let got: String
    /// Settings that fit what there is; none where no sizes do.
    let options: [SizeBound.Option]

    /// One error for all studies that lack images.
    static func error(_ shortages: [ImageShortage]) -> DataError {
        let options = smallest(shortages.flatMap(\.options)).joined(separator: " ")
        let hints =
            (options.isEmpty ? [] : ["add \(options) to the command in place of other values"])
            + (shortages.contains { $0.options.isEmpty } ? ["--data with more images"] : [])
        return DataError(
            file: shortages.distinct(\.place, separator: ", "),
            expected: shortages.distinct(\.expected, separator: ", and "),
            got: shortages.distinct(\.got, separator: ", and "), hint: hints.joined(separator: "; "))
    }

    /// Of options that set the same, as where two sets of images are short for the settings that they share, the one that fits
    /// both.
    private static func smallest(_ options: [SizeBound.Option]) -> [String] {
        options.enumerated().filter { index, option in
            !options.enumerated().contains { other, rival in
                rival.name == option.name && (rival.value, other) < (option.value, index)
            }
        }.map(\.element.text)
    }
}

extension DataError {
    /// What several studies complain of, in one error; nil where there is nothing.
    static func one(of errors: [DataError]) -> DataError? {
        guard errors.count > 1 else { return errors.first }
        let hint = errors.distinct({ $0.hint ?? "" }, separator: "; ")
        return DataError(
            file: errors.distinct(\.file, separator: ", "), expected: errors.distinct(\.expected, separator: ", and "),
            got: errors.distinct(\.got, separator: "; "), hint: hint.isEmpty ? nil : hint)
    }
}

extension Array {
    /// A text of each element, each text once.
    fileprivate func distinct(_ text: (Element) -> String, separator: String) -> String {
        var seen = Set<String>()
        return map(text).filter { !$0.isEmpty && seen.insert($0).inserted }.joined(separator: separator)
    }
}

/// How many images each set of a study takes.
struct SetSizes: Equatable {
    var train: Int
    var validation: Int
    var test: Int

    /// Images in all; without the test images where the source has these apart.
    func total(isTestApart: Bool) -> Int { train + validation + (isTestApart ? 0 : test) }

    /// Sizes in the same proportion that `count` images are enough for, none below `least`; nil where these are more.
    ///
    /// - Parameters:
    ///   - count: images but for those apart.
    ///   - apart: images that the source sets apart for testing; nil where it sets none apart.
    func fitting(_ count: Int, apart: Int?, least: SetSizes) -> SetSizes? {
        let isApart = apart != nil
        guard least.total(isTestApart: isApart) <= count, least.test <= apart ?? count else { return nil }
        let share = min(1, Double(count) / Double(max(1, total(isTestApart: isApart))))
        func part(_ size: Int, _ least: Int) -> Int { max(least, min(size, Int(share * Double(size)))) }
        var result = self
        result.test = apart.map { min(max(test, least.test), $0) } ?? part(test, least.test)
        result.validation = part(validation, least.validation)
        // What was rounded up is taken from the largest set, and then from the others.
        func rest() -> Int { count - result.validation - (isApart ? 0 : result.test) }
        if rest() < least.train { result.validation = least.validation }
        if rest() < least.train, !isApart { result.test = least.test }
        result.train = min(part(train, least.train), rest())
        return result
    }
}
