import Foundation
import Report

extension Claim {
    /// What the paper's section III claims by its theorems, and what was asked to understand it.
    static let descentTheory = theorems + questions

    private static let theorems = [
        Claim(
            "constraints-hold-on-new-data", question: .theory, section: "III-B, Theorem 1, (8)",
            statement:
                "A trained network satisfies the constraints at every layer, on signals that it has not seen, up to *ζ*(*N*).",
            figures: ["figure-g8", "figure-g11"],
            rule:
                "Two parts, the network with (CI) and that with (CII): the largest upper limit of s_l over layers, on test signals, is "
                + "below ζ. Limits are one-sided, by Student's t, at 95 % for all layers together; ζ is the largest difference of s_l "
                + "between training signals and a third set.",
            study: "theory",
            kind: TheoryNumbers([
                .init(
                    "(CI)", "largest upper limit of *s*_{ℓ} less *ζ*, over *m*_{0}, (CI)",
                    .largestSlack(TheoryRun.gradient), .below(0)),
                .init(
                    "(CII)", "largest upper limit of *s*_{ℓ} less *ζ*, over *m*_{0}, (CII)",
                    .largestSlack(TheoryRun.distance), .below(0)),
            ])),
        Claim(
            "gradient-falls-exponentially", question: .theory, section: "III-C, Lemma 1",
            statement:
                "What the constraint is of falls exponentially with the number of layers, by 1 − *ε* a layer or faster.",
            figures: ["figure-g8"],
            rule:
                "Two parts, (CI) and (CII): the slope of ln m_l over l, from 0 to L, on test signals, less ln(1 − ε), is below 0.",
            study: "theory",
            kind: TheoryNumbers([
                .init(
                    "(CI)", "slope of ln *m*_{ℓ} less ln(1 − *ε*), (CI)", .rate(TheoryRun.gradient), .below(0)),
                .init(
                    "(CII)", "slope of ln *m*_{ℓ} less ln(1 − *ε*), (CII)", .rate(TheoryRun.distance), .below(0)),
            ])),
        Claim(
            "lemma-is-informative", question: .theory, section: "III-C, Theorem 2 and Lemma 1",
            statement:
                "The region around the optimum that Theorem 2 and Lemma 1 speak of is smaller than where networks start.",
            figures: ["figure-g8", "figure-g9"],
            rule:
                "With δ at its upper limit, one-sided at 95 %, ζ as measured and M the largest gradient met, (1/ε)(ζ + δM/(1 − δ)) over m_0 "
                + "of the network with (CI) is below 1.",
            study: "theory",
            kind: TheoryNumbers([
                .init(
                    "", "printed floor over *m*_{0}", .floorOverStart, .below(1), on: .logarithmic)
            ])),
        Claim(
            "zeta-falls", question: .theory, section: "III-B, Assumption 4",
            statement: "*ζ*(*N*) decreases with the number of training signals.",
            figures: ["figure-g11"],
            rule: "The slope of ln ζ over ln N, of networks with (CI), is below 0.", study: "theory",
            kind: TheoryNumbers([.init("", "slope of ln *ζ* over ln *N*", .zetaSlope, .below(0))])),
        Claim(
            "corollary-holds-as-printed", question: .theory, section: "III-D, Corollary 1, (11)",
            statement:
                "On shifted signals the constraints are missed by no more than *ζ* + 2*Md*, with the *M* of Assumption 6 and the "
                + "Wasserstein distance *d*.",
            figures: ["figure-g10", "figure-g12"],
            rule:
                "M is ‖D‖₂, of which Assumption 6 is true, and d the upper end of its bracket, E‖n‖. The largest slack of the network "
                + "with (CI) over layers and shifts, over ζ + 2Md, is below 1.",
            study: "theory",
            kind: TheoryNumbers([
                .init(
                    "", "largest slack over *ζ* + 2‖*D*‖*d*, upper end of *d*",
                    .overCorollary(TheoryRun.gradient, .upper), .below(1))
            ])),
        Claim(
            "descent-under-shift-is-unique", question: .theory, section: "III-D, after Corollary 1",
            statement:
                "That layers still descend under a shift, up to *ζ* + 2*Md*, is unique to networks trained with constraints.",
            figures: ["figure-g10", "figure-g12"],
            rule:
                "Two parts: at each shift the largest slack over layers of the network without constraints, less that of the one with "
                + "(CI), is above 0; and the largest slack of the network without constraints over layers and shifts, over "
                + "ζ + 2‖D‖₂d with the upper end of d, is above 1, so that it breaks (11).",
            study: "theory",
            kind: TheoryNumbers([
                .init(
                    "more slack without constraints", "difference of the largest slacks, over *m*_{0}",
                    .moreSlack(TheoryRun.standard), .above(0)),
                .init(
                    "without constraints (11) is broken",
                    "largest slack without constraints over *ζ* + 2‖*D*‖*d*, upper end of *d*",
                    .overCorollary(TheoryRun.standard, .upper), .above(1)),
            ])),
    ]

