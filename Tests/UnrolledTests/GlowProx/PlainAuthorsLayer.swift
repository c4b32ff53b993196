import Foundation
import Tensors
import Unrolled

/// A layer under the authors' semantics by plain loops: images are arrays by channel, row and column.
struct PlainAuthorsLayer {
    typealias Image = [[[Double]]]

    let network: GlowProx<Double>
    let layer: Int

    /// z of the last level, and y_l, of one image from what layer l is fed.
    func run(_ x: Image, _ fed: Image) -> (latents: [Double], output: Image) {
        var (image, splits) = (fed, [Image]())
        for c in x.indices {
            for i in x[c].indices {
                for j in x[c][i].indices { image[c][i][j] -= network.step(layer) * (x[c][i][j] - fed[c][i][j]) }
            }
        }
        let levels = network.settings.flow.levels
        for level in 1...levels {
            image = squeezed(image)
            for step in 1...network.settings.flow.steps { image = forward(image, level, step) }
            let kept = level == levels ? 0 : image.count / 2
            splits.append(Array(image[kept...]))
            image = Array(image[..<kept])
        }
        splits[levels - 1] = mapped(splits[levels - 1]) { $0 / (1 + network.shrinkage(layer)) }
        let latents = splits[levels - 1].flatMap { $0.flatMap { $0 } }
        for level in (1...levels).reversed() {
            let noise = splits[level - 1]
            let prior = zeroConvolution(level == levels ? mapped(noise) { _ in 0 } : image, "level.\(level).prior")
            image += noise.indices.map { c in
                pairs(prior[c], pairs(noise[c], prior[c + noise.count]) { $0 * exp($1) }, +)
            }
            for step in (1...network.settings.flow.steps).reversed() { image = inverse(image, level, step) }
            image = unsqueezed(image)
        }
        return (latents, mapped(image) { min(max($0, 0), 1) })
    }

    private func mapped(_ image: Image, _ body: (Double) -> Double) -> Image { image.map { $0.map { $0.map(body) } } }

    private func pairs(_ a: [[Double]], _ b: [[Double]], _ body: (Double, Double) -> Double) -> [[Double]] {
        zip(a, b).map { zip($0, $1).map { body($0, $1) } }
    }

    private func values(_ name: String) -> [Double] {
        guard let found = network.parameters.first(where: { $0.name == "layer.\(layer).flow.\(name)" }) else {
            return []
        }
        return network.matrix(found).values
    }

    private func made(_ channels: Int, _ height: Int, _ width: Int, _ pixel: (Int, Int, Int) -> Double) -> Image {
        (0..<channels).map { c in (0..<height).map { i in (0..<width).map { j in pixel(c, i, j) } } }
    }

    /// Channel c becomes 4c … 4c + 3: the pixels of each square by rows.
    private func squeezed(_ image: Image) -> Image {
        made(4 * image.count, image[0].count / 2, image[0][0].count / 2) { c, i, j in
            image[c / 4][2 * i + c % 4 / 2][2 * j + c % 2]
        }
    }

    private func unsqueezed(_ image: Image) -> Image {
        made(image.count / 4, 2 * image[0].count, 2 * image[0][0].count) { c, i, j in
            image[4 * c + 2 * (i % 2) + j % 2][i / 2][j / 2]
        }
    }

    private func forward(_ x: Image, _ level: Int, _ step: Int) -> Image {
        let name = "level.\(level).step.\(step)"
        let (scale, shift) = (values("\(name).actnorm.log_scale"), values("\(name).actnorm.shift"))
        let normalised = x.indices.map { c in x[c].map { $0.map { exp(scale[c]) * ($0 + shift[c]) } } }
        let mixed = mixing(normalised, network.flows[layer - 1].levels[level - 1].steps[step - 1].mixing.matrix)
        let half = x.count / 2
        let (s, t) = coupling(Array(mixed[..<half]), name)
        return mixed[..<half] + (0..<half).map { c in pairs(pairs(mixed[half + c], t[c], +), s[c], *) }
    }

    private func inverse(_ y: Image, _ level: Int, _ step: Int) -> Image {
        let name = "level.\(level).step.\(step)"
        let half = y.count / 2
        let (s, t) = coupling(Array(y[..<half]), name)
        let mixed = y[..<half] + (0..<half).map { c in pairs(pairs(y[half + c], s[c], /), t[c], -) }
        let normalised = mixing(
            Array(mixed), network.flows[layer - 1].levels[level - 1].steps[step - 1].mixing.inverseMatrix)
        let (scale, shift) = (values("\(name).actnorm.log_scale"), values("\(name).actnorm.shift"))
        return y.indices.map { c in normalised[c].map { $0.map { $0 * exp(-scale[c]) - shift[c] } } }
    }

    private func mixing(_ x: Image, _ matrix: Matrix<Double>) -> Image {
        made(x.count, x[0].count, x[0][0].count) { r, i, j in
            var total = 0.0
            for c in x.indices { total += matrix[r, c] * x[c][i][j] }
            return total
        }
    }

    /// sigmoid(a + 2) and t.
    private func coupling(_ x: Image, _ name: String) -> (scale: Image, shift: Image) {
        let hidden = network.settings.flow.hidden
        let (w1, b1) = (values("\(name).coupling.first.weight"), values("\(name).coupling.first.bias"))
        let (w2, b2) = (values("\(name).coupling.middle.weight"), values("\(name).coupling.middle.bias"))
        let h1 = (0..<hidden).map { o in
            convolved(x, outside: 0) {
                max($0 + b1[o], 0)
            } weight: {
                w1[(o * x.count + $0) * 9 + $1]
            }
        }
        let h2 = made(hidden, x[0].count, x[0][0].count) { o, i, j in
            var total = b2[o]
            for c in 0..<hidden { total += w2[o * hidden + c] * h1[c][i][j] }
            return max(total, 0)
        }
        let both = zeroConvolution(h2, "\(name).coupling.last")
        return (mapped(Array(both[..<x.count])) { 1 / (1 + exp(-2 - $0)) }, Array(both[x.count...]))
    }

    /// e^{3s}·(b + W * x), with ones around x.
    private func zeroConvolution(_ x: Image, _ name: String) -> Image {
        let (weight, bias, scale) = (values("\(name).weight"), values("\(name).bias"), values("\(name).scale"))
        return bias.indices.map { o in
            convolved(x, outside: 1) {
                exp(3 * scale[o]) * ($0 + bias[o])
            } weight: {
                weight[(o * 9 + $1) * x.count + $0]
            }
        }
    }

    /// One output of a 3×3 convolution; `weight` of input and tap.
    private func convolved(
        _ x: Image, outside: Double, _ after: (Double) -> Double, weight: (Int, Int) -> Double
    ) -> [[Double]] {
        x[0].indices.map { i in
            x[0][0].indices.map { j in
                var total = 0.0
                for c in x.indices {
                    for k in 0..<9 {
                        let (row, column) = (i + k / 3 - 1, j + k % 3 - 1)
                        let isInside = x[0].indices ~= row && x[0][0].indices ~= column
                        total += weight(c, k) * (isInside ? x[c][row][column] : outside)
                    }
                }
                return after(total)
            }
        }
    }
}
