import Foundation
import Stages
import Support
import Testing

@Suite struct ProvenanceTests {
    @Test func gitIsAsked() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("a.txt")
        try AtomicFile.write("one", to: file)
        let git = "git -c user.name=t -c user.email=t@t"
        guard try shell("git init -q && git add a.txt && \(git) commit -qm x", in: folder.url) == 0 else { return }
        let clean = Provenance.collect(threads: 1, packageFolder: folder.url)
        #expect(clean["commit"]?.count == 40)
        #expect(clean["dirty"] == "no")
        try AtomicFile.write("two", to: file)
        #expect(Provenance.collect(threads: 1, packageFolder: folder.url)["dirty"] == "yes")
    }

    /// The program is named by its bytes, as the commit is that of the folder and not of what runs.
    @Test func theProgramIsNamed() throws {
        var fingerprint = Fingerprint()
        try fingerprint.add(InputFile("/proc/self/exe", kind: "this program"))
        #expect(Provenance.collect(threads: 1)[Provenance.programHash] == fingerprint.hexadecimal)
    }

    @Test func theMachineIsNamed() throws {
        let folder = try TemporaryFolder()
        let provenance = Provenance.collect(
            threads: 3, programVersion: "9.9", packageFolder: folder.url, extra: ["blas core": "Haswell"])
        #expect(provenance["threads"] == "3")
        #expect(provenance["commit"] == "unknown")
        #expect(provenance["dirty"] == "unknown")
        #expect(provenance["blas core"] == "Haswell")
        for name in ["cpu", "cores", "memory", "host os", "kernel", "program version", "swift version", "date"] {
            #expect(provenance[name]?.isEmpty == false)
        }
        #expect(provenance.entries.map(\.name) == provenance.entries.map(\.name).sorted())
    }
}
