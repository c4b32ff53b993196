import CCairo
import Foundation
import Synchronization

/// The figures' fonts, opened from known files by FreeType: nothing is left to a font substitution.
///
/// FreeType's faces may be used by one thread at a time: each thread that draws is lent a book of its own, with faces of its
/// own. A book lives as long as the process, as Cairo keeps faces in caches of its own; there are as many as threads that
/// ever drew at once.
///
/// Unchecked, as a book is either on the shelf or lent to one thread: `lend` hands none to two.
final class FontBook: @unchecked Sendable {
    /// The cuts of the family.
    enum Cut: Int, CaseIterable {
        case regular, italic
    }

    /// Where the fonts were found.
    let folder: String
    private let faces: [FT_Face]
    private let cairoFaces: [OpaquePointer]
    /// For each cut what is known of its glyphs; nil where there is none.
    private var glyphs = Cut.allCases.map { _ in [Unicode.Scalar: Glyph?]() }

    /// Folders that are searched, in order; the first is `$DOWNHILL_FONTS` where set.
    static var searchedFolders: [String] {
        let override = ProcessInfo.processInfo.environment["DOWNHILL_FONTS"].map { [$0] } ?? []
        return override + ["/usr/share/fonts/opentype/stix-word", "/usr/share/fonts/opentype/stix"]
    }

    private static let families = [
        ["STIX-Regular.otf", "STIX-Italic.otf"], ["STIXGeneral-Regular.otf", "STIXGeneral-Italic.otf"],
    ]
    /// The books that nobody uses, by folder.
    private static let shelf = Mutex<[String: [FontBook]]>([:])

    /// Runs `body` with a book of the first of `folders` that holds a family; nil stands for `searchedFolders`. The book is
    /// the body's alone, and must not be kept.
    /// - Throws: `PlottingError.fontNotFound`, `.unreadableFont`, and what `body` throws.
    static func lend<Result>(folders: [String]? = nil, _ body: (FontBook) throws -> Result) throws -> Result {
        let folders = folders ?? searchedFolders
        for folder in folders {
            for family in families {
                let paths = family.map { folder + "/" + $0 }
                guard paths.allSatisfy(FileManager.default.fileExists) else { continue }
                let free = shelf.withLock { $0[folder]?.popLast() }
                let book = try free ?? FontBook(folder: folder, paths: paths)
                defer { shelf.withLock { $0[folder, default: []].append(book) } }
                return try body(book)
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

    /// The extent of one glyph at size 1: its advance, and its ink's left, right, top (up) and bottom.
    struct Glyph {
        var advance = 0.0
        var left = 0.0
        var right = 0.0
        var top = 0.0
        var bottom = 0.0
    }

    /// The extent of the cut's glyph for `scalar`, or nil where it has none.
    func glyph(_ scalar: Unicode.Scalar, _ cut: Cut) -> Glyph? {
        if let known = glyphs[cut.rawValue][scalar] { return known }
        let glyph = measure(scalar, faces[cut.rawValue])
        glyphs[cut.rawValue][scalar] = .some(glyph)
        return glyph
    }

    /// Measures one glyph in the font's own units, so that widths are the same on every surface and resolution.
    private func measure(_ scalar: Unicode.Scalar, _ face: FT_Face) -> Glyph? {
        let index = FT_Get_Char_Index(face, FT_ULong(scalar.value))
        guard index != 0, FT_Load_Glyph(face, index, FT_Int32(FT_LOAD_NO_SCALE)) == 0 else { return nil }
        let unit = Double(max(face.pointee.units_per_EM, 1))
        let metrics = face.pointee.glyph.pointee.metrics
        let left = Double(metrics.horiBearingX) / unit
        let top = Double(metrics.horiBearingY) / unit
        return Glyph(
            advance: Double(metrics.horiAdvance) / unit, left: left, right: left + Double(metrics.width) / unit,
            top: top, bottom: top - Double(metrics.height) / unit)
    }
}

/// Where the figures' fonts come from, for the record of a machine.
public enum FigureFonts {
    /// The folder of the family that figures are set in.
    /// - Throws: `PlottingError` that names the Debian package, where there is none.
    public static func folder() throws -> String { try FontBook.lend(\.folder) }
}
