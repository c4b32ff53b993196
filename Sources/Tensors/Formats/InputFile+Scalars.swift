import Support

extension InputFile {
    /// `count` scalars of little-endian type `Stored`, converted to `Scalar` through a small block where they differ.
    func scalars<Stored: KernelScalar, Scalar: KernelScalar>(
        _ stored: Stored.Type, into target: UnsafeMutablePointer<Scalar>, count: Int
    ) throws {
        if Stored.self == Scalar.self { return try read(into: target, count: count * MemoryLayout<Scalar>.stride) }
        let block = Matrix<Stored>(rows: 1, columns: min(count, 1 << 16))
        var done = 0
        while done < count {
            let now = min(count - done, block.columns)
            try read(into: block.pointer, count: now * MemoryLayout<Stored>.stride)
            for index in 0..<now { target[done + index] = Scalar(block.pointer[index]) }
            done += now
        }
    }
}
