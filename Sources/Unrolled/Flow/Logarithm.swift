#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The natural logarithm.
func logarithm(_ x: Double) -> Double { log(x) }
