import Bench
import Descent
import Stages

/// A network with what tells its training from others.
struct OAMPTraining: Sendable {
    /// Which errors of the operator the training data have, of the size that `oamp.adaptation.error` says.
    enum Adaptation: String, CaseIterable, Sendable {
        /// The one that test data have.
        case matched
        /// Others, of the same distribution.
        case varied
    }

    var network: OAMPNetwork
    /// n.
    var samples: Int
    var operation: ScatteringProblem.Kind
    /// β of the penalty on movement.
    var penalty = 0.0
    /// Whether (CII) binds.
    var descends = false
    var adaptation: Adaptation?

    init(
        _ network: OAMPNetwork, samples: Int, operation: ScatteringProblem.Kind? = nil, penalty: Double = 0,
        descends: Bool = false, adaptation: Adaptation? = nil
    ) {
        (self.network, self.samples, self.penalty, self.descends) = (network, samples, penalty, descends)
        (self.operation, self.adaptation) = (operation ?? network.home, adaptation)
    }

    /// Whether the network is trained as it is, on scenes that its own operator saw.
    var isPlain: Bool { penalty == 0 && !descends && adaptation == nil }

    /// "tied-penalty-0.1-1024", "unet-fourier-64", "untied-matched-1024".
    var id: String {
        let parts =
            [network.rawValue] + (operation == network.home ? [] : [operation.rawValue])
            + (penalty > 0 ? ["penalty-\(SettingValue.double(penalty))"] : []) + (descends ? ["descent"] : [])
            + (adaptation.map { [$0.rawValue] } ?? [])
        return (parts + ["\(samples)"]).joined(separator: "-")
    }

    private var place: String {
        (operation == network.home ? "" : ", \(operation.label)")
            + (penalty > 0 ? ", β = \(SettingValue.double(penalty))" : descends ? ", with (CII)" : "")
            + (adaptation.map { $0 == .matched ? ", trained with the same error" : ", trained with other errors" } ?? "")
    }

    /// The method; `isMain` of the one that figures name for its network, whose style the others do not take.
    func method(_ settings: Settings<OAMPDeclarations>, isMain: Bool) -> TrainedMethod {
        let middle = OAMPStudy.tuned(settings)
        var changes: [String: SettingValue] = [
            "oamp.samples": .int(samples), "oamp.operator": .string(operation.rawValue),
            "oamp.penalty": .double(penalty),
        ]
        if let adaptation {
            changes["oamp.adaptation"] = .string(adaptation.rawValue)
            changes["oamp.adaptation.error"] = .double(settings.trainedError)
        }
        return TrainedMethod(
            Recipe(
                id: id, label: network.label + place + (isMain ? "" : ", n = \(samples)"), network: network.rawValue,
                constraints: [.init(measure: "distance", form: .difference, epsilon: settings.epsilon)],
                dualRate: descends ? settings.dualRate : 0,
                dualBound: settings.dualBound > 0 ? settings.dualBound : nil, curriculum: network.curriculum,
                start: "algorithm",
                rateOf: isPlain && operation == network.home && samples == middle
                    ? nil : OAMPTraining(network, samples: middle).id,
                changes: changes),
            legend: network.legend + place + (isMain ? "" : ", $n$ = \(samples)"),
            style: isMain ? network.style : .init("\(network.style.role)-\(id)", network.style.variant))
    }
}
