import Bench
import Foundation
import Stages
import Testing

/// What studies say of themselves to the report.
@Suite struct DescriptionTests {
    private let graph: StageGraph
    private let descriptions: [StudyDescription]

    init() throws {
        let images = try MadeUpImages(10)
        let settings = try images.settings([("run.seeds", 2)])
        graph = try Studies.graph(settings)
        descriptions = try Studies.all.map { try Self.describe($0, settings) }
    }

    private static func describe<Own: Study>(_ study: Own.Type, _ run: RunSettings) throws -> StudyDescription {
        try Own(run.view(Own.declarations), images: ImageLibrary()).description
    }

    @Test func theyComeBackFromJSON() throws {
        for description in descriptions {
            let text = try JSONEncoder().encode(description)
            #expect(try JSONDecoder().decode(StudyDescription.self, from: text) == description)
            #expect(description.version == StudyDescription.currentVersion)
        }
        #expect(
            descriptions.map(\.id) == [
                "toy", "sparse", "inpainting", "steps", "recovery", "gaussian", "theory", "convergent", "oamp",
                "landscape", "generalisation",
            ])
    }

    /// One name for one thing: what a legend says is what sentences say, but for its first letter and its markup.
    @Test func legendsAndSentencesUseTheSameNames() {
        for method in descriptions.flatMap(\.methods) {
            let legend = method.legend.replacing("$", with: "")
            #expect(legend.lowercased() == method.label.lowercased(), "\(method.id)")
        }
    }

    /// Nothing that figures and sentences need is empty, and two methods never look alike.
    @Test func methodsHaveNamesAndLooks() {
        for description in descriptions {
            #expect(!description.title.isEmpty)
            let methods = description.methods
            for keys in [
                methods.map(\.id), methods.map(\.label), methods.map { "\($0.style.role) \($0.style.variant)" },
            ] {
                #expect(Set(keys).count == methods.count, "\(description.id): \(keys)")
            }
            for method in methods {
                for text in [method.id, method.label, method.legend, method.style.role, method.evaluations] {
                    #expect(!text.isEmpty, "\(method.id)")
                }
                #expect(method.style.variant >= 0 && (method.layers ?? 1) > 0)
            }
            let measures = description.measures
            #expect(Set(measures.map(\.name)).count == measures.count && !measures.isEmpty)
            #expect(measures.allSatisfy { !$0.label.isEmpty && !$0.symbol.isEmpty })
        }
    }

    @Test func theySayHowMethodsAreTrained() throws {
        for method in descriptions.flatMap(\.methods) {
            #expect(method.isTrained == (method.trainings != nil))
            // Steps are trained without constraints and noise, and without any that are watched.
            if (descriptions[3].methods + descriptions[4].methods).contains(method) { continue }
            if descriptions[5].methods.contains(method) {
                #expect(method.isConstrained == method.id.contains("-constrained") && !method.isNoisy, "\(method.id)")
                continue
            }
            if descriptions[6].methods.contains(method) {
                #expect(!method.isNoisy && method.isConstrained == (method.id != "standard") && method.epsilon == 0.05)
                continue
            }
            if let study = descriptions.first(where: { $0.id == "oamp" }), study.methods.contains(method) {
                #expect(!method.isNoisy && method.isConstrained == method.id.contains("-descent"), "\(method.id)")
                continue
            }
            if let study = descriptions.first(where: { $0.id == "generalisation" }), study.methods.contains(method) {
                #expect(method.isTrained && !method.isConstrained && !method.isNoisy && method.epsilon == nil)
                continue
            }
            let isQuiet =
                ["constrained-quiet", "ablation-authors-standard"].contains(method.id)
                || method.id.hasSuffix("-descent")
            if method.isAblation || method.isSweep == true
                || ["constrained", "near-start"].contains(where: method.id.hasPrefix) || method.id == "gated"
            {
                #expect(method.isConstrained == (method.id != "ablation-authors-standard"), "\(method.id)")
                #expect(method.isNoisy == !isQuiet, "\(method.id)")
            } else {
                #expect(
                    !method.isConstrained
                        && method.isNoisy == ["standard-noisy", "gated-standard"].contains(method.id), "\(method.id)")
            }
            #expect((method.epsilon != nil) == method.isTrained, "\(method.id)")
        }
        let strong = descriptions[1].methods.first { $0.id == "constrained-strong" }
        #expect(strong?.epsilon == 0.2 && descriptions[1].methods.first?.epsilon == 0.05)
    }

    /// Every name of a stage is one of the graph's, seed by seed and draw by draw; ablations have one.
    @Test func theirStagesAreThoseOfTheGraph() throws {
        let names = Set(graph.stages.map(\.name))
        for description in descriptions {
            #expect(names.contains(StudyDescription.stageName(description.id)))
            #expect(
                description.dataStage.map { names.contains($0) }
                    ?? [
                        "toy", "steps", "recovery", "gaussian", "theory", "convergent", "oamp", "landscape",
                        "generalisation",
                    ].contains(
                        description.id))
            for method in description.methods {
                let isOnce = method.isAblation || method.id.hasPrefix("flow-prox")
                if method.id == "retrained" {
                    #expect(method.seeds == Array(1...30) && method.draws == method.seeds.map { _ in 1 })
                } else {
                    #expect(method.seeds == (isOnce ? [1] : [1, 2]) && method.draws == method.seeds, "\(method.id)")
                }
                for prefix in [method.trainings, method.evaluations].compactMap({ $0 }) {
                    #expect(names.filter { $0.hasPrefix(prefix) } == Set(method.seeds.map { "\(prefix)\($0)" }))
                }
            }
        }
        #expect(descriptions[2].methods.filter(\.isAblation).count == 15)
        #expect(descriptions[1].methods.filter { $0.isSweep == true }.map(\.epsilon) == [0.01, 0.1, 0.4])
    }

    /// Each network's rate was chosen by a stage of the graph, which its training reads: its own, or that of the network that it
    /// differs from in one thing. Those of the Gaussian study are taken as they are here.
    @Test func theySayWhichStageChoseARate() throws {
        let inputs = Dictionary(uniqueKeysWithValues: graph.stages.map { ($0.name, $0.inputs) })
        for description in descriptions
        where !["steps", "gaussian", "recovery", "theory", "convergent", "oamp", "landscape", "generalisation"]
            .contains(description.id)
        {
            for method in description.methods where method.isTrained && !method.id.contains("authors") {
                let rates = try #require(method.rates)
                let isShared = method.isAblation || method.isSweep == true || method.id.hasSuffix("-from-2")
                #expect(rates.hasSuffix("/rate/\(method.id)") != isShared, "\(method.id)")
                for seed in method.seeds {
                    #expect(inputs["\(try #require(method.trainings))\(seed)"]?.contains(rates) == true, "\(method.id)")
                }
            }
        }
    }
}
