import Foundation
import Support

/// A named step with declared inputs.
///
/// Its key is SHA-256 of (name, own settings, inputs' keys, code version, extra key, numerics): a result is made anew
/// when, and only when, one of these changes. The closure must give the same bytes for the same key, whatever the number
/// of threads, and write nowhere but in `context.directory` and `context.checkpointDirectory`.
///
/// Unchecked: all parts are constants; what `run` captures is called by one thread at a time, as a key's lock sees to.
public struct Stage: @unchecked Sendable {
    /// The unique name, with "/" between its parts: "sparse/train/constrained/seed-0".
    public let name: String
    /// The settings that this stage itself reads; not those of its inputs.
    public let settings: StageSettings
    /// The names of the stages whose folders it reads.
    public let inputs: [String]
    /// Raised by hand when the stage's code changes what it writes.
    public let codeVersion: Int
    /// What else the result depends on, such as a fingerprint of data files outside the store.
    public let extraKey: String?
    /// What its bytes depend on of the machine, in words: "512 bits, SkylakeX"; nil where any machine gives the same.
    public let numerics: String?
    /// Rough cost in any unit common to the graph, for the plan and the time left.
    public let work: Double
    /// Whether its divergence is a finding rather than a failure of the run: it is shown, and the run still ends well.
    public let mayDiverge: Bool
    /// Threads and memory that it can use.
    public private(set) var needs = StageNeeds()
    /// Does the work.
    public let run: (StageContext) throws -> Void

    /// A stage; `work` below zero counts as zero.
    public init(
        name: String, settings: StageSettings = [:], inputs: [String] = [], codeVersion: Int = 1,
        extraKey: String? = nil, numerics: String? = nil, work: Double = 1, mayDiverge: Bool = false,
        run: @escaping (StageContext) throws -> Void
    ) {
        self.name = name
        self.settings = settings
        self.inputs = inputs
        self.codeVersion = codeVersion
        self.extraKey = extraKey
        self.numerics = numerics
        self.work = max(0, work)
        self.mayDiverge = mayDiverge
        self.run = run
    }

    /// The same stage with other needs, which are no part of its key.
    public func needing(_ needs: StageNeeds) -> Stage {
        var stage = self
        stage.needs = needs
        return stage
    }

    /// The text whose SHA-256 is the key: one JSON object with sorted names. The order of the inputs is of no matter.
    func keyText(inputKeys: [String: StageKey]) -> String {
        let members = inputKeys.sorted { $0.key < $1.key }
            .map { CanonicalJSON.quoted($0.key) + ":" + CanonicalJSON.quoted($0.value.hex) }
        return "{\"codeVersion\":\(codeVersion),\"extraKey\":\(extraKey.map(CanonicalJSON.quoted) ?? "null"),"
            + "\"inputs\":{\(members.joined(separator: ","))},\"name\":\(CanonicalJSON.quoted(name)),"
            // Left out where there are none, so that such a key is what it was before there were any.
            + (numerics.map { "\"numerics\":\(CanonicalJSON.quoted($0))," } ?? "")
            + "\"settings\":\(settings.canonicalJSON)}"
    }
}

/// What a stage takes of the machine.
public struct StageNeeds: Equatable, Sendable {
    /// Threads that it can use, at least 1: the number of its shards. More do not make it faster.
    public var threads: Int
    /// Bytes that it holds, roughly; 0 where they are of no matter.
    public var bytes: Int

    /// Needs; by default one thread, and memory that is of no matter.
    public init(threads: Int = 1, bytes: Int = 0) {
        (self.threads, self.bytes) = (max(1, threads), max(0, bytes))
    }

    /// How many times faster it is on `count` threads than on one, roughly: two threads were measured to be 1.5 to 1.8 times as
    /// fast as one.
    public func speedup(on count: Int) -> Double { pow(Double(min(max(1, count), threads)), 0.8) }
}

/// The content address of a stage's result: 64 hexadecimal digits of SHA-256.
public struct StageKey: Hashable, Sendable, CustomStringConvertible {
    /// All 64 digits.
    public let hex: String

    /// A key from its digits, as read from a file.
    public init(hex: String) { self.hex = hex }

    /// The key of a text's UTF-8 bytes.
    public init(hashing text: String) { hex = Fingerprint.of(text) }

    /// The first 12 digits, which folder names carry.
    public var short: String { String(hex.prefix(12)) }

    /// All 64 digits.
    public var description: String { hex }
}

extension StageKey: Codable {
    /// Reads the digits.
    public init(from decoder: any Decoder) throws { hex = try decoder.singleValueContainer().decode(String.self) }

    /// Writes the digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}
