import Foundation
import Plotting
import Report
import Stages
import Support

/// Small made-up runs, drawn and judged, in a folder of their own.
final class ComparedRuns {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("compared-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// A claim: its id, its verdict, and its estimate with the interval.
    typealias Claim = (id: String, verdict: String, value: Double, low: Double, high: Double)

    /// A run whose figure-1 has curves of these heights, and whose claims are these.
    @discardableResult
    func add(
        _ name: String, heights: [Double], claims: [Claim], seed: Int = 1, isFinished: Bool = true,
        figure: (inout Figure) -> Void = { _ in }
    ) throws -> URL {
        let run = folder.appendingPathComponent(name, isDirectory: true)
        let figures = run.appendingPathComponent("figures", isDirectory: true)
        try FileManager.default.createDirectory(at: figures, withIntermediateDirectories: true)
        var drawn = Self.figure(heights)
        figure(&drawn)
        try drawn.write(to: figures, formats: [.svg, .csv])
        let card = FigureCard(
            id: "figure-1", number: "Figure 1", title: "Heights < *f*", caption: "", altText: "Curves.",
            columnWidth: .one,
            stages: ["made/evaluate"], kept: drawn.kept)
        try JSONEncoder().encode(card).write(to: figures.appendingPathComponent("figure-1.json"))
        let rows = try ["figure-1.svg", "figure-1.csv"].map { file in
            let text = try String(contentsOf: figures.appendingPathComponent(file), encoding: .utf8)
            return "\(file),1,\(Fingerprint.of(text))\n"
        }
        try write("file,bytes,sha256\n" + rows.joined(), "figures/MANIFEST.csv", in: run)
        try writeManifest(in: run, seed: seed, isFinished: isFinished)
        let entries = claims.map { claim in
            """
            {"id": "\(claim.id)", "section": "II", "statement": "It is < \(claim.id).", "verdict": "\(claim.verdict)", "reason": "",
             "figures": ["figure-1"], "deciding": {"statistic": "ratio", "bound": 1, "estimate": {"value": \(claim.value),
             "low": \(claim.low), "high": \(claim.high), "level": 0.95, "seeds": 3, "examples": 1, "isOfDraws": false, "draws": 1}}}
            """
        }
        let texts = [
            "claims.json": #"{"schema": 2, "claims": [\#(entries.joined(separator: ","))]}"#, "claims.csv": "id\n",
            "claims.tex": "%\n", "style.css": "/* */\n", "report.js": "//\n",
            "index.html": "<p><a href=\"made.html#claim-a\">Made</a> in \(run.path)/store/made-1</p>\n",
            "made.html": "<p>Of /home/somebody/images, not of store/home/somebody/images.</p>\n",
        ]
        for (file, text) in texts { try write(text, file, in: run) }
        return run
    }

    private func writeManifest(in run: URL, seed: Int, isFinished: Bool) throws {
        var manifest = RunManifest(
            profile: "made", command: "downhill report --data 'folder=/home/somebody/images' --output \(run.path)",
            started: Date(timeIntervalSince1970: 1_750_000_000), settings: ["run.seeds": 3, "run.seed": .int(seed)],
            provenance: Provenance(["cpu": "a processor", "host": "node-of-somebody", "commit": "0123456789abcdef"]))
        if isFinished { manifest.finished = manifest.started.addingTimeInterval(7) }
        let stage = Stage(name: "made/evaluate", settings: [:]) { _ in }
        manifest.stages = [
            StageRecord(stage, key: StageKey(hashing: "\(seed)"), state: .done, directory: "store/made-1")
        ]
        try manifest.write(to: run.appendingPathComponent("run.json"))
        for (file, text) in [("stage.json", "{}\n"), ("layers.csv", "layer\n1\n"), ("weights.npy", "no text")] {
            try write(text, "store/made-1/\(file)", in: run)
        }
    }

    func write(_ text: String, _ file: String, in run: URL) throws {
        let url = run.appendingPathComponent(file)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// A panel with a band around a curve and a line across, and a panel of a single number.
    private static func figure(_ heights: [Double]) -> Figure {
        let x = heights.indices.map(Double.init)
        let spread = Spread.band(lower: heights.map { $0 - 0.5 }, upper: heights.map { $0 + 0.5 })
        return Figure(
            id: "figure-1",
            panels: [
                Panel(
                    "Heights", x: Axis("Layer"), y: Axis("Height"),
                    marks: [
                        .line(x: x, y: heights, spread: spread, series: "network"),
                        .horizontal(at: 2, label: "two", series: "zero"),
                    ]),
                Panel(
                    "Last", x: Axis("Layer"), y: Axis("Height"),
                    marks: [.scatter(x: [1], y: [heights[0]], series: "last")]),
            ])
    }
}
