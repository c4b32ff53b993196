import Report

extension StudyReport {
    /// Unrolled message passing.
    public static let oamp = StudyReport(
        id: "oamp", title: "Unrolled message passing",
        lead:
            "What a network inherits from the algorithm that it unrolls. Complex made-up scenes, of points, lines and outlines, are seen by "
            + "an operator with fewer measurements than pixels; orthogonal approximate message passing finds them, unrolled with a small "
            + "convolutional network in each layer, beside U-Nets and ALISTA. How many training scenes does each need, does state evolution say what "
            + "layers do, what do errors in the operator and scenes of another kind do, what happens past the layers, and what does a gradient cost?",
        figures: [
            FigureG22.self, FigureG23.self, FigureG24.self, FigureG25.self, FigureG26.self, FigureG27.self,
            FigureG28.self, FigureG34.self, FigureG35.self,
        ],
        claims: Claim.oamp, sections: [OAMPTheorem.section])
}
