import Report

extension StudyReport {
    /// How much worse networks are on signals that they have not learned from.
    public static let generalisation = StudyReport(
        id: "generalisation", title: "Generalisation", lead: "", figures: [], claims: [], sections: [])
}
