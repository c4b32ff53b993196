import Support

/// What was registered of the claims before they were judged: `Protocol/claims.yml`, as whoever can read YAML passes it on.
public struct ClaimProtocol: Sendable {
    /// A registered claim.
    public struct Entry: Codable, Equatable, Sendable {
        /// A version of its rule.
        public struct Version: Codable, Equatable, Sendable {
            /// From 1 on.
            public var version: Int
            /// The day from which it held: "2026-01-31".
            public var date: String
            /// `Claim.fingerprint` of that version.
            public var fingerprint: String

            /// A version.
            public init(version: Int, date: String, fingerprint: String) {
                (self.version, self.date, self.fingerprint) = (version, date, fingerprint)
            }
        }

        /// The claim's id.
        public var id: String
        /// Whose question it is.
        public var question: Claim.Question
        /// Where the paper says it.
        public var section: String
        /// What it says, in our words.
        public var sentence: String
        /// What is computed of each seed.
        public var statistic: String
        /// In which region its interval has to lie.
        public var rule: String
        /// Why a margin is what it is; nil where there is none.
        public var margin: String?
        /// All versions, the last of which holds.
        public var versions: [Version]

        /// An entry.
        public init(
            id: String, question: Claim.Question, section: String, sentence: String, statistic: String, rule: String,
            margin: String? = nil, versions: [Version]
        ) {
            (self.id, self.question, self.section, self.sentence) = (id, question, section, sentence)
            (self.statistic, self.rule, self.margin, self.versions) = (statistic, rule, margin, versions)
        }
    }

    /// SHA-256 of the file, in hexadecimal.
    public var fingerprint: String
    /// The claims.
    public var entries: [Entry]

    /// A protocol.
    public init(fingerprint: String, entries: [Entry]) { (self.fingerprint, self.entries) = (fingerprint, entries) }

    /// The entry of a claim. A claim of a study that repeats another's claims on other data has the other's.
    public func entry(of claim: Claim) -> Entry? { entries.first { $0.id == claim.registeredID } }

    /// What is wrong with the entries: "claims[2] (toy-descends): …"; nil where nothing is.
    public var trouble: String? {
        for (index, entry) in entries.enumerated() {
            let place = "claims[\(index)] (\(PrintableText.line(entry.id)))"
            if entries.firstIndex(where: { $0.id == entry.id }) != index { return "\(place): it is there twice" }
            if entry.versions.map(\.version) != Array(1..<(entry.versions.count + 1)) || entry.versions.isEmpty {
                return "\(place): expected versions 1, 2, … in this order"
            }
            if Set(entry.versions.map(\.fingerprint)).count != entry.versions.count {
                return "\(place): two versions have the same fingerprint, so that nothing changed between them"
            }
        }
        return nil
    }
}

extension Claim {
    /// SHA-256 of all that its verdict hangs on besides the run: the rule in words, whose question it is, and the kind of test
    /// with its parameters.
    public var fingerprint: String {
        Fingerprint.of("\(registeredID)\n\(question.rawValue)\n\(rule)\n\(kind)")
    }

    /// Its name in the protocol: the id without the study that repeats it, "sparse2/equally-near".
    public var registeredID: String { id.split(separator: "/").last.map(String.init) ?? id }
}