    private static let questions = [
        Claim(
            "certificate-is-kept", question: .ownOfTheory, section: "III-C, Lemma 1 as it can be proved",
            statement:
                "On test signals no layer is above the certificate that another set of signals gives, nor, with (CI), above (10′).",
            figures: ["figure-g8"],
            rule:
                "A part for each network, and one for (10′): the largest m_l on test signals, over the certificate of the third set "
                + "with signed slacks at 95 % for all layers together, or over (10′) with δ at its upper limit, is below 1.",
            study: "theory",
            kind: TheoryNumbers(
                [
                    (TheoryRun.gradient, "(CI)"), (TheoryRun.distance, "(CII)"), (TheoryRun.standard, "no constraint"),
                    (TheoryRun.subgradient, "(CI) by a subgradient"),
                ].map { network, words in
                    .init(
                        words, "largest *m*_{ℓ} over its certificate, \(words)", .overCertificate(network), .below(1),
                        on: .logarithmic)
                } + [
                    .init("(10′)", "largest *m*_{ℓ} over (10′)", .overProvable, .below(1), on: .logarithmic)
                ])),
        Claim(
            "falls-without-constraints", question: .ownOfTheory, section: "III-C, Lemma 1, a control",
            statement:
                "Without constraints the gradient does not fall by 1 − *ε* a layer in the mean over all layers.",
            figures: ["figure-g8"],
            rule: "The same slope as of the networks with constraints, of the one without, is above 0.",
            study: "theory",
            kind: TheoryNumbers([
                .init(
                    "", "slope of ln *m*_{ℓ} less ln(1 − *ε*), no constraint", .rate(TheoryRun.standard), .above(0))
            ])),
        Claim(
            "zeta-falls-as-a-root", question: .ownOfTheory, section: "III-B, Assumption 4",
            statement: "*ζ*(*N*) falls as 1/√*N*, as means of independent numbers do.",
            figures: ["figure-g11"],
            rule: "The slope of ln ζ over ln N is between −0.75 and −0.25.", study: "theory",
            kind: TheoryNumbers([
                .init("", "slope of ln *ζ* over ln *N*", .zetaSlope, .within(-0.75...(-0.25)))
            ])),
        Claim(
            "corollary-with-the-lower-distance", question: .ownOfTheory, section: "III-D, Corollary 1, (11)",
            statement:
                "(11) does not hinge on how far the distance is overestimated: it holds with the lower end of *d*, too.",
            figures: ["figure-g10", "figure-g12"],
            rule: "As for (11), with the lower end of the bracket of W₁ in place of the upper one: below 1.",
            study: "theory",
            kind: TheoryNumbers([
                .init(
                    "", "largest slack over *ζ* + 2‖*D*‖*d*, lower end of *d*",
                    .overCorollary(TheoryRun.gradient, .lower), .below(1))
            ])),
        Claim(
            "corollary-as-it-can-be-proved", question: .ownOfTheory,
            section: "III-D, Corollary 1, with outputs that move",
            statement:
                "No slack rises under a shift by more than (*M*_{ℓ} + (1 − *ε*)*M*_{ℓ−1})·*E*‖*n*‖ with constants *M*_{ℓ} that count how "
                + "outputs move, and jumps beside them.",
            figures: ["figure-g10"],
            rule:
                "Two parts, (CI) and no constraint, each a check of theorem and program: over all layers and shifts, the largest rise "
                + "over the bound, in which a jump stands for negative thresholds, is at most 1.0001.",
            study: "theory",
            kind: TheoryNumbers([
                .init(
                    "(CI)", "largest rise of a slack over its bound, (CI)", .overProof(TheoryRun.gradient),
                    .below(1.0001)),
                .init(
                    "no constraint", "largest rise of a slack over its bound, no constraint",
                    .overProof(TheoryRun.standard), .below(1.0001)),
            ])),
    ]
}
