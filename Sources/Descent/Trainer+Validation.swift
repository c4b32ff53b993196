import Tensors
import Unrolled

/// What a look at a validation set finds.
package struct ValidationResult {
    /// Mean ‖y_l − y*‖ at the layer that the loss is at.
    package var distance: Double
    /// The largest Ê[C(y_l, y_{l−1})]/Ê[m(y_{l−1})] over the constrained layers, 0 where all hold.
    package var violation: Double

    package init(distance: Double, violation: Double) {
        self.distance = distance
        self.violation = violation
    }

    /// Constraints that are missed by less than this share of the measure count as held.
    static let tolerance = 0.01

    /// Whether these weights are to be preferred: near-feasible ones first, then the nearest to the optima. Never those
    /// whose distance is not a number.
    package func isBetter(than other: ValidationResult) -> Bool {
        guard distance.isFinite, violation.isFinite else { return false }
        let (mine, its) = (excess, other.excess)
        return mine != its ? mine < its : distance < other.distance
    }

    /// By how much constraints are missed; what is tolerated counts as none.
    package var excess: Double { violation <= Self.tolerance ? 0 : violation }
}

extension Trainer {
    /// Looks at the validation sets, keeps the best weights, and writes a row of the history.
    func record() {
        if let average { average.withAverage(in: network.values, look) } else { look() }
    }

    private func look() {
        let layer = recordedLayer
        let result = validate(data.validation, depth: layer)
        let shifted = data.shifted.map { validate($0, depth: layer).distance } ?? .nan
        state.history.append(
            state.makeRecord(epoch: epoch(after: state.step), distance: result.distance, shifted: shifted))
        if layer == network.layerCount, result.isBetter(than: state.best) {
            state.best = result
            state.bestStep = state.step
            state.bestValues.assign(from: network.values)
        }
    }

    /// The layer that the loss of the last update was at.
    private var recordedLayer: Int {
        phases.last { $0.steps.lowerBound < state.step }?.layers.upperBound ?? network.layerCount
    }

    /// The forward pass without noise, from the same y_0 each time, in blocks of one shape.
    private func validate(_ set: Batch<Scalar>, depth: Int) -> ValidationResult {
        let stream = RandomStream(seed: seed, name: "validation/initial")
        let blocks = Workers.ranges(set.samples, size: Shards.validationSize)
        network.refresh()
        let nothing = ValidationSums(layerCount: depth, sets: lagrangian.setCount)
        var sums = [ValidationSums](repeating: nothing, count: blocks.count)
        sums.withUnsafeMutableBufferPointer { buffer in
            let results = UnsafeSendable(buffer)
            workers.forEach(blocks.count) { block, _ in
                let part = set.view(rows: blocks[block])
                let trajectory = network.makeForwardTrajectory(samples: part.samples)
                start.write(part, stream, firstRow: blocks[block].lowerBound, into: trajectory.outputs[0])
                network.forward(part.features, trajectory, depth: depth, noise: nil)
                results.value[block].add(
                    LayerValues(trajectory), part, depth: depth,
                    constraints: settings.dualRate > 0 ? lagrangian.constraints : [])
            }
        }
        let total = sums.reduce(into: nothing) { $0.add($1) }
        return total.result(samples: set.samples)
    }
}

/// Sums over samples of a validation set.
private struct ValidationSums {
    var distance = 0.0
    var constraints: [Double]
    var measures: [Double]

    init(layerCount: Int, sets: Int) {
        constraints = [Double](repeating: 0, count: sets * layerCount)
        measures = constraints
    }

    mutating func add<Scalar: KernelScalar>(
        _ values: LayerValues<Scalar>, _ batch: Batch<Scalar>, depth: Int, constraints sets: [DescentConstraint<Scalar>]
    ) {
        distance += values.outputs[depth].rowDistances(to: batch.optima).reduce(0, +)
        for (set, constraint) in sets.enumerated() where constraint.layers.lowerBound <= depth {
            for layer in constraint.layers.clamped(to: 1...depth) {
                let (current, previous) = (
                    constraint.measure.values(values.value(constraint.variable, layer), batch),
                    constraint.measure.values(values.value(constraint.variable, layer - 1), batch)
                )
                let place = set * depth + layer - 1
                for n in 0..<batch.samples {
                    constraints[place] += constraint.value(current: current[n], previous: previous[n])
                    measures[place] += constraint.form == .difference ? previous[n] : 1
                }
            }
        }
    }

    mutating func add(_ other: ValidationSums) {
        distance += other.distance
        for i in constraints.indices {
            constraints[i] += other.constraints[i]
            measures[i] += other.measures[i]
        }
    }

    func result(samples: Int) -> ValidationResult {
        let violations = zip(constraints, measures).map { $0 / max($1, .leastNormalMagnitude) }
        return ValidationResult(
            distance: distance / Double(max(1, samples)), violation: max(0, violations.max() ?? 0))
    }
}
