import CCairo
import Foundation

/// Bytes that Cairo or libpng hand over piece by piece.
final class Sink {
    private(set) var data = Data()

    func append(_ bytes: UnsafePointer<UInt8>, _ count: Int) { data.append(bytes, count: count) }

    /// The pointer that Cairo's callback gets back; the sink must outlive the surface.
    var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let cairoWrite: cairo_write_func_t = { closure, bytes, count in
        guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue().append(bytes, Int(count))
        return CAIRO_STATUS_SUCCESS
    }
}
