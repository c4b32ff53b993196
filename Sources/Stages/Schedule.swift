/// Which of the stages that can be made comes next, and with how many threads: for runs, and for estimates of them.
public struct Schedule {
    /// Threads for all running stages together.
    let threads: Int
    /// Bytes for all running stages together.
    let memory: Int
    /// Stages in the order in which they are taken: the longest way to the end first, then as the graph has them.
    let stages: [Stage]
    private let ways: [String: Double]
    private var running: [String: (needs: StageNeeds, work: Double)] = [:]
    /// Work of the stages that have not ended.
    private var open: [String: Double]

    /// A schedule of stages in topological order.
    init(_ stages: [Stage], threads: Int, memory: Int = .max) {
        (self.threads, self.memory) = (max(1, threads), max(0, memory))
        let ways = Self.ways(stages)
        self.ways = ways
        open = Dictionary(stages.map { ($0.name, $0.work) }) { first, _ in first }
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
    /// those that are left over go to the first that can use them. But a stage with so long a way that all else would be over
    /// before it has as many as that takes. Nothing else begins until these are free, or half of them where the others are taken
    /// for long.
    func next(_ ready: [Stage]) -> (stage: Stage, threads: Int)? {
        let free = threads - running.values.reduce(0) { $0 + $1.needs.threads }
        // Two needs may be more than a whole number holds.
        let bytes = running.values.reduce(0.0) { $0 + Double($1.needs.bytes) }
        let fitting = ready.filter { isIdle || bytes + Double($0.needs.bytes) <= Double(memory) }
        guard free > 0, let stage = fitting.first else { return nil }
        let (spare, wanted) = (1 + max(0, free - fitting.count), wanted(stage))
        let soon = running.values.filter { $0.work < stage.work / 20 }.reduce(0) { $0 + $1.needs.threads }
        guard free >= wanted || isIdle || free + soon < wanted && 2 * free >= wanted else { return nil }
        return (stage, min(stage.needs.threads, free, max(spare, wanted)))
    }

    /// The fewest threads on which the way from a stage to the end is no longer than all that is left takes on all threads.
    private func wanted(_ stage: Stage) -> Int {
        let share = open.values.reduce(0, +) / Double(threads)
        let way = ways[stage.name] ?? 0
        return (1...stage.needs.threads).first { way <= share * stage.needs.speedup(on: $0) } ?? stage.needs.threads
    }

    /// Notes that a stage begins.
    mutating func begin(_ stage: Stage, threads: Int) {
        running[stage.name] = (StageNeeds(threads: threads, bytes: stage.needs.bytes), stage.work)
    }

    /// Notes that a stage has ended.
    mutating func end(_ stage: Stage) { running[stage.name] = nil }

    /// Notes that nothing is left to do of a stage.
    mutating func close(_ stage: Stage) {
        end(stage)
        open[stage.name] = nil
    }

    /// Seconds from the first beginning to the last end, where all stages take the seconds that their work says.
    public static func seconds(_ stages: [Stage], threads: Int, memory: Int = .max) -> Double {
        var schedule = Schedule(stages, threads: threads, memory: memory)
        let names = Set(stages.map(\.name))
        var missing = Dictionary(
            uniqueKeysWithValues: stages.map { ($0.name, Set($0.inputs).intersection(names).count) })
        var waiting: [String: [String]] = [:]
        for stage in stages { for input in Set(stage.inputs) { waiting[input, default: []].append(stage.name) } }
        let order = Dictionary(uniqueKeysWithValues: schedule.stages.enumerated().map { ($1.name, $0) })
        var ready = schedule.stages.filter { missing[$0.name] == 0 }
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
            schedule.close(stage)
            for name in waiting[stage.name] ?? [] {
                missing[name] = (missing[name] ?? 0) - 1
                guard missing[name] == 0, let place = order[name] else { continue }
                let index = ready.firstIndex { (order[$0.name] ?? 0) > place } ?? ready.count
                ready.insert(schedule.stages[place], at: index)
            }
        }
    }
}
