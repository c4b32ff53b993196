import Foundation

/// Alternates our training steps with PyTorch's, so that what else the machine does meets both alike, and judges by the
/// turns in which it did nothing else.
struct AlternatingTurns {
    /// Milliseconds of a turn's steps.
    struct Turn {
        var ours: [Double]
        var theirs: [Double] = []
        var load: Double
    }

    /// Steps in a turn; the first of them warms the caches up and is not counted.
    let steps: Int
    /// Quiet turns that are enough.
    let rounds: Int
    /// Turns that are enough, quiet or not, when the patience is over; the very first is thrown away.
    var least = 4
    /// Seconds to wait for quiet turns.
    let patience: Double
    /// A turn is quiet when others used less than this share of the machine during both halves.
    static let quiet = 0.08

    /// All turns, and those to judge by: the quiet ones if there are at least three, else all.
    typealias Result = (all: [Turn], judged: [Turn], quiet: Int)

    /// Takes steps in turns.
    ///
    /// - Parameters:
    ///   - peer: the other side, if it takes part, and its milliseconds of some steps.
    ///   - train: trains for ever, and calls what it is given after each step; ends with the error that throws.
    ///   - between: called between two turns.
    func run(
        _ peer: (identifier: Int32, times: (Int) throws -> [Double])?, train: ((Int) throws -> Void) throws -> Void,
        between: @escaping () -> Void
    ) throws -> Result {
        var turns: [Turn] = []
        var times: [Double] = []
        var load = OtherLoad(peer: peer?.identifier)
        let began = seconds()
        var start = began
        do {
            try train { _ in
                times.append((seconds() - start) * 1e3)
                if times.count == steps {
                    var done = Turn(ours: Array(times.dropFirst()), load: load.share() ?? 0)
                    times = []
                    if let peer {
                        done.theirs = Array(try peer.times(steps).dropFirst())
                        done.load = max(done.load, load.share() ?? 0)
                    }
                    turns.append(done)
                    between()
                    let quiet = turns.dropFirst().count { $0.load < Self.quiet }
                    if quiet >= rounds || (turns.count >= least && seconds() - began > patience) { throw Stop() }
                    load.waitForQuiet(below: Self.quiet, until: began + patience)
                }
                start = seconds()
            }
        } catch is Stop {}
        let all = Array(turns.dropFirst())
        let quiet = all.filter { $0.load < Self.quiet }
        return (all, quiet.count >= 3 ? quiet : all, quiet.count)
    }
}

/// Ends a training.
struct Stop: Error {}
