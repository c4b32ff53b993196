import Tensors
import Unrolled

extension GaussianStudy {
    /// What a file needs beside the weights, so that the network can be run from it alone (`Documentation/Formats.md`).
    typealias NetworkNotes = (metadata: [String: String], tensors: [SafeTensors.Entry])

    /// A, W where it is not learnt, and how many entries each layer leaves unshrunk.
    @Sendable static func notes(of network: CoupledLista<Float>) -> NetworkNotes {
        let learnsWeights = network.parameters.contains { $0.localName == "W" }
        return (
            ["layers": "\(network.layerCount)", "kept": network.kept.map { "\($0)" }.joined(separator: " ")],
            [.init("A", network.matrix)] + (learnsWeights ? [] : [.init("W", network.weights(1))])
        )
    }

    /// A, W, the prior and the variance of the noise.
    @Sendable static func notes(of network: Tista<Float>) -> NetworkNotes {
        (
            [
                "layers": "\(network.layerCount)", "prior.density": "\(network.prior.density)",
                "prior.power": "\(network.prior.power)", "noise": "\(network.prior.noise)",
            ], [.init("A", network.matrix), .init("W", network.weights)]
        )
    }

    /// Its sizes.
    @Sendable static func notes(of network: Lista<Float>) -> NetworkNotes {
        (["layers": "\(network.layerCount)", "d": "\(network.dimension)", "p": "\(network.inputDimension)"], [])
    }
}
