import Foundation
import Support

extension Figure {
    /// The files that a figure is written as.
    public enum Format: String, Sendable, CaseIterable {
        case pdf, svg, png, csv
    }

    /// Writes `folder`/`id`.pdf, .svg, .png and .csv, each atomically: a reader sees the old file or the new one.
    /// The folder is made where it is missing. Any number of threads may write figures at once; the bytes are the same.
    ///
    /// - Parameter date: the creation date in the PDF.
    /// - Returns: what was left out, in sentences (`notes`).
    /// - Throws: `PlottingError`; `FileError` where a file cannot be written.
    @discardableResult
    public func write(
        to folder: URL, formats: [Format] = Format.allCases, date: Date = Date(timeIntervalSince1970: 0)
    ) throws -> [String] {
        try FileSystem.makeFolder(folder)
        let drawn = formats.filter { $0 != .csv }
        if !drawn.isEmpty {
            try measured { figure in
                for format in drawn { try save(figure.data(format, date: date), format, in: folder) }
            }
        }
        if formats.contains(.csv) { try save(data(.csv), .csv, in: folder) }
        return notes
    }

    /// The bytes of one of the files.
    public func data(_ format: Format, date: Date = Date(timeIntervalSince1970: 0)) throws -> Data {
        if format == .csv {
            try validate()
            return Data(csv.utf8)
        }
        return try measured { try $0.data(format, date: date) }
    }

    /// Lays the figure out once and runs `body`, with the fonts in `fontFolders`, or in their usual places.
    /// - Throws: the errors of text and of `validate`, and what `body` throws.
    func measured<Result>(fontFolders: [String]? = nil, _ body: (MeasuredFigure) throws -> Result) throws -> Result {
        try FontBook.lend(folders: fontFolders) { fonts in
            try body(MeasuredFigure(figure: self, layout: FigureLayout(self, fonts: fonts), fonts: fonts))
        }
    }

    /// The figure as a PDF of its final size; text is selectable, fonts are embedded.
    ///
    /// `date` (seconds since 1970) is the creation date that is written: the same input gives the same bytes.
    /// - Throws: `PlottingError`.
    public func pdf(date: Date = Date(timeIntervalSince1970: 0), fontFolders: [String]? = nil) throws -> Data {
        try measured(fontFolders: fontFolders) { try $0.pdf(date: date) }
    }

    /// The figure as an SVG whose ids begin with the figure's own, so that several can stand in one page; it has a
    /// title and a description for screen readers. The bytes do not depend on what was drawn before.
    /// - Throws: `PlottingError`.
    public func svg(fontFolders: [String]? = nil) throws -> Data {
        try measured(fontFolders: fontFolders) { try $0.svg() }
    }

    /// The figure as a PNG on opaque white with its resolution.
    /// - Throws: `PlottingError`.
    public func png(dotsPerInch: Double? = nil, fontFolders: [String]? = nil) throws -> Data {
        try measured(fontFolders: fontFolders) { try $0.png(dotsPerInch: dotsPerInch ?? self.dotsPerInch) }
    }

    /// The resolution of the PNG, in dots per inch: 600 for plots, 300 where there are images.
    public var dotsPerInch: Double { panels.contains { $0.isImage } ? 300 : 600 }

    private func save(_ data: Data, _ format: Format, in folder: URL) throws {
        try AtomicFile.write(data, to: folder.appendingPathComponent("\(id).\(format.rawValue)"))
    }
}

extension MeasuredFigure {
    fileprivate func data(_ format: Figure.Format, date: Date) throws -> Data {
        switch format {
        case .pdf: return try pdf(date: date)
        case .svg: return try svg()
        case .png: return try png(dotsPerInch: figure.dotsPerInch)
        case .csv: return Data(figure.csv.utf8)
        }
    }
}
