/// The README of an export.
enum ExportReadme {
    /// Its text, in Markdown.
    static func text(_ export: ExportWriter, study: String, files: [ExportWriter.File]) -> String {
        let first = files.filter { !$0.path.hasPrefix("draw-") || $0.path.hasPrefix("draw-1/") }
            .filter { !$0.path.hasPrefix("seed-") || $0.path.hasPrefix("seed-1/") }
        let rows = first.map {
            "| `\($0.path)` | (\($0.shape.map(String.init).joined(separator: ", "))) | \($0.holds) |"
        }
        return
            ([
                "# Data of the study “\(study)”", "",
            ] + export.problem + [
                "",
                "All arrays are float32 in C order, `numpy.load` reads them. `export.json` lists every file with its shape "
                    + "and SHA-256, the settings, and which draw of the data each seed sees. Other draws and seeds have the "
                    + "same files in folders of their own.", "",
                "| file | shape | what it holds |", "|---|---|---|",
            ] + rows + contract(export, study)).joined(separator: "\n") + "\n"
    }

    private static func contract(_ export: ExportWriter, _ study: String) -> [String] {
        let wanted = export.arrays.wanted.map { "`\($0)`" }.joined(separator: ", ")
        let further = export.arrays.further.map { "`\($0)`" }.joined(separator: ", ")
        let place = export.folder.map { "\($0)/" } ?? ""
        return [
            "", "## A method of your own", "",
            "Train on `train` and `validation` alone. `test`, its shifts and their optima are there to be answered, not to "
                + "choose by.", "",
            "Then give the method to a run of the same settings, `downhill report --method \(study):NAME=PATH`, where PATH is",
            "",
            "- a file of weights that Downhill reads (`Documentation/Formats.md`), or",
            "- a folder with an array of shape (L+1, n, d), y_0 … y_L of each input, in the order of the inputs: \(wanted)"
                + (further.isEmpty ? "." : ", and, for the authors’ own metric, \(further).")
                + " \(export.start) With `order.txt` of the seed’s folder beside it the order is checked by that, and the "
                + "method may have a start of its own; or",
            "- a command that is called as `PATH --input X.npy --initial Y0.npy --all-layers --output Y.npy` and writes such an "
                + "array. Where its first lines hold the words `\(ExternalNetwork.layersMark)`, it is also asked for single "
                + "layers, `--layer l` in the place of `--all-layers`: y_l, (n, d), of y_{l−1} at `--initial`, so that noise can "
                + "be put between them.", "",
            "PATH1,PATH2, or a folder with `seed-1`, `seed-2`, are networks of several seeds. With a single one there is no "
                + "spread, and little can be decided. Seed s is measured on the draw that `export.json` gives it.", "",
            "```python",
            "import json, pathlib, shutil, numpy as np",
            "export, seed = pathlib.Path(\".\"), 1",
            "about = json.load(open(export / \"export.json\"))",
            "draw = next(one[\"draw\"] for one in about[\"seeds\"] if one[\"seed\"] == seed)",
            "load = lambda name: np.load(export / f\"draw-{draw}/\(place){name}.npy\")",
            "out = pathlib.Path(\"answers\"); out.mkdir(exist_ok=True)",
            "for name in about[\"arrays\"] + about[\"furtherArrays\"]:",
        ] + export.python.map { "    \($0)" } + [
            "    np.save(out / f\"{name}.npy\", np.stack(layers).astype(\"float32\"))  # (L+1, n, d)",
            (export.needsOrder ? "" : "# Of a method that starts elsewhere than at layer 0 of the contract: ")
                + "shutil.copy(export / f\"seed-{seed}/\(ExternalNetwork.orderFile)\", out)",
            "```",
        ]
    }
}
