import Foundation
import Tensors
import Unrolled

/// Weights as one of finitely many: each kind of parameter on a grid of 2^b levels around where training begins, as wide as
/// is needed of some widths that are fixed before.
struct Quantisation {
    /// Half the width of a grid: 2^j for these j.
    static let widths = -10...6
    /// b.
    static let bits = [4, 6, 8]

    /// The quantised weights for each b; nil where a weight has left the widest grid.
    let values: [(bits: Int, values: Matrix<Float>)]
    /// In how many ways b and the widths can be chosen.
    let choices: Int

    /// - Parameter start: the weights where training begins.
    init?(_ network: some UnrolledNetwork<Float>, start: Matrix<Float>) {
        let groups = Dictionary(grouping: network.parameters, by: \.localName)
        choices = Self.bits.count * Int(pow(Double(Self.widths.count), Double(groups.count)))
        var widths: [String: Double] = [:]
        for (name, parameters) in groups {
            let most = parameters.flatMap(\.range).reduce(0.0) {
                max($0, Double(abs(network.values.pointer[$1] - start.pointer[$1])))
            }
            guard let width = Self.widths.map({ pow(2, Double($0)) }).first(where: { $0 >= most }) else { return nil }
            widths[name] = width
        }
        values = Self.bits.map { bits in
            let result = network.values.copy()
            let levels = pow(2, Double(bits))
            for parameter in network.parameters {
                let width = widths[parameter.localName] ?? 1
                for i in parameter.range {
                    let place = (Double(network.values.pointer[i] - start.pointer[i]) / width + 1) / 2 * levels
                    let level = min(max(place.rounded(.down), 0), levels - 1)
                    result.pointer[i] = start.pointer[i] + Float(width * (2 * (level + 0.5) / levels - 1))
                }
            }
            return (bits, result)
        }
    }
}
