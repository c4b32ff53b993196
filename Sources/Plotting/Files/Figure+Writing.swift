import Foundation

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
    /// - Throws: `PlottingError`; `.file` where a file cannot be written.
    @discardableResult
    public func write(
        to folder: URL, formats: [Format] = Format.allCases, date: Date = Date(timeIntervalSince1970: 0)
    ) throws -> [String] {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw PlottingError.file(path: folder.path, reason: "the folder could not be made: \(error)")
        }
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

    private func save(_ data: Data, _ format: Format, in folder: URL) throws {
        let file = folder.appendingPathComponent("\(id).\(format.rawValue)")
        do {
            try data.write(to: file, options: .atomic)
        } catch {
            throw PlottingError.file(
                path: file.path,
                reason: "the file could not be written (\(error.localizedDescription)). "
                    + "Hint: is the disk full, or the folder not yours?")
        }
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
