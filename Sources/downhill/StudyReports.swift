import InpaintingReport
import Report
import SparseCodingReport
import ToyReport

extension StudyReport {
    /// What the report shows, in the order of the page.
    static let all: [StudyReport] = [.toy, .sparseCoding, .inpainting]
    /// The figures of all studies.
    static let figures = all.flatMap(\.figures)
}
