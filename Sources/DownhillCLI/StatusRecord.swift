import Foundation
import Stages
import Support

/// What `downhill status` says, for people and, as JSON, for programs. Fields are added, not changed, as long as `schema` is the
/// same; what there is not is left out.
struct StatusRecord: Encodable {
    /// A stage, and where it stands.
    struct Stage: Encodable {
        let name, key: String
        /// `done`, `held`, `ready`, `waiting`, `diverged`, `failed` or `skipped`.
        let state: String
        /// How long it took, where it is done.
        var seconds: Double?
        /// Which process holds it, on which host, since when (ISO 8601).
        var holder, host, since: String?
        /// Whether one that is ready goes on from a checkpoint.
        var hasCheckpoint: Bool?
        /// How many of its inputs one that waits lacks.
        var missingInputs: Int?
        /// Why it is lost.
        var reason: String?
        /// The lost input of one that is skipped.
        var lostInput: String?
    }

    let schema = 1
    /// How many stages are in which state.
    let counts: [String: Int]
    let stages: [Stage]

    /// A record of stages in their order.
    init(_ standings: [(name: String, key: StageKey, standing: StageStanding)]) {
        stages = standings.map { Stage($0.name, $0.key, $0.standing) }
        counts = Dictionary(stages.map { ($0.state, 1) }) { $0 + $1 }
    }
}

extension StatusRecord.Stage {
    fileprivate init(_ name: String, _ key: StageKey, _ standing: StageStanding) {
        switch standing {
        case .done(let seconds): self.init(name: name, key: key.hex, state: "done", seconds: seconds)
        case .held(let holder, let host, let since):
            self.init(
                name: name, key: key.hex, state: "held", holder: holder, host: host, since: since.ISO8601Format())
        case .ready(let hasCheckpoint):
            self.init(name: name, key: key.hex, state: "ready", hasCheckpoint: hasCheckpoint)
        case .waiting(let inputs): self.init(name: name, key: key.hex, state: "waiting", missingInputs: inputs)
        case .lost(let state, let reason): self.init(name: name, key: key.hex, state: state.rawValue, reason: reason)
        case .hopeless(let input): self.init(name: name, key: key.hex, state: "skipped", lostInput: input)
        }
    }

    /// The same in a few words.
    var words: String {
        if let seconds { return Durations.text(seconds) }
        if let holder, let host, let since {
            return "by \(holder.hasSuffix(" on \(host)") ? holder : "\(holder) on \(host)") since \(since)"
        }
        if let missingInputs { return "for \(missingInputs) of its inputs" }
        if let reason { return PrintableText.line(reason) }
        if let lostInput { return "its input \(lostInput) is lost" }
        return hasCheckpoint == true ? "goes on from a checkpoint" : ""
    }
}
