import CCairo
import Foundation

/// The figures' fonts, opened from known files by FreeType: nothing is left to a font substitution.
///
/// A book lives as long as the process (Cairo keeps faces in caches of its own); `FontBook.shared` holds one for each
/// folder. All use happens under `DrawingLock`.
final class FontBook {
    /// The cuts of the family.
    enum Cut: Int, CaseIterable {
        case regular, italic
    }

    /// Where the fonts were found.
    let folder: String
    private let faces: [FT_Face]
    private let cairoFaces: [OpaquePointer]

    /// Folders that are searched, in order; the first is `$DOWNHILL_FONTS` where set.
    static var searchedFolders: [String] {
        let override = ProcessInfo.processInfo.environment["DOWNHILL_FONTS"].map { [$0] } ?? []
        return override + ["/usr/share/fonts/opentype/stix-word", "/usr/share/fonts/opentype/stix"]
    }

    private static let families = [
        ["STIX-Regular.otf", "STIX-Italic.otf"], ["STIXGeneral-Regular.otf", "STIXGeneral-Italic.otf"],
    ]
    private static var books: [String: FontBook] = [:]

    /// The book of the first of `folders` that holds a family. Call under `DrawingLock`.
    /// - Throws: `PlottingError.fontNotFound`, `.unreadableFont`.
    static func open(folders: [String]) throws -> FontBook {
        for folder in folders {
            for family in families {
                let paths = family.map { folder + "/" + $0 }
                guard paths.allSatisfy(FileManager.default.fileExists) else { continue }
                if let known = books[folder] { return known }
                let book = try FontBook(folder: folder, paths: paths)
                books[folder] = book
                return book
            }
        }
        throw PlottingError.fontNotFound(searched: folders)
    }

    private init(folder: String, paths: [String]) throws {
        self.folder = folder
        var library: FT_Library?
        let code = FT_Init_FreeType(&library)
        guard code == 0, let library else { throw PlottingError.unreadableFont(path: folder, code: Int(code)) }
        faces = try paths.map { path in
            var face: FT_Face?
            let code = FT_New_Face(library, path, 0, &face)
            guard code == 0, let face else { throw PlottingError.unreadableFont(path: path, code: Int(code)) }
            return face
        }
        cairoFaces = try faces.map { face in
            guard let made = cairo_ft_font_face_create_for_ft_face(face, Int32(FT_LOAD_NO_HINTING)) else {
                throw PlottingError.unreadableFont(path: folder, code: 0)
            }
            return made
        }
    }

    func cairoFace(_ cut: Cut) -> OpaquePointer { cairoFaces[cut.rawValue] }

    /// Whether the cut has a glyph for `scalar`.
    func covers(_ scalar: Unicode.Scalar, _ cut: Cut) -> Bool {
        FT_Get_Char_Index(faces[cut.rawValue], FT_ULong(scalar.value)) != 0
    }

    /// The extent of one glyph at size 1: its advance, and its ink's left, right, top (up) and bottom.
    struct Glyph {
        var advance = 0.0
        var left = 0.0
        var right = 0.0
        var top = 0.0
        var bottom = 0.0
    }

    /// Measures one glyph in the font's own units, so that widths are the same on every surface and resolution.
    func glyph(_ scalar: Unicode.Scalar, _ cut: Cut) -> Glyph {
        let face = faces[cut.rawValue]
        let index = FT_Get_Char_Index(face, FT_ULong(scalar.value))
        guard FT_Load_Glyph(face, index, FT_Int32(FT_LOAD_NO_SCALE)) == 0 else { return Glyph() }
        let unit = Double(max(face.pointee.units_per_EM, 1))
        let metrics = face.pointee.glyph.pointee.metrics
        let left = Double(metrics.horiBearingX) / unit
        let top = Double(metrics.horiBearingY) / unit
        return Glyph(
            advance: Double(metrics.horiAdvance) / unit, left: left, right: left + Double(metrics.width) / unit,
            top: top, bottom: top - Double(metrics.height) / unit)
    }
}
