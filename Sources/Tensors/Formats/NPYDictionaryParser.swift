/// Reads the Python dictionary of a `.npy` header, and only that: three known keys, once each, in any order.
struct NPYDictionaryParser {
    struct Fields {
        let kind: String
        let isFortranOrdered: Bool
        let shape: [Int]
    }

    private var rest: Substring

    init(_ text: String) { rest = text[...] }

    /// The fields, or nil where the text is anything else.
    mutating func parse() -> Fields? {
        var kind: String?
        var isFortranOrdered: Bool?
        var shape: [Int]?
        guard take("{") else { return nil }
        while !take("}") {
            guard let key = quoted(), take(":") else { return nil }
            switch key {
            case "descr" where kind == nil:
                // Records have a list of fields there; no string, hence a kind that nobody accepts.
                kind = quoted() ?? "a record type"
                if kind == "a record type" { return Fields(kind: "a record type", isFortranOrdered: false, shape: []) }
            case "fortran_order" where isFortranOrdered == nil:
                if take("True") { isFortranOrdered = true } else if take("False") { isFortranOrdered = false }
                if isFortranOrdered == nil { return nil }
            case "shape" where shape == nil:
                shape = tuple()
                if shape == nil { return nil }
            default: return nil
            }
            if !take(",") {
                guard take("}") else { return nil }
                break
            }
        }
        skipBlanks()
        guard rest.isEmpty, let kind, let isFortranOrdered, let shape else { return nil }
        return Fields(kind: kind, isFortranOrdered: isFortranOrdered, shape: shape)
    }

    private mutating func skipBlanks() { rest = rest.drop { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\0" } }

    private mutating func take(_ token: String) -> Bool {
        skipBlanks()
        guard rest.hasPrefix(token) else { return false }
        rest = rest.dropFirst(token.count)
        return true
    }

    private mutating func quoted() -> String? {
        skipBlanks()
        guard let mark = rest.first, mark == "'" || mark == "\"" else { return nil }
        let body = rest.dropFirst()
        guard let end = body.firstIndex(of: mark) else { return nil }
        rest = body[body.index(after: end)...]
        return String(body[..<end])
    }

    private mutating func tuple() -> [Int]? {
        guard take("(") else { return nil }
        var sizes: [Int] = []
        while !take(")") {
            skipBlanks()
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let size = Int(digits) else { return nil }
            rest = rest.dropFirst(digits.count)
            _ = take("L")  // Python 2 wrote long integers so.
            sizes.append(size)
            if !take(",") {
                guard take(")") else { return nil }
                break
            }
        }
        return sizes
    }
}
