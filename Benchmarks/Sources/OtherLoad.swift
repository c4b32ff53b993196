import Foundation

/// How much of the machine programs other than these use: a turn that had to share it measures them, not us.
struct OtherLoad {
    /// The PyTorch process, if there is one.
    let peer: Int32?
    private var last: (busy: Double, all: Double, own: Double) = (0, 0, 0)

    init(peer: Int32?) {
        self.peer = peer
        last = read()
    }

    /// The share of all processors that others (and the hypervisor) used since the last call; nil where it is unknown.
    mutating func share() -> Double? {
        let now = read()
        defer { last = now }
        guard now.all > last.all else { return nil }
        return max(0, (now.busy - last.busy) - (now.own - last.own)) / (now.all - last.all)
    }

    /// Waits, without using the machine, until others leave it alone or the time is over.
    mutating func waitForQuiet(below limit: Double, until deadline: Double) {
        repeat {
            _ = share()
            Thread.sleep(forTimeInterval: 0.25)
        } while (share() ?? 0) >= limit && seconds() < deadline
    }

    /// Clock ticks since the start: of all processors when busy, at all, and of our own processes.
    private func read() -> (busy: Double, all: Double, own: Double) {
        guard let line = try? String(contentsOfFile: "/proc/stat", encoding: .utf8).prefix(while: { $0 != "\n" })
        else { return (0, 0, 0) }
        // user nice system idle iowait irq softirq steal
        let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Double($0) }
        guard ticks.count == 8 else { return (0, 0, 0) }
        let all = ticks.reduce(0, +)
        return (all - ticks[3] - ticks[4], all, Self.ticks("self") + (peer.map { Self.ticks("\($0)") } ?? 0))
    }

    /// User and system time of a process: fields 14 and 15 of its stat file, counted after the name's parenthesis.
    private static func ticks(_ process: String) -> Double {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return 0 }
        let fields = text[end...].split(separator: " ")
        guard fields.count > 13 else { return 0 }
        return (Double(fields[12]) ?? 0) + (Double(fields[13]) ?? 0)
    }
}
