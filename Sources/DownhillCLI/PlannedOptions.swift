import ArgumentParser
import Bench
import Foundation
import Stages
import Support
import Tensors

/// A frozen plan in place of profile and images: shared by `work` and `run-stage`.
struct PlannedOptions: ParsableArguments {
    @Option(help: "A plan of `plan --json`, in place of a profile and of the images.")
    var plan: String?

    /// Throws where both are given.
    func check(_ options: RunOptions) throws {
        guard plan != nil else { return }
        let others = [
            ("--set", !options.assignments.isEmpty), ("--data", !options.data.isEmpty),
            ("--seeds", options.seeds != nil), ("--only", options.only != nil),
            ("--profile", options.profile != RunOptions.usualProfile),
        ]
        if let (name, _) = others.first(where: \.1) {
            throw ValidationError("--plan and \(name) say the same; expected one of them.")
        }
    }

    /// The settings and stages of the plan, or of the other options; `ids` says which studies are meant in the latter case.
    ///
    /// - Throws: what the options throw; `NumericsConflict` and `PlanMismatch` where this process would make something else.
    func studies(
        _ options: RunOptions, only ids: (RunSettings) throws -> Set<String>?
    ) throws -> (RunSettings, StudyGraph) {
        guard let plan else {
            let settings = try options.settings()
            return (settings, try Studies.graph(settings, only: try ids(settings)))
        }
        let frozen = try FrozenPlan.load(from: URL(fileURLWithPath: plan))
        try Self.takeKernels(of: frozen)
        let settings = try RunSettings(
            profile: frozen.profile, schema: Studies.schema,
            sources: [.init(place: plan, values: frozen.settings.entries.map { ($0.name, $0.value) })])
        let studies = try Studies.graph(
            settings, only: frozen.studies.map(Set.init), images: ImageLibrary(knowing: frozen.images))
        try frozen.check(studies.graph, numerics: Numerics.description)
        return (settings, studies)
    }

    /// Has the linear algebra use the plan's kernels where the user names none, before it is first asked for.
    private static func takeKernels(of plan: FrozenPlan) throws {
        let core = plan.numerics.split(separator: ",").last?.trimmingCharacters(in: .whitespaces) ?? ""
        let isFree = (ProcessInfo.processInfo.environment[KernelChoice.variable] ?? "").isEmpty
        if isFree, !core.isEmpty { setenv(KernelChoice.variable, core, 1) }
        do {
            try BLAS.check()
        } catch {
            guard isFree, case .unknownCore(_, _, let known) = error else { throw error }
            throw NumericsConflict(
                place: "the plan", found: plan.numerics, own: "one of \(known.joined(separator: ", "))")
        }
    }
}
