import Foundation
import Unrolled

/// Data that several modules' tests make up.
public enum MadeUp {
    /// An IDX file of 28×28 images, each of 16 patches of chance brightness. Other seeds make other images.
    public static func idxImages(_ count: Int, seed: UInt64 = 0) -> Data {
        var data = Data([0, 0, 8, 3])
        for number in [count, 28, 28] { data.append(contentsOf: (0..<4).map { UInt8(number >> (24 - 8 * $0) & 255) }) }
        var state = seed &+ UInt64(count)
        for _ in 0..<count {
            let patches = (0..<16).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(state >> 56)
            }
            for y in 0..<28 { for x in 0..<28 { data.append(patches[y / 7 * 4 + x / 7]) } }
        }
        return data
    }
}

extension GlowProxSettings {
    /// Networks of two levels that fit into a test: Haar squeezes, a quarter of the channels deeper, the mask seen.
    public static func small(
        _ semantics: Semantics, memory: FlowMemory, steps: Int, hidden: Int, biasDeviations: [Double],
        weightDeviation: Double
    ) -> GlowProxSettings {
        var settings = GlowProxSettings()
        (settings.semantics, settings.memory) = (semantics, memory)
        (settings.flow.levels, settings.flow.steps, settings.flow.hidden) = (2, steps, hidden)
        (settings.flow.squeeze, settings.flow.deeper, settings.flow.seesMask) = (.haar, .quarter, true)
        (settings.flow.biasDeviations, settings.flow.weightDeviation) = (biasDeviations, weightDeviation)
        return settings
    }
}
