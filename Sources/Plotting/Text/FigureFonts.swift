/// Where the figures' fonts come from, for the record of a machine.
public enum FigureFonts {
    /// The folder of the family that figures are set in.
    /// - Throws: `PlottingError` that names the Debian package, where there is none.
    public static func folder() throws -> String {
        try DrawingLock.with { try FontBook.open(folders: FontBook.searchedFolders).folder }
    }
}
