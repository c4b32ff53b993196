import Tensors

/// One step of the flow: actnorm, 1×1 convolution, affine coupling. Of either direction it keeps the same record, from
/// which the backward pass of that direction starts.
public struct FlowStep<Scalar: FlowScalar> {
    /// The first part.
    public let actnorm: ActNorm<Scalar>
    /// The second part.
    public let mixing: Mixing<Scalar>
    /// The third part.
    public let coupling: AffineCoupling<Scalar>

    /// What a step keeps.
    final class Record {
        /// Actnorm's output, the 1×1 convolution's input: (C, B·pixels).
        let normalised: Matrix<Scalar>
        /// The step's output: (C, B·pixels).
        let output: Matrix<Scalar>
        let coupling: CouplingRecord<Scalar>

        /// - Parameter isOpen: whether the coupling's network is run: a record that serves several flows has room for it.
        init(_ step: FlowStep, images: Int, isOpen: Bool) {
            let columns = images * step.actnorm.pixels
            normalised = Matrix(rows: step.actnorm.logScale.count, columns: columns)
            output = Matrix(rows: step.actnorm.logScale.count, columns: columns)
            coupling = CouplingRecord(step.coupling.network, images: images, isOpen: isOpen)
        }

        var count: Int { normalised.count + output.count + coupling.count }
    }

    /// log|det| of one image, without what the coupling's network makes of it.
    func constantLogDeterminant(_ values: Matrix<Scalar>) -> Double {
        actnorm.logDeterminant(values) + mixing.logDeterminant(values) + coupling.constantLogDeterminant
    }

    /// Makes what is derived from the parameters. Not to be called while another thread uses them.
    func refresh(_ values: Matrix<Scalar>) {
        mixing.refresh(values)
        if coupling.isOpen { coupling.network.refresh(values) }
    }

    /// Fills the record from x, which may be the record's own output of the step before.
    func forward(
        _ x: Matrix<Scalar>, _ record: Record, logDeterminant: UnsafeMutablePointer<Double>?,
        _ values: Matrix<Scalar>, _ scratch: CouplingScratch<Scalar>
    ) {
        actnorm.forward(x, into: record.normalised, values)
        mixing.forward(record.normalised, into: record.output)
        coupling.forward(record.output, record.coupling, logDeterminant: logDeterminant, values, scratch)
    }

    /// Fills the record from its output, which the caller has written, and x.
    func inverse(
        _ record: Record, into x: Matrix<Scalar>, _ values: Matrix<Scalar>, _ scratch: CouplingScratch<Scalar>
    ) {
        x.assign(from: record.output)
        coupling.inverse(x, record.coupling, values, scratch)
        mixing.inverse(x, into: record.normalised)
        actnorm.inverse(record.normalised, into: x, values)
    }

    /// `delta` holds ∂/∂output and receives ∂/∂x; `spare` is of the same size.
    func encodeBackward(
        _ record: Record, _ delta: Matrix<Scalar>, spare: Matrix<Scalar>,
        logDeterminantGradient: UnsafePointer<Double>?, total: Double, _ values: Matrix<Scalar>,
        gradient: Matrix<Scalar>, _ scratch: CouplingScratch<Scalar>
    ) {
        coupling.encodeBackward(
            output: record.output, record.coupling, delta, logDeterminantGradient: logDeterminantGradient, values,
            gradient: gradient, scratch)
        mixing.encodeBackward(
            input: record.normalised, delta, into: spare, logDeterminantGradient: total, values, gradient: gradient)
        delta.assign(from: spare)
        actnorm.encodeBackward(
            output: record.normalised, delta, logDeterminantGradient: total, values, gradient: gradient)
    }

    /// `delta` holds ∂/∂x and receives ∂/∂output.
    func decodeBackward(
        _ record: Record, _ delta: Matrix<Scalar>, spare: Matrix<Scalar>, _ values: Matrix<Scalar>,
        gradient: Matrix<Scalar>, _ scratch: CouplingScratch<Scalar>
    ) {
        actnorm.decodeBackward(output: record.normalised, delta, values, gradient: gradient)
        mixing.decodeBackward(input: record.normalised, delta, into: spare, values, gradient: gradient)
        delta.assign(from: spare)
        coupling.decodeBackward(
            output: record.output, record.coupling, delta, values, gradient: gradient, scratch)
    }
}

/// One level of the flow: a squeeze, K steps, and a split, whose first channels go deeper and whose others become
/// latents.
public struct FlowLevel<Scalar: FlowScalar> {
    /// The squeeze on entry.
    public let squeeze: Squeeze<Scalar>
    /// The shape after the squeeze, in which the steps work.
    public let shape: ImageShape
    /// The K steps.
    public let steps: [FlowStep<Scalar>]
    /// Channels that go deeper; 0 on the last level.
    public let kept: Int
    /// The latents' distribution.
    public let prior: GaussianPrior<Scalar>
    /// Where this level's latents lie in a row of latents.
    public let latents: Range<Int>

    /// The shape of this level's latents.
    public var latentShape: ImageShape { shape.with(channels: shape.channels - kept) }
}
