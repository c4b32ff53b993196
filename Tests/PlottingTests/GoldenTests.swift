import Foundation
import Plotting
import Testing

/// Compares figures with reference images by root mean square; DOWNHILL_RECORD_GOLDEN=1 records them anew.
@Suite struct GoldenTests {
    static let tolerance = 2.0
    static let dotsPerInch = 75.0

    @Test(arguments: [
        "figure-curves", "figure-histograms", "figure-contours", "figure-intervals", "figure-sweep", "figure-grid",
        "figure-mixed",
    ])
    func looksAsBefore(_ id: String) throws {
        let figure = try #require(Fixtures.all.first { $0.id == id })
        let actual = try Raster(png: figure.png(dotsPerInch: Self.dotsPerInch))
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden/\(id).png")
        if ProcessInfo.processInfo.environment["DOWNHILL_RECORD_GOLDEN"] == "1" {
            try actual.png(dotsPerInch: Self.dotsPerInch).write(to: file)
        }
        let expected = try Raster(png: Data(contentsOf: file))
        let distance = actual.rootMeanSquare(to: expected)
        guard let distance, distance <= Self.tolerance else {
            let folder = try keep(actual, expected, id)
            let size = "\(actual.width) × \(actual.height), expected \(expected.width) × \(expected.height)"
            Issue.record(
                """
                \(id) differs: RMS \(distance.map { "\($0)" } ?? "unknown (size \(size))"), at most \(Self.tolerance).
                See \(folder.path): expected.png, actual.png, difference.png.
                """)
            return
        }
    }

    /// The comparison itself must notice a missing line.
    @Test func noticesAMissingSeries() throws {
        let whole = Fixtures.sweep
        var less = whole
        less.panels = [Panel(x: Axis("Layer noise $\\hat{σ}$"), y: Axis("Distance"), marks: [])]
        less.legend = .hidden
        less.note = ""
        let first = try Raster(png: whole.png(dotsPerInch: Self.dotsPerInch))
        let second = try Raster(png: less.png(dotsPerInch: Self.dotsPerInch))
        #expect((first.rootMeanSquare(to: second) ?? .infinity) > Self.tolerance)
        #expect(first.rootMeanSquare(to: first) == 0)
    }

    private func keep(_ actual: Raster, _ expected: Raster, _ id: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("downhill-golden/\(id)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let pictures =
            [("expected", expected), ("actual", actual)]
            + (actual.difference(to: expected).map { [("difference", $0)] } ?? [])
        for (name, picture) in pictures {
            try picture.png(dotsPerInch: Self.dotsPerInch).write(to: folder.appendingPathComponent("\(name).png"))
        }
        return folder
    }
}
