import CPNG
import Foundation

/// Writes grey or RGB pixels of 8 bits a channel as a PNG in memory: the same pixels give the same bytes each time.
public struct PNGEncoder {
    /// How the pixels lie in memory.
    public enum Layout: Sendable {
        /// One byte a pixel.
        case grey
        /// Three bytes a pixel.
        case rgb
        /// Cairo's RGB24 on a little-endian machine: blue, green, red and an unused byte.
        case bgrx
    }

    /// How the rows are packed.
    public enum Packing: Sendable {
        /// Each row by the filter that libpng thinks best, at zlib's usual level: for photographs.
        case photograph
        /// For line art, which repeats itself from row to row: the filter “up” and the fastest level are small enough.
        case fast
        /// As small as zlib can, without filters: for line art that is kept.
        case small
    }

    private let width: Int
    private let height: Int
    private let layout: Layout
    private let packing: Packing
    private let dotsPerInch: Double?

    /// An encoder of images of width × height pixels.
    ///
    /// - Parameter dotsPerInch: the size in print, for the pHYs chunk; nil says instead that the pixels are sRGB.
    public init(width: Int, height: Int, layout: Layout, packing: Packing = .photograph, dotsPerInch: Double? = nil) {
        self.width = width
        self.height = height
        self.layout = layout
        self.packing = packing
        self.dotsPerInch = dotsPerInch
    }

    /// The file of pixels that lie one after the other.
    public func encode(_ pixels: [UInt8]) -> Data {
        let bytes = layout == .grey ? 1 : layout == .rgb ? 3 : 4
        precondition(pixels.count == width * height * bytes, "\(width)×\(height) pixels of \(bytes) bytes")
        return pixels.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { encode($0, stride: width * bytes) } ?? Data()
        }
    }

    /// The file of rows that lie `stride` bytes apart. Memory is the only thing that can run out here, so libpng's jumps
    /// on errors are not used.
    public func encode(_ pixels: UnsafePointer<UInt8>, stride: Int) -> Data {
        let sink = Sink()
        var png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nil, nil, nil)
        var info = png.flatMap { png_create_info_struct($0) }
        guard let writer = png, let header = info else { return Data() }
        defer { png_destroy_write_struct(&png, &info) }
        png_set_write_fn(
            writer, Unmanaged.passUnretained(sink).toOpaque(),
            { writer, bytes, count in
                guard let pointer = png_get_io_ptr(writer), let bytes else { return }
                Unmanaged<Sink>.fromOpaque(pointer).takeUnretainedValue().data.append(bytes, count: count)
            }, { _ in })
        png_set_IHDR(
            writer, header, png_uint_32(width), png_uint_32(height), 8,
            layout == .grey ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
            PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT)
        if let dotsPerInch {
            let dotsPerMetre = png_uint_32((dotsPerInch / 0.0254).rounded())
            png_set_pHYs(writer, header, dotsPerMetre, dotsPerMetre, PNG_RESOLUTION_METER)
        } else {
            png_set_sRGB(writer, header, PNG_sRGB_INTENT_PERCEPTUAL)
        }
        pack(writer)
        png_write_info(writer, header)
        if layout == .bgrx {
            png_set_bgr(writer)
            png_set_filler(writer, 0, PNG_FILLER_AFTER)
        }
        for row in 0..<height { png_write_row(writer, pixels + row * stride) }
        png_write_end(writer, header)
        return sink.data
    }

    private func pack(_ writer: OpaquePointer) {
        if case .photograph = packing { return }
        png_set_filter(writer, PNG_FILTER_TYPE_BASE, packing == .small ? PNG_FILTER_NONE : PNG_FILTER_UP)
        png_set_compression_level(writer, packing == .small ? 9 : 1)
        png_set_compression_buffer_size(writer, 1 << 16)
    }

    /// Takes what libpng writes.
    private final class Sink {
        var data = Data()
    }
}
