import Foundation
import Stages
import Testing

@Suite struct ProgressTests {
    private final class Screen: @unchecked Sendable {
        var now = 0.0
        var text = ""
    }

    private func display(_ screen: Screen, isTerminal: Bool) -> ProgressDisplay {
        ProgressDisplay(
            isTerminal: isTerminal, width: { 200 }, clock: { screen.now }, output: { screen.text += $0 })
    }

    private func record(_ stage: Stage, _ state: StageState, _ reason: String = "", _ seconds: Double = 0)
        -> StageRecord
    {
        StageRecord(stage, key: StageKey(hashing: stage.name), state: state, reason: reason, seconds: seconds)
    }

    @Test func plainLinesWithoutATerminal() {
        let screen = Screen()
        let display = display(screen, isTerminal: false)
        let (a, b) = (textStage("a"), textStage("b"))
        display.handle(.runBegan(stages: [a, b], concurrentStages: 2))
        display.handle(.stageWaits(a, holder: "12"))
        display.handle(.stageEnded(a, record(a, .cached)))
        display.handle(.stageDamaged(b, what: "train.npy is 1200 bytes, was 4096"))
        display.handle(.stageBegan(b, progress: StageProgress()))
        display.refresh()
        display.handle(.stageEnded(b, record(b, .done, "", 200)))
        #expect(
            screen.text == """
                2 stages, 2 at once
                a: waiting for process 12, which is making it
                [1/2] a: already done
                b: train.npy is 1200 bytes, was 4096; it is made again
                b: begins
                [2/2] b: done in 3 min 20 s

                """)
    }

    @Test func aLiveLineTellsRateAndTimeLeft() {
        let screen = Screen()
        let display = display(screen, isTerminal: true)
        let stages = [1.0, 1.0, 2.0].enumerated().map { Stage(name: "s\($0)", work: $1) { _ in } }
        let progress = StageProgress()
        display.handle(.runBegan(stages: stages, concurrentStages: 1))
        display.handle(.stageBegan(stages[0], progress: progress))
        screen.now = 10
        display.handle(.stageEnded(stages[0], record(stages[0], .done, "", 10)))
        display.handle(.stageBegan(stages[1], progress: progress))
        screen.now = 15
        progress.report(step: 0, of: 100)
        progress.report(step: 50, of: 100, unit: "steps", message: "loss 0.5")
        screen.text = ""
        display.refresh()
        // 1.5 of 4 units took 15 s, so 2.5 units take 25 s.
        #expect(
            screen.text
                == "\r\u{1B}[K1 of 3 stages · s1 50/100 steps, 10/s, 5.0 s left, loss 0.5 · about 25 s left in all")
    }

    @Test func aResumedStageDoesNotBoast() {
        let progress = StageProgress()
        progress.report(step: 900, of: 1000)
        progress.report(step: 910, of: 1000)
        #expect(progress.firstStep == 900)
        #expect(progress.snapshot.fraction == 0.91)
    }

    @Test func theRunTellsItsStory() throws {
        let folder = try TemporaryFolder()
        let log = EventLog()
        let graph = try StageGraph([
            textStage("a"), Stage(name: "b") { _ in throw TestError(description: "x") },
            textStage("c", inputs: ["b"]),
        ])
        _ = try GraphRunner.run(graph, store: folder.store, observers: [log])
        #expect(log.texts == ["run 3", "begins b", "failed b", "skipped c", "begins a", "done a", "end"])
    }
}
