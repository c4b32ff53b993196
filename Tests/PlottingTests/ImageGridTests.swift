import Foundation
import Plotting
import Testing

@Suite struct ImageGridTests {
    private func figure(_ grid: ImageGrid, width: Figure.Width = .twoColumns) -> Figure {
        Figure(id: "f", width: width, panels: [Panel(grid: grid)])
    }

    /// Images of random pixels, so that each is found again in what was drawn.
    private func images(_ count: Int, side: Int, channels: Int) -> [Pixels] {
        (0..<count).map { image in
            let values = (0..<side * side * channels).map { Float(Int(127.5 + 127 * Fixtures.noise($0 * 7 + image))) }
            return Pixels(columns: side, rows: side, channels: channels, values: values.map { $0 / 255 })
        }
    }

    /// In the PNG every pixel of every image is a square of one size and of its very colour.
    @Test(arguments: [(32, 1, 12), (64, 3, 7), (7, 3, 5)]) func pixelsAreExact(
        _ side: Int, _ channels: Int, _ count: Int
    ) throws {
        let images = images(count, side: side, channels: channels)
        let grid = ImageGrid(
            columns: [.init("Left", (1..<count).map { "$y_{\($0)}$" }), .init("", ["clean"])],
            rows: [.init("Image", ["a heading of some length"])], cells: [images.map { ImageCell($0, words: "0.1") }])
        let raster = try Raster(png: figure(grid).png())
        for (index, image) in images.enumerated() {
            #expect(raster.squares(of: image) == 1, "image \(index) stands once, in whole pixels")
        }
    }

    @Test func csvHasEachNumberWithItsRowAndColumn() throws {
        let image = Fixtures.picture(1)
        let grid = ImageGrid(
            columns: [.init("Constrained", ["$y_1$", "$y_2$"]), .init("", ["clean"])],
            rows: [.init("Image 4", ["a"]), .init("", ["b"])],
            cells: [
                [ImageCell(image, words: "0.123", value: 0.12345678), .empty, ImageCell(image)],
                [ImageCell(words: "diverged"), .empty, .empty],
            ])
        #expect(
            figure(grid).csv == """
                panel,series,mark,x,y,lower,upper,value
                1,"Image 4, a","image: Constrained, $y_1$",,,,,0.12345678
                1,"Image 4, a",image: clean,,,,,32×32
                1,b,"image: Constrained, $y_1$",,,,,diverged

                """)
    }

    @Test func impossibleGridsAreErrors() {
        let cell = ImageCell(Fixtures.picture(1))
        let names = ImageGrid.Group("", ["a", "b"])
        let none = ImageGrid(columns: [], rows: [names], cells: [])
        let short = ImageGrid(columns: [names], rows: [names], cells: [[cell, cell], [cell]])
        let broken = ImageGrid(
            columns: [.init("", ["a"])], rows: [.init("", ["a"])],
            cells: [[ImageCell(Pixels(columns: 2, rows: 2, values: [0]))]])
        for grid in [none, short, broken] {
            #expect(throws: PlottingError.self) { try figure(grid).validate() }
        }
        #expect(throws: PlottingError.self) { try Figure(id: "f", columnShares: [1, 2], panels: [.empty]).validate() }
        #expect(throws: PlottingError.self) { try Figure(id: "f", columnShares: [0], panels: [.empty]).validate() }
    }

    @Test func imagesAreReadableWhereTheyAreHalfAnInchWide() {
        func isReadable(_ columns: Int, side: Int) -> Bool {
            let image = ImageCell(Fixtures.picture(1, side: side))
            return ImageGrid(
                columns: [.init("", (1...columns).map(String.init))], rows: [.init("", [""])],
                cells: [(1...columns).map { _ in image }]
            ).isReadable(in: .twoColumns)
        }
        #expect(isReadable(12, side: 32) && !isReadable(13, side: 32))
        #expect(isReadable(7, side: 64) && !isReadable(12, side: 64))
    }

    @Test func noGridIsTallerThanAPage() throws {
        let images = images(4, side: 16, channels: 1)
        func raster(_ rows: Int) throws -> Raster {
            let names = (1...rows).map { ImageGrid.Group("", ["row \($0)"]) }
            let cells = (1...rows).map { _ in images.map { ImageCell($0, words: "0.1") } }
            let grid = ImageGrid(
                columns: [.init("", ["a", "b", "c", "d"])], rows: names, rowNames: .above, cells: cells)
            return try Raster(png: figure(grid, width: .oneColumn).png())
        }
        let (short, tall) = (try raster(2), try raster(12))
        #expect(tall.height <= 620 * 300 / 72 && tall.height > 450 * 300 / 72)
        // Smaller, and its pixels are still whole dots.
        #expect(short.squares(of: images[0]) == 2 && tall.squares(of: images[0]) == 12)
    }

    @Test func figuresWithGridsHave300DotsToTheInch() {
        #expect(Fixtures.grid.dotsPerInch == 300 && Fixtures.mixed.dotsPerInch == 300)
    }

    /// A picture larger than the dots of its place is still drawn, and a grid may lack every image.
    @Test func oddGridsAreDrawn() throws {
        let large = ImageCell(Fixtures.picture(1, side: 600))
        let small = ImageCell(Fixtures.picture(2, side: 5))
        let names = ImageGrid.Group("", ["a", "b"])
        for cells in [[large, small], [ImageCell(words: "diverged"), .empty]] {
            let data = try figure(ImageGrid(columns: [names], rows: [.init("", [""])], cells: [cells])).png()
            #expect(data.count > 1000)
        }
    }
}

extension Raster {
    /// How often `image` stands in the picture with each of its pixels a square of one size, from 2 × 2 dots on.
    fileprivate func squares(of image: Pixels) -> Int {
        let corner = image.bytes(0, 0)
        var count = 0
        for y in 1..<height - 2 {
            for x in 1..<width - 2 where bytes(x, y) == corner && bytes(x - 1, y) != corner && bytes(x, y - 1) != corner
            {
                for size in 2...60 where holds(image, x: x, y: y, size: size) {
                    count += 1
                    break
                }
            }
        }
        return count
    }

    private func holds(_ image: Pixels, x: Int, y: Int, size: Int) -> Bool {
        guard x + size * image.columns <= width, y + size * image.rows <= height else { return false }
        for row in 0..<image.rows * size {
            for column in 0..<image.columns * size
            where bytes(x + column, y + row) != image.bytes(column / size, row / size) { return false }
        }
        return true
    }

    private func bytes(_ x: Int, _ y: Int) -> [UInt8] {
        Array(bytes[(3 * (y * width + x))..<(3 * (y * width + x) + 3)])
    }
}

extension Pixels {
    fileprivate func bytes(_ column: Int, _ row: Int) -> [UInt8] {
        (0..<3).map { channel in
            UInt8((values[(row * columns + column) * channels + (channels == 3 ? channel : 0)] * 255).rounded())
        }
    }
}
