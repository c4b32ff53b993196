import ArgumentParser
import Bench
import Foundation
import Report
import Stages
import Support
import Tensors

/// What to run and with which settings: shared by `report`, `plan` and `run-stage`.
struct RunOptions: ParsableArguments {
    @Option(help: "A profile of Profiles/ (quick, standard, full, paper), or the path of a YAML file.")
    var profile = RunOptions.usualProfile

    static let usualProfile = "standard"

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Changes one setting over the profile.", valueName: "name=value"))
    var assignments: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "The images: fashion-mnist, cifar10=DIR or folder=DIR; a study's name and a colon before it gives them to that study alone, and with a 2 behind the name, as in sparse2:folder=DIR, repeats the study on them.",
            valueName: "source[=dir]"))
    var data: [String] = []

    @Option(
        name: .customLong("method"), parsing: .singleValue,
        help: ArgumentHelp(
            "A method of your own, measured beside the study's: weights, a folder of arrays, or a command, as the README of `downhill export` says; several paths, with commas between them, are of several seeds.",
            valueName: "[study:]name=path"))
    var methods: [String] = []

    @Option(help: "How many seeds each network is trained with.")
    var seeds: Int?

    @Option(help: "Threads. The results have the same bytes for any number of them.")
    var threads: Int?

    @Option(help: "Figures to make, with all they need: fig3,fig5b.")
    var only: String?

    @Option(help: "The folder for the store and the report.")
    var output = "Output"

    @Flag(help: "Compares the hash of every file of a finished stage with its receipt, not its size alone.")
    var verify = false

    @Flag(help: "Goes on with this processor's rounding where the store's results are of another's, and trains anew.")
    var anyProcessor = false

    func validate() throws {
        if let threads { try Self.checkThreads(threads) }
        if let seeds, !(1...100).contains(seeds) {
            throw ValidationError("--seeds is \(seeds); expected a whole number from 1 to 100.")
        }
        if seeds != nil, let twice = assignments.first(where: { $0.hasPrefix("run.seeds=") }) {
            throw ValidationError("--seeds and --set \(twice) set the same; expected one of them.")
        }
        try Self.checkOutput(output)
    }

    static func checkThreads(_ threads: Int) throws {
        guard (1...1024).contains(threads) else {
            throw ValidationError("--threads is \(threads); expected a whole number from 1 to 1024.")
        }
    }

    /// Empty where a variable of a script was: the current folder would be filled.
    static func checkOutput(_ output: String) throws {
        if output.isEmpty { throw ValidationError("--output is empty; expected a folder, as in --output Output.") }
    }

    /// The same for the one file that a command writes.
    static func checkOutputFile(_ output: String) throws {
        if output.isEmpty { throw ValidationError("--output is empty; expected a file, as in --output Y.npy.") }
    }

    /// Where the current folder has been removed, a relative path leads nowhere, or to a place that nobody means. Throws
    /// `FileError`.
    static func checkPlace(_ output: String) throws {
        guard !output.hasPrefix("/"), FileSystem.currentFolder == nil else { return }
        throw FileError("find the place of", output, number: ENOENT)
    }

    /// All settings, checked.
    func settings() throws -> RunSettings {
        // The keys of stages name the kernels, so that `plan` needs them, too.
        try BLAS.check()
        let schema = Studies.schema
        let (name, profiles) = try ProfileFile.load(profile, schema: schema)
        var own = try DataAssignments.settings(data, schema: schema)
        own += try MethodAssignments.settings(methods, schema: schema)
        if let seeds { own.append(("run.seeds", .int(seeds))) }
        let changes = try ProfileFile.assignments(assignments)
        if let twice = changes.values.first(where: { change in own.contains { $0.name == change.name } }) {
            let option =
                twice.name == "run.seeds" ? "--seeds" : twice.name.hasSuffix(".methods.given") ? "--method" : "--data"
            throw SettingsError("\(option) and --set \(twice.name)=… set the same; expected one of them")
        }
        let settings = try RunSettings(
            profile: name, schema: schema,
            sources: profiles + [.init(place: "the command line", values: own), changes])
        try StudyGraph.check(settings, Studies.all.map(\.experiment))
        return settings
    }

    /// The graph of the studies that the wanted figures belong to. Nothing of the others is read.
    func graph(_ settings: RunSettings) throws -> StudyGraph {
        try Studies.graph(settings, only: Studies.drawing(try figures(settings), settings))
    }

    var outputFolder: URL { Self.folder(output) }

    /// The folder that the system means by `output`: "~" is a name, as shells have had their say, and "link/.." is where the
    /// link leads to; URLs see that otherwise.
    static func folder(_ output: String) -> URL {
        var path = output.hasPrefix("/") ? "/" : ""
        for part in output.split(separator: "/") {
            if part == "..", !path.isEmpty, let real = realpath(path, nil) {
                path = String(cString: real)
                free(real)
            }
            path += path.isEmpty || path.hasSuffix("/") ? part : "/\(part)"
        }
        return URL(fileURLWithPath: path.hasPrefix("~") ? "./\(path)" : path, isDirectory: true)
    }
    var store: Store { Store(outputFolder.appendingPathComponent("store", isDirectory: true)) }
    var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

    /// The ids of the figures of `--only`, of those that a run of these settings has; nil for all.
    func figures(_ settings: RunSettings) throws -> Set<String>? {
        let known = Studies.reports(settings).flatMap { $0.drawings.map(\.id) }
        guard let names = try Self.figures(only) else { return nil }
        do {
            return try FigureSelection.ids(names, among: known)
        } catch ReportError.unknownFigure(let name, _) where Studies.second(drawing: name) != nil {
            let study = Studies.second(drawing: name) ?? ""
            throw SettingsError(
                "--only \(name): this figure is of a second set of images, and none is given. Hint: --data \(study):…")
        }
    }

    /// The figures that people name, "fig3, 5b", as they name them; nil for all.
    static func figures(_ only: String?) throws -> Set<String>? {
        guard let only else { return nil }
        let names = only.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        guard !names.isEmpty else { throw SettingsError("--only names no figure; expected fig3, or fig3,fig5b") }
        return Set(names)
    }

    /// The methods of `--method` that `--only` leaves unmeasured, a warning each.
    ///
    /// - Parameter targets: the wanted stages; nil for all.
    func ignoredMethods(targets: [String]?, _ settings: RunSettings) -> [String] {
        guard let only, let targets else { return [] }
        return MethodAssignments.names(settings).filter { study, name in
            !targets.contains { $0.hasPrefix(StageNames(study).evaluations(name)) }
        }.map { study, name in
            "--method \(study):\(name) is ignored: no figure of --only \(only) measures methods of the study \(study)"
        }
    }

    /// The stages that the wanted figures need, with the descriptions of their studies; nil for all.
    func targets(in graph: StageGraph, _ settings: RunSettings) throws -> [String]? {
        guard let figures = try figures(settings) else { return nil }
        let reports = Studies.reports(settings)
        let drawings = reports.flatMap(\.drawings).filter { figures.contains($0.id) }
        let descriptions = reports.map { StudyDescription.stageName($0.id) }
        return graph.stages.map(\.name).filter { name in
            descriptions.contains(name) || drawings.contains { $0.reads(name) }
        }
    }
}
