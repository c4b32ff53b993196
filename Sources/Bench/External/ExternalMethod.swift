import Foundation
import Stages
import Support

/// A method that was made elsewhere and is measured here as the study's own are: one network for each of the run's first seeds.
public struct ExternalMethod: Sendable {
    /// Its name in stages, tables, figures and legends.
    public let id: String
    /// The networks of seeds 1, 2, …
    public let networks: [ExternalNetwork]

    /// Reads "NAME=PATH" or "NAME=PATH,PATH,…". A folder with folders seed-1, seed-2, … has a network in each.
    init(parsing text: String, study: String, seeds: Int, check: (ExternalNetwork) throws -> Int?) throws {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        func bad(_ what: String, hint: String) -> SettingsError {
            SettingsError("--method \(study):\(text): \(what). Hint: \(hint)")
        }
        guard parts.count == 2, Self.isName(parts[0]) else {
            throw bad(
                "expected a name of at most 40 letters, digits and hyphens before the =",
                hint: "--method \(study):lista-torch=PATH")
        }
        let paths = parts[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard paths.allSatisfy({ !$0.isEmpty }) else {
            throw bad("expected a path after the =, or several with commas between them", hint: "PATH1,PATH2")
        }
        let all = paths.count == 1 ? Self.seedFolders(in: paths[0]) : paths
        guard all.count <= seeds else {
            throw bad(
                "it gives \(all.count) networks, one a seed, and the run has \(seeds)", hint: "--seeds \(all.count)")
        }
        id = parts[0]
        networks = try all.map { path in
            let network = try ExternalNetwork(path)
            return network.withLayers(try check(network))
        }
    }

    private static func isName(_ text: String) -> Bool {
        let others = text.unicodeScalars.filter {
            !($0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0)))
        }
        return !text.isEmpty && text.count <= 40 && others.allSatisfy { $0 == "-" } && !text.hasPrefix("-")
    }

    /// The folders seed-1, seed-2, … of a folder; the path itself where there is no seed-1.
    private static func seedFolders(in path: String) -> [String] {
        var found: [String] = []
        while case let next = "\(path)/seed-\(found.count + 1)", FileSystem.isFolder(next) { found.append(next) }
        return found.isEmpty ? [path] : found
    }

    /// SHA-256 of what each seed's network is.
    public var hashes: [String] { networks.map(\.sha256) }

    /// The last part of a path, and that before it where the last is a seed's.
    private static func shown(_ path: String) -> String {
        let parts = path.split(separator: "/").suffix(2)
        return parts.last?.hasPrefix("seed-") == true ? parts.joined(separator: "/") : String(parts.last ?? "")
    }

    /// Where it comes from, for study.json and the report.
    var origin: StudyDescription.Method.Origin {
        .init(
            kind: networks[0].kind.rawValue, files: networks.map { Self.shown($0.path) },
            sha256: hashes)
    }
}

extension StageNames {
    /// Methods from outside as the report sees them, with a look each.
    public func describe(_ methods: [ExternalMethod], run: Settings<RunDeclarations>) -> [StudyDescription.Method] {
        methods.enumerated().map { place, method in
            let seeds = Array(1...method.networks.count)
            return StudyDescription.Method(
                id: method.id, label: method.id, legend: method.id, style: .init("external", place), isTrained: false,
                layers: method.networks.compactMap(\.layers).max(), seeds: seeds,
                draws: seeds.map(run.draw(ofSeed:)), evaluations: evaluations(method.id), origin: method.origin)
        }
    }
}
