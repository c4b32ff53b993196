/// Which of the stages that can be made comes next, and with how many threads: for runs, and for estimates of them.
public struct Schedule {
    /// Threads for all running stages together.
    let threads: Int
    /// Bytes for all running stages together.
    let memory: Int
    /// Stages in the order in which they are taken: the longest way to the end first, then as the graph has them.
    let stages: [Stage]
    private var running: [String: StageNeeds] = [:]

    /// A schedule of stages in topological order.
    init(_ stages: [Stage], threads: Int, memory: Int = .max) {
        (self.threads, self.memory) = (max(1, threads), max(0, memory))
        let ways = Self.ways(stages)
        self.stages = stages.enumerated().sorted {
            let (first, second) = (ways[$0.element.name] ?? 0, ways[$1.element.name] ?? 0)
            return first != second ? first > second : $0.offset < $1.offset
        }.map(\.element)
    }

    /// Of each stage its own work and that of the costliest chain of stages that wait for it.
    public static func ways(_ stages: [Stage]) -> [String: Double] {
        var after: [String: Double] = [:]
        var result: [String: Double] = [:]
        for stage in stages.reversed() {
            let way = stage.work + (after[stage.name] ?? 0)
            result[stage.name] = way
            for input in stage.inputs { after[input] = max(after[input] ?? 0, way) }
        }
        return result
    }

    /// Whether no stage runs.
    var isIdle: Bool { running.isEmpty }

    /// The stage to begin now among those that can be made, in the order of `stages`, and its threads; nil where threads or
    /// memory are taken.
    ///
    /// Stages rather run side by side than on several threads each, which is the faster: each that can begin has one thread, and
    /// those that are left over go to the first that can use them.
    func next(_ ready: [Stage]) -> (stage: Stage, threads: Int)? {
        let free = threads - running.values.reduce(0) { $0 + $1.threads }
        // Two needs may be more than a whole number holds.
        let bytes = running.values.reduce(0.0) { $0 + Double($1.bytes) }
        let fitting = ready.filter { isIdle || bytes + Double($0.needs.bytes) <= Double(memory) }
        guard free > 0, let stage = fitting.first else { return nil }
        return (stage, min(stage.needs.threads, 1 + max(0, free - fitting.count)))
    }

    /// Notes that a stage begins.
    mutating func begin(_ stage: Stage, threads: Int) {
        running[stage.name] = StageNeeds(threads: threads, bytes: stage.needs.bytes)
    }

    /// Notes that a stage has ended.
    mutating func end(_ stage: Stage) { running[stage.name] = nil }

    /// Seconds from the first beginning to the last end, where all stages take the seconds that their work says.
    public static func seconds(_ stages: [Stage], threads: Int, memory: Int = .max) -> Double {
        var schedule = Schedule(stages, threads: threads, memory: memory)
        let names = Set(stages.map(\.name))
        var open = Dictionary(uniqueKeysWithValues: stages.map { ($0.name, Set($0.inputs).intersection(names).count) })
        var waiting: [String: [String]] = [:]
        for stage in stages { for input in Set(stage.inputs) { waiting[input, default: []].append(stage.name) } }
        let order = Dictionary(uniqueKeysWithValues: schedule.stages.enumerated().map { ($1.name, $0) })
        var ready = schedule.stages.filter { open[$0.name] == 0 }
        var ends: [(time: Double, stage: Stage)] = []
        var now = 0.0
        while true {
            while let (stage, count) = schedule.next(ready) {
                ready.removeAll { $0.name == stage.name }
                schedule.begin(stage, threads: count)
                ends.append((now + stage.work / stage.needs.speedup(on: count), stage))
            }
            guard let first = ends.indices.min(by: { ends[$0].time < ends[$1].time }) else { return now }
            let (time, stage) = ends.remove(at: first)
            now = time
            schedule.end(stage)
            for name in waiting[stage.name] ?? [] {
                open[name] = (open[name] ?? 0) - 1
                guard open[name] == 0, let place = order[name] else { continue }
                let index = ready.firstIndex { (order[$0.name] ?? 0) > place } ?? ready.count
                ready.insert(schedule.stages[place], at: index)
            }
        }
    }
}
