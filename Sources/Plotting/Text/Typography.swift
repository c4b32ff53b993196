/// Measures text as figures set it, and says which fonts they use.
public enum Typography {
    /// The advance of a line of text, in the markup of `MathText`, at `size` points.
    /// - Throws: `PlottingError.malformedText`, `.missingGlyph`, `.fontNotFound`.
    public static func width(of text: String, size: Double, fontFolders: [String]? = nil) throws -> Double {
        try DrawingLock.with {
            let fonts = try FontBook.open(folders: fontFolders ?? FontBook.searchedFolders)
            return try TextLayout(text, size: size, fonts: fonts).width
        }
    }

    /// The folder from which the fonts are taken.
    /// - Throws: `PlottingError.fontNotFound`, `.unreadableFont`.
    public static func fontFolder() throws -> String {
        try DrawingLock.with { try FontBook.open(folders: FontBook.searchedFolders).folder }
    }
}
