/// What claims about layers are judged by: a method's measure by layer, with the names that sentences need.
public struct LayerSamples: Sendable {
    /// The method's name in sentences.
    public var label: String
    /// The measure by layer.
    public var layers: LayerRatios
    /// What the measure is in a sentence, in `Markup`.
    public var quantity: String
    /// A constraint that is judged, or that the details show; nil where there is none.
    public var target: LayerTarget?

    /// Numbers to judge.
    public init(_ label: String, _ layers: LayerRatios, quantity: String, target: LayerTarget? = nil) {
        self.label = label
        self.layers = layers
        self.quantity = quantity
        self.target = target
    }

    /// Reads a column of samples.csv. Where `quantity` is nil the study's own words are taken. Throws `RunReaderError`,
    /// `TableError`.
    init(
        _ study: StudyReader, _ method: String, _ measure: String, quantity: String?, target: LayerTarget.Source? = nil
    ) throws {
        self.init(
            study.label(of: method), try LayerRatios(study, method, column: measure),
            quantity: try quantity ?? study.measure(measure).label, target: try target?.target(study))
    }

    /// The details by layer, with ratios from layer `first` on.
    func table(from first: Int = 1) -> DetailTable {
        layers.table("\(label.capitalizedFirst), by layer", quantity: quantity, from: first, target: target)
    }

    /// What the largest ratio is, in words.
    func worst(_ layer: Int) -> String {
        "largest ratio of the mean \(quantity) to that of the layer before (layer \(layer))"
    }
}
