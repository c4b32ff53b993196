import Plotting
import Stages

/// A study of a run, known by its own description: what its methods are called and how they look, which seeds are
/// finished, and (in `StudyReader+Tables.swift`) its tables.
public struct StudyReader: Sendable {
    /// The run.
    public let run: RunReader
    /// What the study says of itself.
    public let description: StudyDescription

    /// A study of a run. `RunReader.study` makes one from the run's own description.
    public init(_ run: RunReader, _ description: StudyDescription) {
        (self.run, self.description) = (run, description)
    }

    /// The method with this id. Throws `RunReaderError.noMethod`.
    public func method(_ id: String) throws -> StudyDescription.Method {
        guard let method = known(id) else { throw RunReaderError.noMethod(id, study: description.id) }
        return method
    }

    /// A method's name in sentences; an id that the study does not know is its own name.
    public func label(of id: String) -> String { known(id)?.label ?? id }

    /// How a method looks in figures, with its name in legends. An id that the study does not know gets a look of its own,
    /// unlike that of all known roles, under its own name.
    public func style(of id: String) -> MethodStyle {
        guard let method = known(id) else { return Theme.style(role: id, name: FigureText.settable(id)) }
        return Theme.style(
            role: method.style.role, variant: method.style.variant, name: FigureText.settable(method.legend))
    }

    /// The looks of all methods by their ids: the table of a figure.
    public var styles: [String: MethodStyle] {
        Dictionary(description.methods.map { ($0.id, style(of: $0.id)) }) { first, _ in first }
    }

    /// Whether a method is a network that the study trains.
    public func isTrained(_ id: String) -> Bool { known(id)?.isTrained ?? false }

    /// The ids of the methods that the run gives the study from outside.
    public var externals: [String] { description.methods.filter { $0.origin != nil }.map(\.id) }

    /// Whether a method is one of these.
    public func isExternal(_ id: String) -> Bool { known(id)?.origin != nil }

    /// ε of a method's constraints, or of those that were watched. Throws `RunReaderError` where the study gives none.
    public func epsilon(of id: String) throws -> Double {
        guard let epsilon = try method(id).epsilon else { throw RunReaderError.noEpsilon(id, study: description.id) }
        return epsilon
    }

    /// What a column of the study's tables measures. Throws `RunReaderError.noMeasure`.
    public func measure(_ name: String) throws -> StudyDescription.Measure {
        guard let measure = description.measures.first(where: { $0.name == name }) else {
            throw RunReaderError.noMeasure(name, study: description.id)
        }
        return measure
    }

    /// The seeds with which the evaluation of `method` is finished, ascending; none of a method that is not known.
    public func seeds(of method: String) -> [Int] {
        known(method).map { run.finishedSeeds(under: $0.evaluations) } ?? []
    }

    /// The seeds with which every one of `methods` is finished, ascending. Throws `RunReaderError` where there is none.
    public func seeds(ofAll methods: [String]) throws -> [Int] {
        var common: [Int]?
        for method in methods {
            let seeds = seeds(of: method)
            if seeds.isEmpty { throw missing(method) }
            common = common.map { $0.filter(seeds.contains) } ?? seeds
        }
        guard let common, !common.isEmpty else {
            throw RunReaderError.nothingFinished("the evaluation of \(methods.joined(separator: ", ")) with one seed")
        }
        return common
    }

    /// The seeds with which the training of `method` is finished, ascending.
    public func trainedSeeds(of method: String) -> [Int] {
        known(method)?.trainings.map { run.finishedSeeds(under: $0) } ?? []
    }

    /// The draw of the data that a method's seed sees; 1 where all see the same.
    public func draw(of method: String, seed: Int) -> Int {
        guard let method = known(method), let draws = method.draws, let index = method.seeds.firstIndex(of: seed),
            draws.indices.contains(index)
        else { return 1 }
        return draws[index]
    }

    /// The draws that some seeds of a method see, in their order.
    public func draws(of method: String, seeds: [Int]) -> [Int] { seeds.map { draw(of: method, seed: $0) } }

    /// The learning rate of each finished training of a method, by its seed; of one that does not say it none.
    public func learningRates(of id: String) -> [Int: Double] {
        let rates = trainedSeeds(of: id).compactMap { seed in
            (try? trainingSummary(id, seed: seed).number("learning_rate")).map { (seed, $0) }
        }
        return Dictionary(rates) { first, _ in first }
    }

    /// The finished trainings of a method that diverged at the learning rate that was chosen, and were made again at a smaller one.
    public func retrained(_ id: String) -> [RetrainedSeed] {
        trainedSeeds(of: id).compactMap { seed in
            guard let summary = try? trainingSummary(id, seed: seed), let count = try? summary.number("divergences"),
                count > 0, let rate = try? summary.number("learning_rate")
            else { return nil }
            return RetrainedSeed(method: label(of: id), seed: seed, learningRate: rate)
        }
    }

    /// The finished trainings of a method whose summary.csv says that they spiked before the weights that were kept. One that says
    /// nothing of it has none.
    public func spikes(of id: String) -> [Spike] {
        trainedSeeds(of: id).compactMap { seed in
            guard let summary = try? trainingSummary(id, seed: seed), let spiked = try? summary.number("spiked"),
                spiked > 0
            else { return nil }
            let step = (try? summary.number("spike_step")).flatMap { Int(exactly: $0) }
            if let step, let kept = try? summary.number("best_step"), kept < Double(step) { return nil }
            return Spike(
                method: label(of: id), seed: seed, step: step,
                ratio: (try? summary.number("spike_ratio")).flatMap { $0.isFinite ? $0 : nil })
        }
    }

    /// The trainings and evaluations of a method that diverged: no number of these seeds is in any claim.
    public func lostSeeds(of id: String) -> [LostSeed] {
        guard let method = known(id) else { return [] }
        let seeds = [method.trainings, method.evaluations].compactMap { $0 }.flatMap { prefix in
            run.manifest.stages(withPrefix: prefix).filter { $0.state == .diverged }.compactMap {
                Int($0.name.dropFirst(prefix.count))
            }
        }
        return Set(seeds).sorted().map { LostSeed(method: method.label, seed: $0) }
    }

    /// The methods with at least one finished evaluation, in the order of reports.
    public var finished: [StudyDescription.Method] { description.methods.filter { !seeds(of: $0.id).isEmpty } }

    /// Why no evaluation of `method` is finished.
    public func missing(_ id: String) -> RunReaderError {
        known(id).map { run.missing(under: $0.evaluations) } ?? .noMethod(id, study: description.id)
    }

    /// The first training or evaluation of a method that diverged or failed, where no seed of it is finished: then the
    /// method is lost. Nil where it is not.
    public func loss(of id: String) -> StageRecord? {
        guard let method = known(id), seeds(of: id).isEmpty else { return nil }
        return run.stages([method.trainings, method.evaluations].compactMap { $0 })
            .first { [.diverged, .failed].contains($0.state) }
    }

    private func known(_ id: String) -> StudyDescription.Method? { description.methods.first { $0.id == id } }
}
