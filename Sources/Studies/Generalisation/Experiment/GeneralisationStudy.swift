import Bench
import Foundation
import Stages

/// How far networks that learn from finitely many signals are worse on new ones: the gap over layers, training signals and
/// ties; a printed bound on it and four that are proved, each in units of the loss; and certificates that hold for networks of
/// few numbers.
public struct GeneralisationStudy: Study {
    public static let id = "generalisation"
    static let names = StageNames(id)
    let settings: Settings<GeneralisationDeclarations>

    public init(_ settings: Settings<GeneralisationDeclarations>, images: ImageLibrary) { self.settings = settings }

    /// A network at a number of layers, with the training sets that it learns from.
    struct Member: Sendable {
        var id: String
        var label: String
        var legend: String
        var style: StudyDescription.StyleHint
        var network: GeneralisationNetwork
        var layers: Int
        var sizes: [Int]
        /// Whether it gets a certificate.
        var isCertified = false
    }

    /// Kinds of networks by depth, those with a certificate, and those whose layers contract.
    var members: [Member] {
        let kinds: [(GeneralisationNetwork, String, String, String)] = [
            (.untied, "LISTA-CP", "LISTA-CP", "baseline"), (.tied, "tied LISTA-CP", "Tied LISTA-CP", "proposed"),
            (.alista, "ALISTA", "ALISTA", "classical"),
        ]
        let grid = kinds.flatMap { network, label, legend, role in
            settings.depths.enumerated().map { place, layers in
                Member(
                    id: "\(network.name)-\(layers)", label: "\(label), T = \(layers)",
                    legend: "\(legend), $T$ = \(layers)", style: .init(role, place), network: network, layers: layers,
                    sizes: settings.sizes)
            }
        }
        let certified = [(GeneralisationNetwork.alista, "ALISTA"), (.tista, "TISTA")].enumerated().map { place, one in
            Member(
                id: "\(one.0.name)-certified", label: "\(one.1) with a certificate",
                legend: "\(one.1) with a certificate", style: .init("alternative", place), network: one.0,
                layers: settings.certifiedLayers, sizes: settings.certifiedSizes, isCertified: true)
        }
        let contractive = settings.products.enumerated().map { place, product in
            Member(
                id: "contractive-\(place + 1)", label: "contractive, ∏L = \(SettingValue.double(product))",
                legend: "Contractive, $∏L$ = \(SettingValue.double(product))", style: .init("ablation", place),
                network: .contractive(pow(product, 1 / Double(settings.contractiveLayers))),
                layers: settings.contractiveLayers, sizes: [settings.contractiveSize])
        }
        return grid + certified + contractive
    }

    /// The seeds of this study.
    var seeds: [Int] { Array(settings.common.trainingSeeds.prefix(settings.seeds)) }

    public func stages() throws -> [Stage] {
        members.flatMap { member in
            seeds.flatMap { [trainingStage(member, seed: $0), evaluationStage(member, seed: $0)] }
        }
    }

    /// What makes the signals and a network.
    func memberSettings(_ member: Member, seed: Int) -> StageSettings {
        var own: StageSettings = [
            "generalisation.network": .string(member.network.name), "generalisation.depth": .int(member.layers),
            "generalisation.sizes": .list(member.sizes.map { .int($0) }),
            "generalisation.draw": .int(settings.common.draw(ofSeed: seed)),
        ]
        if case .contractive(let q) = member.network { own = own + ["generalisation.contraction": .double(q)] }
        return own + settings.only(\.rows, \.columns, \.density, \.noise, \.scalarShare)
            + settings.common.only(\.seed)
    }

    func problem(seed: Int) throws -> FiniteProblem {
        try FiniteProblem(
            rows: settings.rows, columns: settings.columns, density: settings.density, decibels: settings.noise,
            seed: settings.common.drawSeed(settings.common.draw(ofSeed: seed)))
    }

    /// Seconds of one signal through one layer forward, and of what an update takes of it, on one core.
    func seconds(_ network: GeneralisationNetwork) -> (forward: Double, update: Double) {
        let (products, elements) = (
            Double(settings.rows * settings.columns), Double(settings.rows + settings.columns)
        )
        let forward = products * 4e-11 + elements * 1e-9
        return (forward, forward * (network.learnsScalars ? 2.5 : 4))
    }

    public var description: StudyDescription {
        StudyDescription(
            id: Self.id, title: "Generalisation", dataStage: nil,
            methods: members.map { member in
                StudyDescription.Method(
                    id: member.id, label: member.label, legend: member.legend, style: member.style, isTrained: true,
                    layers: member.layers, seeds: seeds, draws: seeds.map(settings.common.draw(ofSeed:)),
                    trainings: Self.names.trainings(member.id), evaluations: Self.names.evaluations(member.id))
            },
            measures: [.init(name: "loss", label: "clipped error", symbol: "$\\ell$")],
            tables: GeneralisationTables.descriptions)
    }
}
