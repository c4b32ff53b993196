import Support

/// Stages and who needs whom: checked once, then always in one topological order.
public struct StageGraph: Sendable {
    /// All stages, inputs first; otherwise in the order in which they were given.
    public let stages: [Stage]
    private let byName: [String: Stage]
    private let keys: [String: StageKey]

    /// Checks and sorts `stages`. Throws `StageGraphError`.
    public init(_ stages: [Stage]) throws {
        var byName: [String: Stage] = [:]
        for stage in stages {
            let parts = stage.name.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") && !$0.contains("\0") }) else {
                throw StageGraphError.invalidName(stage.name)
            }
            guard byName.updateValue(stage, forKey: stage.name) == nil else {
                throw StageGraphError.duplicateName(stage.name)
            }
        }
        let names = stages.map(\.name)
        for stage in stages {
            for input in stage.inputs where byName[input] == nil {
                let nearest = NearestName.suggest(input, among: names)
                throw StageGraphError.unknownInput(stage: stage.name, input: input, nearest: nearest)
            }
        }
        self.byName = byName
        self.stages = try Self.sorted(stages, byName: byName)
        var keys: [String: StageKey] = [:]
        for stage in self.stages {
            let inputKeys = Dictionary(stage.inputs.map { ($0, keys[$0] ?? StageKey(hex: "")) }) { $1 }
            keys[stage.name] = StageKey(hashing: stage.keyText(inputKeys: inputKeys))
        }
        self.keys = keys
    }

    /// The stage named `name`. Throws `StageGraphError.unknownStage`, with the nearest name.
    public func stage(named name: String) throws -> Stage {
        guard let stage = byName[name] else { throw unknown(name) }
        return stage
    }

    /// The key of the stage named `name`. Throws `StageGraphError.unknownStage`.
    public func key(of name: String) throws -> StageKey {
        guard let key = keys[name] else { throw unknown(name) }
        return key
    }

    private func unknown(_ name: String) -> StageGraphError {
        .unknownStage(name, nearest: NearestName.suggest(name, among: stages.map(\.name)))
    }

    /// The keys of `stage`'s inputs by name.
    public func inputKeys(of stage: Stage) -> [String: StageKey] {
        Dictionary(stage.inputs.compactMap { name in keys[name].map { (name, $0) } }) { $1 }
    }

    /// `targets` and all that they need, in topological order. Throws `StageGraphError.unknownStage`.
    public func closure(of targets: [String]) throws -> [Stage] {
        var wanted = Set<String>()
        var open = try targets.map { try stage(named: $0) }
        while let stage = open.popLast() {
            guard wanted.insert(stage.name).inserted else { continue }
            open += stage.inputs.compactMap { byName[$0] }
        }
        return stages.filter { wanted.contains($0.name) }
    }

    /// The names that `pattern` stands for, in topological order: a stage's name, the leading parts of names
    /// ("sparse/train"), or at least 6 leading digits of a key. Throws `StageGraphError.unknownStage`.
    public func names(matching pattern: String) throws -> [String] {
        if byName[pattern] != nil { return [pattern] }
        let prefix = pattern.hasSuffix("/") ? pattern : pattern + "/"
        let below = stages.map(\.name).filter { $0.hasPrefix(prefix) }
        if !below.isEmpty { return below }
        let keyed = stages.map(\.name).filter { pattern.count >= 6 && keys[$0]?.hex.hasPrefix(pattern) == true }
        if !keyed.isEmpty { return keyed }
        let parts = stages.flatMap { stage -> [String] in
            let words = stage.name.split(separator: "/")
            return words.indices.map { words[...$0].joined(separator: "/") }
        }
        throw StageGraphError.unknownStage(pattern, nearest: NearestName.suggest(pattern, among: parts))
    }

    /// Depth-first in the given order, so that the result does not depend on hashing.
    private static func sorted(_ stages: [Stage], byName: [String: Stage]) throws -> [Stage] {
        var result: [Stage] = []
        var finished = Set<String>()
        var path: [String] = []
        func visit(_ stage: Stage) throws {
            if finished.contains(stage.name) { return }
            if let start = path.firstIndex(of: stage.name) {
                throw StageGraphError.cycle(Array(path[start...]) + [stage.name])
            }
            path.append(stage.name)
            for input in stage.inputs.compactMap({ byName[$0] }) { try visit(input) }
            path.removeLast()
            finished.insert(stage.name)
            result.append(stage)
        }
        for stage in stages { try visit(stage) }
        return result
    }
}
