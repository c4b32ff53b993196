import ArgumentParser
import Datasets
import Foundation
import Plotting
import Stages
import Support
import Tensors

/// `downhill info`: what this machine has that a run depends on.
struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Prints the CPU, the BLAS core and threads, fonts, and the data sets found.")

    func run() throws {
        try BLAS.check()
        let threads = ProcessInfo.processInfo.activeProcessorCount
        let provenance = Provenance.collect(
            threads: threads, programVersion: Downhill.version, packageFolder: ProjectFolders.root)
        for entry in provenance.entries { print("\(entry.name): \(entry.value)") }
        print("memory limits: \(ResourceError.memoryLimits)")
        print("blas core: OpenBLAS \(BLAS.description), one thread a product; \(threads) threads outside")
        print("vectors: \(BLAS.vectorBits) bits")
        print("fonts: \(fonts)")
        for data in DatasetsAvailable.list() {
            print("data \(data.name): \(data.directory ?? "not found") (\(data.note))")
        }
    }

    private var fonts: String {
        do { return try FigureFonts.folder() } catch { return "\(error)" }
    }
}
