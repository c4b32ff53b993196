import Stages

/// A study that hands out its data, so that methods can be made elsewhere, and takes such methods in beside its own.
///
/// What it takes in is in `externalMethods`, which it reads from its settings (`Settings.externalMethods`).
public protocol OpenStudy: Study {
    /// The stages that an export is made of.
    var exportedStages: [String] { get }
    /// Writes what a method needs, and what it is held against.
    ///
    /// - Parameters:
    ///   - folder: the folder of each of `exportedStages`.
    ///   - export: where it is written.
    func export(_ folder: (String) throws -> Folder, to export: ExportWriter) throws
}

extension Stage {
    /// A stage that measures a network from outside: the network's hash is in its key.
    ///
    /// - Parameters:
    ///   - settings: what the measuring reads.
    ///   - inputs: the stages of the test data.
    public static func external(
        name: String, _ network: ExternalNetwork, settings: StageSettings, inputs: [String], codeVersion: Int = 1,
        run: @escaping @Sendable (StageContext) throws -> Void
    ) -> Stage {
        Stage(
            name: name, settings: settings, inputs: inputs, codeVersion: codeVersion,
            extraKey: "\(network.kind.rawValue) \(network.sha256)", numerics: Numerics.description,
            work: network.kind == .command ? 60 : 5, run: run)
    }
}
