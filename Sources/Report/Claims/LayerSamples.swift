/// What claims about layers are judged by: a method's measure by layer, with the names that sentences need.
public struct LayerSamples: Sendable {
    /// The method's id.
    public var method: String
    /// Its name in sentences.
    public var label: String
    /// The measure by layer.
    public var layers: LayerRatios
    /// What the measure is in a sentence, in `Markup`.
    public var quantity: String
    /// A constraint that is judged, or that the details show; nil where there is none.
    public var target: LayerTarget?

    /// Numbers to judge; `method` is also its name in sentences where there is no `label`.
    public init(
        _ method: String, label: String? = nil, _ layers: LayerRatios, quantity: String, target: LayerTarget? = nil
    ) {
        (self.method, self.label, self.layers) = (method, label ?? method, layers)
        (self.quantity, self.target) = (quantity, target)
    }

    /// Reads a column of samples.csv. Where `quantity` is nil the study's own words are taken. Throws `RunReaderError`,
    /// `TableError`.
    init(
        _ study: StudyReader, _ method: String, _ measure: String, quantity: String?, target: LayerTarget.Source? = nil
    ) throws {
        self.init(
            method, label: study.label(of: method), try LayerRatios(study, method, column: measure),
            quantity: try quantity ?? study.measure(measure).label, target: try target?.target(study))
    }

    /// The details by layer, with ratios from layer `first` on.
    func table(from first: Int = 1) -> DetailTable {
        layers.table("\(label.capitalizedFirst), by layer", quantity: quantity, from: first, target: target)
    }

    /// "The mean distance (constrained) goes from 17.5 at the start to 0.0853 at the end; the largest ratio of a layer’s mean
    /// over all seeds to that before it is 0.93, in layer 9."
    func sentence(from first: Int) -> String {
        guard let worst = layers.worst(from: first), let end = layers.samples.last else { return "" }
        let start = first > 1 ? "layer \(first - 1)" : "the start"
        return
            "The mean \(quantity) (\(label)) goes from \(NumberText.short(layers.samples[first - 1].mean)) at \(start) to "
            + "\(NumberText.short(end.mean)) at the end; the largest ratio of a layer’s mean over all seeds to that before it is "
            + "\(NumberText.short(worst.ratio)), in layer \(worst.layer)."
    }
}
