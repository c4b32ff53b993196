/// Measures text as figures set it.
public enum Typography {
    /// The advance of a line of text, in the markup of `MathText`, at `size` points.
    /// - Throws: `PlottingError.malformedText`, `.missingGlyph`, `.fontNotFound`.
    public static func width(of text: String, size: Double, fontFolders: [String]? = nil) throws -> Double {
        try FontBook.lend(folders: fontFolders) { try TextLayout(text, size: size, fonts: $0).width }
    }
}

/// Where the figures' fonts come from, for the record of a machine.
public enum FigureFonts {
    /// The folder of the family that figures are set in.
    /// - Throws: `PlottingError` that names the Debian package, where there is none.
    public static func folder() throws -> String { try FontBook.lend(\.folder) }
}
