import Foundation
import Support

/// A run's claims.json, read back: what was judged of what, and which run it was.
public struct KeptClaims: Sendable {
    /// What the file says of a claim, whatever else it says.
    public struct Entry: Decodable, Sendable {
        /// The claim's id; none in files of programs that gave it no name.
        var id: String?
        /// The id of the study that it is of; nil in files of older programs.
        var study: String?
        /// The claim in words.
        var statement: String
        /// "supported", "undecided", …
        var verdict: String
        /// The number in words.
        var measured: String?
        /// What the second set of images says, where there is one.
        var replication: String?
        /// Where it is said.
        var section: String?
        /// The ids of the figures that show it.
        var figures: [String]?
        /// What the verdict adds in words.
        var reason: String?
        /// The number that decided; nil where there is none, or where the file is of a program that wrote it otherwise.
        @Lenient var deciding: Deciding?
    }

    /// The number that a verdict hangs on.
    public struct Deciding: Decodable, Sendable {
        /// What the number is, in words.
        var statistic: String?
        /// The number with its interval.
        var estimate: Estimate?
        /// The bound that it is held against.
        var bound: Double?
        /// The two ends of the margin that it is held against.
        var margin: [Double]?
    }

    /// What the file says of its run.
    public struct Run: Decodable, Sendable {
        var profile: String
        var commit: String
        var seeds: [Int]
        var masterSeed: String?
        var numerics: [String: String]?
        var machine: String?
        /// `RunFingerprint.settings` and `.stages`; nil in files of older programs.
        var settings, stages: String?
    }

    /// claims.json: a list of claims, or an object that has it as `claims`.
    private struct File: Decodable {
        var claims: [Entry]
        var replications: [Entry] = []
        var run: Run?
        var schema: Int?

        private enum CodingKeys: CodingKey { case claims, replications, run, schema }

        init(from decoder: any Decoder) throws {
            if let list = try? [Entry](from: decoder) {
                claims = list
            } else {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                claims = try container.decode([Entry].self, forKey: .claims)
                replications = try container.decodeIfPresent([Entry].self, forKey: .replications) ?? []
                run = try container.decodeIfPresent(Run.self, forKey: .run)
                schema = try container.decodeIfPresent(Int.self, forKey: .schema)
            }
        }
    }

    /// The file.
    public let url: URL
    /// The claims, in the file's order.
    public let claims: [Entry]
    /// The same claims on second sets of images.
    let replications: [Entry]
    /// The run; nil where the file says nothing of it.
    public let run: Run?
    /// The layout's version; nil in files of older programs.
    private let schema: Int?

    /// Reads a file. Throws `FileError`, and `DataError` where it is none.
    public init(_ url: URL) throws {
        let file = try CanonicalJSON.read(
            File.self, from: url, kind: "a run's judged claims",
            hint: "a run's claims.json is meant; `downhill render` writes it again")
        (self.url, claims, replications, run) = (url, file.claims, file.replications, file.run)
        schema = file.schema
    }

    /// Throws `DataError` where verdicts could not be counted: the file has a newer layout, no claim, one claim twice or without
    /// an id, or a word that is no verdict.
    public func checkVerdicts() throws {
        func refuse(_ expected: String, _ got: String) -> DataError {
            DataError(file: url.path, expected: expected, got: got, hint: "`downhill render` writes claims.json again")
        }
        if let schema, schema > ClaimRecord.schema {
            throw refuse("claims in schema \(ClaimRecord.schema) or an older one", "schema \(schema)")
        }
        if claims.isEmpty { throw refuse("claims with verdicts", "no claim") }
        let words = VerdictTally.order.map(\.word)
        for claim in claims where !words.contains(claim.verdict) {
            throw refuse(
                "one of the verdicts \(words.joined(separator: ", "))", "“\(claim.verdict)” of \(claim.id ?? "a claim")"
            )
        }
        var seen: Set<String> = []
        for claim in claims {
            guard let id = claim.id, !id.isEmpty else {
                throw refuse("claims with ids", "one without: “\(claim.statement)”")
            }
            guard seen.insert(id).inserted else { throw refuse("each claim once", "\(id) twice") }
        }
    }

    /// The studies that the run has: those of which a claim could be judged.
    var studies: Set<String> {
        Set(claims.filter { $0.verdict != "not testable" }.compactMap(\.study))
    }

    /// The file's name without its ending: what tables call it.
    public var name: String { url.deletingPathExtension().lastPathComponent }

    /// The same after the name of its folder, "run/claims".
    var placed: String { "\(url.deletingLastPathComponent().lastPathComponent)/\(name)" }

    /// The day that the name begins with, "2026-11-26": claims.json has none, since the same results have the same bytes. Nil
    /// where it begins with none.
    public var day: String? {
        let day = name.prefix(10)
        return day.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) == nil ? nil : String(day)
    }
}

/// A value that is nil where a file has it in a form that is not known.
@propertyWrapper struct Lenient<Value: Decodable & Sendable>: Decodable, Sendable {
    var wrappedValue: Value?

    init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    init(from decoder: any Decoder) throws { wrappedValue = try? Value(from: decoder) }
}

extension KeyedDecodingContainer {
    /// A lenient value that is not there is nil.
    func decode<Value>(_ type: Lenient<Value>.Type, forKey key: Key) throws -> Lenient<Value> {
        try decodeIfPresent(type, forKey: key) ?? Lenient(wrappedValue: nil)
    }
}
