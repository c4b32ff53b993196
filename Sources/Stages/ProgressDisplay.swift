import Foundation
import Support

/// Shows a run to people: on a terminal one line that is rewritten, elsewhere one plain line per event.
///
/// Unchecked: `lock` guards all that varies, and the closures are called under it alone.
public final class ProgressDisplay: RunObserver, @unchecked Sendable {
    struct Running {
        let stage: Stage
        let progress: StageProgress
        let began: Double
    }

    let isTerminal: Bool
    let width: () -> Int
    let clock: () -> Double
    private let output: (String) -> Void
    private let lock = NSRecursiveLock()
    private let refreshSeconds: Double
    private var isOpen = false
    private var hasLiveLine = false

    var total = 0
    var ended = 0
    var running: [Running] = []
    var runBegan = 0.0
    var allWork = 0.0
    var endedWork = 0.0
    /// Work of the stages that this run really made, against which the clock is read.
    var madeWork = 0.0

    /// A display.
    /// - Parameters:
    ///   - isTerminal: whether to rewrite one live line.
    ///   - width: the terminal's columns.
    ///   - clock: seconds that only grow.
    ///   - refreshSeconds: how often the live line is rewritten by itself; 0 for never.
    ///   - output: takes the text.
    public init(
        isTerminal: Bool, width: @escaping () -> Int = { 80 }, clock: @escaping () -> Double,
        refreshSeconds: Double = 0, output: @escaping (String) -> Void
    ) {
        self.isTerminal = isTerminal
        self.width = width
        self.clock = clock
        self.refreshSeconds = refreshSeconds
        self.output = output
    }

    /// A display on standard error, live where that is a terminal.
    public static func standardError() -> ProgressDisplay {
        // One that nobody names may not know how a line is rewritten.
        let isDumb = ["", "dumb"].contains(ProcessInfo.processInfo.environment["TERM"] ?? "")
        return ProgressDisplay(
            isTerminal: isatty(STDERR_FILENO) == 1 && !isDumb, width: terminalWidth,
            clock: { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }, refreshSeconds: 0.5,
            output: StandardStreams.printError)
    }

    /// Takes one event of the run.
    public func handle(_ event: RunEvent) {
        lock.lock()
        defer { lock.unlock() }
        note(event)
        switch event {
        case .runBegan:
            isOpen = true
            startRefreshing()
        case .runEnded:
            isOpen = false
            clearLiveLine()
        default: break
        }
        for line in lines(for: event) {
            clearLiveLine()
            output(line + "\n")
        }
        refresh()
    }

    /// Rewrites the live line; does nothing elsewhere than on a terminal.
    public func refresh() {
        lock.lock()
        defer { lock.unlock() }
        guard isTerminal, isOpen else { return }
        output("\r\u{1B}[K" + String(liveLine().prefix(max(0, width() - 1))))
        hasLiveLine = true
    }

    private func clearLiveLine() {
        if hasLiveLine { output("\r\u{1B}[K") }
        hasLiveLine = false
    }

    private func startRefreshing() {
        guard isTerminal, refreshSeconds > 0 else { return }
        // Without a thread the line is rewritten at events alone.
        _ = DetachedThread.start("progress") { [weak self] in
            while let self, self.isStillOpen {
                Thread.sleep(forTimeInterval: self.refreshSeconds)
                self.refresh()
            }
        }
    }

    private var isStillOpen: Bool {
        lock.lock()
        defer { lock.unlock() }
        return isOpen
    }

    private static func terminalWidth() -> Int {
        var size = winsize()
        return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }
}
