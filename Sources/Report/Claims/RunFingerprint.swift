import Foundation
import Stages
import Support

/// Which run pages and claims are of: workers, and runs of other settings, may have written run.json since they were drawn.
enum RunFingerprint {
    /// SHA-256 of the settings on which results hang: not of places, of methods from outside, or of how often a training is saved.
    static func settings(of manifest: RunManifest) -> String {
        let counted = manifest.settings.entries.filter { entry in
            !entry.name.hasSuffix(".directory") && !entry.name.contains(".methods.")
                && entry.name != "run.checkpoint-every"
        }
        let settings = StageSettings(Dictionary(counted.map { ($0.name, $0.value) }) { $1 })
        return Fingerprint.of(settings.canonicalJSON)
    }

    /// SHA-256 of the stages that have ended, by name, key and how: of other results there are other claims.
    static func stages(of manifest: RunManifest) -> String {
        let ended = manifest.stages.filter { $0.state.isFinished || [.diverged, .failed].contains($0.state) }
        let lines = ended.map { "\($0.name) \($0.key) \($0.state.isFinished ? "finished" : $0.state.rawValue)\n" }
        return Fingerprint.of(lines.sorted().joined())
    }

    /// Throws `DataError` where a folder's claims.json says that it is of other settings, results or commit than its run.json. One
    /// of an older program says nothing of the first two.
    static func check(_ claims: KeptClaims, _ manifest: RunManifest, in folder: URL) throws {
        func refuse(_ got: String, _ hint: String) -> DataError {
            DataError(
                file: folder.appendingPathComponent("claims.json").path,
                expected: "claims, pages and figures of the run that run.json records", got: got, hint: hint)
        }
        if let settings = claims.run?.settings, settings != self.settings(of: manifest) {
            throw refuse(
                "those of a run of other settings",
                "`downhill report` with the options of the run that is meant draws them anew")
        }
        if let stages = claims.run?.stages, stages != self.stages(of: manifest) {
            throw refuse("those of other results", "`downhill render` draws them anew")
        }
        if let commit = claims.run?.commit, commit != manifest.provenance["commit"] ?? "unknown" {
            throw refuse("those of a run by commit \(commit)", "`downhill render` draws them anew")
        }
    }
}
