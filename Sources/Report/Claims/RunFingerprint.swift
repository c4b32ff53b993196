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

    /// Throws `DataError` where a folder's claims.json says that it is of other settings than its run.json. One of an older
    /// program says nothing.
    static func check(_ claims: KeptClaims, _ manifest: RunManifest, in folder: URL) throws {
        guard let settings = claims.run?.settings, settings != self.settings(of: manifest) else { return }
        throw DataError(
            file: folder.appendingPathComponent("claims.json").path,
            expected: "claims, pages and figures of the run that run.json records",
            got: "those of a run of other settings",
            hint: "`downhill report` with the options of the run that is meant draws them anew")
    }
}
