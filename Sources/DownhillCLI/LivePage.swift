import Foundation
import Report
import Stages
import Support

/// Keeps the page up to date while a run goes on: it stands from the start, and fills as figures can be drawn.
///
/// `@unchecked Sendable`: the lock guards all that varies, and pages are drawn on one serial queue.
final class LivePage: RunObserver, @unchecked Sendable {
    private let output: URL
    private let templates: URL
    private let registered: ClaimProtocol
    private let only: Set<String>?
    private let queue = DispatchQueue(label: "downhill.page", qos: .utility)
    private let lock = NSLock()
    private var last: DispatchTime?
    private var isStopped = false
    private var isBusy = false
    private var trouble: FileError?
    /// Drawing takes seconds: at most one page a minute.
    private let interval = 60.0

    /// A page with the figures of `only`, or all of them.
    init(output: URL, templates: URL, registered: ClaimProtocol, only: Set<String>?) {
        self.registered = registered
        self.output = output
        self.templates = templates
        self.only = only
    }

    func handle(_ event: RunEvent) {
        switch event {
        case .runBegan: refresh()
        case .stageEnded(_, let record) where record.state == .done: refresh()
        default: break
        }
    }

    private func refresh() {
        lock.lock()
        defer { lock.unlock() }
        let now = DispatchTime.now()
        if let last, Double(now.uptimeNanoseconds - last.uptimeNanoseconds) / 1e9 < interval { return }
        guard !isStopped, !isBusy else { return }
        (last, isBusy) = (now, true)
        queue.async { [self] in
            // A page that cannot be drawn now will be drawn, or complained of, at the end; a disk that fails is not forgotten.
            var trouble: FileError?
            do {
                try Report.render(
                    output: output, templates: templates, only: only, live: true, studies: Studies.all.map(\.report),
                    protocol: registered)
            } catch { trouble = error as? FileError }
            lock.withLock {
                isBusy = false
                self.trouble = self.trouble ?? trouble
            }
        }
    }

    /// Waits for the page that is being made, and makes no more. What the disk failed at first, if it did.
    func stop() -> FileError? {
        lock.withLock { isStopped = true }
        queue.sync {}
        return lock.withLock { trouble }
    }
}
