import Foundation
import Testing

import Plotting

@Suite struct GalleryTests {
    /// With DOWNHILL_GALLERY=folder, writes every fixture there to look at.
    @Test func writesAllFormats() throws {
        let given = ProcessInfo.processInfo.environment["DOWNHILL_GALLERY"]
        let folder =
            given.map { URL(fileURLWithPath: $0) }
            ?? FileManager.default.temporaryDirectory.appendingPathComponent("downhill-gallery-\(UUID().uuidString)")
        defer { if given == nil { try? FileManager.default.removeItem(at: folder) } }
        for figure in Fixtures.all {
            let start = Date()
            let notes = try figure.write(to: folder)
            print(figure.id, String(format: "%.3f s", Date().timeIntervalSince(start)), notes)
            for format in Figure.Format.allCases {
                let file = folder.appendingPathComponent("\(figure.id).\(format.rawValue)")
                #expect(try Data(contentsOf: file).count > 100)
            }
        }
    }
}
