import CPNG
import Foundation

/// Writes RGB pixels as a PNG in memory, with the resolution in a pHYs chunk.
struct PNGEncoder {
    /// How the pixels lie in memory.
    enum Layout {
        /// Three bytes a pixel.
        case rgb
        /// Cairo's RGB24 on a little-endian machine: blue, green, red and an unused byte.
        case bgrx
    }

    let width: Int
    let height: Int
    let dotsPerInch: Double
    let layout: Layout
    /// 1 (fast) to 9 (small).
    var compression: Int32 = 1

    /// The file. Memory is the only thing that can run out here, so libpng's jumps on errors are not used.
    func encode(_ pixels: UnsafePointer<UInt8>, stride: Int) -> Data {
        let sink = Sink()
        var png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nil, nil, nil)
        var info = png.flatMap { png_create_info_struct($0) }
        guard let writer = png, let header = info else { return Data() }
        defer { png_destroy_write_struct(&png, &info) }
        png_set_write_fn(
            writer, sink.pointer,
            { writer, bytes, count in
                guard let pointer = png_get_io_ptr(writer), let bytes else { return }
                Unmanaged<Sink>.fromOpaque(pointer).takeUnretainedValue().append(bytes, count)
            }, { _ in })
        png_set_IHDR(
            writer, header, png_uint_32(width), png_uint_32(height), 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
            PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT)
        let dotsPerMetre = png_uint_32((dotsPerInch / 0.0254).rounded())
        png_set_pHYs(writer, header, dotsPerMetre, dotsPerMetre, PNG_RESOLUTION_METER)
        // Line art repeats itself from row to row: the filter “up” and the fastest compression are small enough.
        png_set_filter(writer, PNG_FILTER_TYPE_BASE, compression > 1 ? PNG_FILTER_NONE : PNG_FILTER_UP)
        png_set_compression_level(writer, compression)
        png_set_compression_buffer_size(writer, 1 << 16)
        png_write_info(writer, header)
        if layout == .bgrx {
            png_set_bgr(writer)
            png_set_filler(writer, 0, PNG_FILLER_AFTER)
        }
        for row in 0..<height { png_write_row(writer, pixels + row * stride) }
        png_write_end(writer, header)
        return sink.data
    }
}
