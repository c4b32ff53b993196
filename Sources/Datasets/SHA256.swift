import CCrypto
import Foundation
import Tensors

/// An SHA-256 digest in the making.
struct SHA256 {
    private final class Context {
        let pointer = EVP_MD_CTX_new()
        deinit { EVP_MD_CTX_free(pointer) }
    }

    private let context = Context()

    init() {
        let started = EVP_DigestInit_ex(context.pointer, EVP_sha256(), nil)
        precondition(started == 1, "libcrypto has no SHA-256")
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context.pointer, bytes.baseAddress, bytes.count)
    }

    mutating func update(_ text: String) {
        var text = text
        text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
    }

    /// Adds a file's name, size and bytes.
    mutating func update(file path: String, named name: String) throws {
        let data = try DataFile.contents(of: path, kind: "a readable file")
        update("\(name)\n\(data.count)\n")
        data.withUnsafeBytes { update($0) }
    }

    /// The digest, as 64 hexadecimal digits.
    mutating func finish() -> String {
        var bytes = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(context.pointer, &bytes, nil)
        return bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
