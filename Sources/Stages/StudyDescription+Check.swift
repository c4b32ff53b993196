import Support

extension StudyDescription {
    /// What is wrong with the description of the study `id`, "methods[2].seeds: …"; nil where nothing is. Types alone let
    /// through numbers that no study has, and names that are no names.
    public func trouble(as id: String) -> String? {
        if version < 1 { return "version: expected 1 or more, got \(version)" }
        if self.id != id { return "id: expected “\(id)”, got “\(PrintableText.line(self.id))”" }
        let places = methods.indices.map { "methods[\($0)]" } + measures.indices.map { "measures[\($0)]" }
        let names = methods.map(\.id) + measures.map { "measure \($0.name)" }
        for (index, name) in names.enumerated() where names.firstIndex(of: name) != index {
            return "\(places[index]): “\(PrintableText.line(name))” is there twice"
        }
        return zip(places, methods).lazy.compactMap { place, method in
            method.trouble.map { "\(place).\($0)" }
        }.first
    }
}

extension StudyDescription.Method {
    /// What is wrong with it: "seeds: expected …"; nil where nothing is.
    fileprivate var trouble: String? {
        let most = 1_000_000
        func limit(_ name: String, _ value: Int?) -> String? {
            guard let value, !(0...most).contains(value) else { return nil }
            return "\(name): expected a whole number from 0 to \(most), got \(value)"
        }
        if id.isEmpty { return "id: expected a name, got an empty text" }
        if evaluations.isEmpty { return "evaluations: expected what stages' names begin with, got an empty text" }
        if let epsilon, !(0...1e9).contains(epsilon) {
            return "epsilon: expected a number from 0 to 1e9, got \(epsilon)"
        }
        if let trouble = limit("layers", layers) ?? limit("style.variant", style.variant) { return trouble }
        if let draws, draws.count != seeds.count {
            return "draws: expected one for each of \(seeds.count) seeds, got \(draws.count)"
        }
        return seeds.enumerated().lazy.compactMap { limit("seeds[\($0)]", $1) }.first
            ?? (draws ?? []).enumerated().lazy.compactMap { limit("draws[\($0)]", $1) }.first
    }
}
