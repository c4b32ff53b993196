import Stages

extension StudyReport {
    /// With the claims of the methods that the run gives the study from outside. They come last, and are a family of their
    /// own, so that the verdicts of the others are the same with them and without.
    func withExternalClaims(_ run: RunReader) -> StudyReport {
        guard let externalClaims, let description = try? run.study(id).description else { return self }
        var study = self
        study.claims += description.methods.filter { $0.origin != nil }.flatMap { method in
            externalClaims(method, id).map { claim in
                var claim = claim
                guard original != nil else { return claim }
                claim.id = "\(id)/\(claim.id)"
                claim.figures = claim.figures.map { StudyFigure.id($0, of: id) }
                return claim
            }
        }
        return study
    }
}

extension Claim {
    /// A claim on a method from outside.
    ///
    /// - Parameters:
    ///   - question: the last part of its id: "descends".
    ///   - study: the study's id in the run.
    ///   - original: the study's own id, where `study` repeats it on second images.
    public static func external(
        _ method: StudyDescription.Method, _ question: String, study: String, of original: String, section: String,
        statement: String, figures: [String], rule: String, _ kind: some ClaimKind
    ) -> Claim {
        Claim(
            "\(original)-method-\(method.id)-\(question)", question: .external, section: section, statement: statement,
            figures: figures, rule: rule, study: study, kind: kind)
    }
}
