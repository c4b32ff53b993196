import Support

/// A named step with declared inputs.
///
/// Its key is SHA-256 of (name, own settings, inputs' keys, code version, extra key): a result is made anew when, and
/// only when, one of these changes. The closure must give the same bytes for the same key, whatever the number of
/// threads, and write nowhere but in `context.directory` and `context.checkpointDirectory`.
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
    /// Rough cost in any unit common to the graph, for the plan and the time left.
    public let work: Double
    /// Whether its divergence is a finding rather than a failure of the run: it is shown, and the run still ends well.
    public let mayDiverge: Bool
    /// Does the work.
    public let run: (StageContext) throws -> Void

    /// A stage; `work` below zero counts as zero.
    public init(
        name: String, settings: StageSettings = [:], inputs: [String] = [], codeVersion: Int = 1,
        extraKey: String? = nil, work: Double = 1, mayDiverge: Bool = false,
        run: @escaping (StageContext) throws -> Void
    ) {
        self.name = name
        self.settings = settings
        self.inputs = inputs
        self.codeVersion = codeVersion
        self.extraKey = extraKey
        self.work = max(0, work)
        self.mayDiverge = mayDiverge
        self.run = run
    }

    /// The text whose SHA-256 is the key: one JSON object with sorted names. The order of the inputs is of no matter.
    func keyText(inputKeys: [String: StageKey]) -> String {
        let members = inputKeys.sorted { $0.key < $1.key }
            .map { CanonicalJSON.quoted($0.key) + ":" + CanonicalJSON.quoted($0.value.hex) }
        return "{\"codeVersion\":\(codeVersion),\"extraKey\":\(extraKey.map(CanonicalJSON.quoted) ?? "null"),"
            + "\"inputs\":{\(members.joined(separator: ","))},\"name\":\(CanonicalJSON.quoted(name)),"
            + "\"settings\":\(settings.canonicalJSON)}"
    }
}
