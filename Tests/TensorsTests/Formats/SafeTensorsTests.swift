import Foundation
import Support
import Tensors
import Testing

@Suite struct SafeTensorsTests {
    private let file = ScratchFile()

    private func fill(_ header: String, body: Int) throws {
        let length = header.utf8.count
        try file.fill(
            (0..<8).map { UInt8(length >> (8 * $0) & 255) } + Array(header.utf8) + [UInt8](repeating: 0, count: body))
    }

    @Test func tensorsAndMetadataSurviveTheRoundTrip() throws {
        let weights = Matrix<Float>(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6])
        let bias = Matrix<Double>(rows: 1, columns: 2, values: [0.1, -0.2])
        let metadata = ["note": "a \"quoted\" \\ text\n\u{1} ‖y‖", "layers": "10"]
        let entries = [
            SafeTensors.Entry("layer.1.De", weights), .init("a", bias, shape: [2]),
            .init("cube", weights, shape: [1, 2, 3]),
        ]
        try SafeTensors.write(entries, metadata: metadata, to: file.path)
        let read = try SafeTensors(path: file.path)
        #expect(read.metadata == metadata)
        #expect(read.tensors.map(\.name) == ["a", "cube", "layer.1.De"])
        #expect(read.tensors.map(\.shape) == [[2], [1, 2, 3], [2, 3]])
        #expect(read.tensors.map(\.isDouble) == [true, false, false])
        let back = try read.matrix("layer.1.De", shape: [2, 3], as: Float.self)
        #expect((back.rows, back.columns) == (2, 3))
        #expect(back.values == weights.values)
        #expect(try read.matrix("a", as: Double.self).values == bias.values)
        #expect(try read.matrix("a", as: Float.self).values == [0.1, -0.2])
        let own = Matrix<Float>(rows: 1, columns: 6)
        try read.read("cube", shape: [1, 2, 3], into: own.pointer)
        #expect(own.values == weights.values)
        #expect(throws: DataError.self) { try read.matrix("cube", shape: [6], as: Float.self) }
        let error = #expect(throws: DataError.self) { try read.matrix("layer.2.De", as: Float.self) }
        #expect(error?.got.contains("layer.1.De") == true)
    }

    @Test func orderOfEntriesDoesNotChangeTheBytes() throws {
        let weights = Matrix<Float>(rows: 1, columns: 3, values: [1, 2, 3])
        let double = Matrix<Double>(rows: 1, columns: 1, values: [1])
        let entries = [SafeTensors.Entry("b", weights), .init("a", weights), .init("z", double)]
        try SafeTensors.write(entries, metadata: ["x": "1", "y": "2"], to: file.path)
        let first = try file.bytes
        try SafeTensors.write(entries.reversed(), metadata: ["y": "2", "x": "1"], to: file.path)
        #expect(try file.bytes == first)
        #expect(first[0] % 8 == 0)
        let header = String(decoding: first[8..<8 + Int(first[0]) + Int(first[1]) * 256], as: UTF8.self)
        #expect(
            header.trimmingCharacters(in: .whitespaces)
                == #"{"__metadata__":{"x":"1","y":"2"},"z":{"dtype":"F64","shape":[1,1],"data_offsets":[0,8]},"#
                + #""a":{"dtype":"F32","shape":[1,3],"data_offsets":[8,20]},"#
                + #""b":{"dtype":"F32","shape":[1,3],"data_offsets":[20,32]}}"#)
    }

    @Test func escapesOfOtherWritersAreRead() throws {
        try fill(
            #" {"__metadata__" : {"\u00e9\ud83d\ude00\/\b\f\r\t":"x"}, "t":{"data_offsets":[0,4],"shape":[],"dtype":"F32"}}  "#,
            body: 4)
        let read = try SafeTensors(path: file.path)
        #expect(read.metadata == ["é😀/\u{8}\u{c}\r\t": "x"])
        #expect(try read.matrix("t", as: Float.self).values == [0])
    }

    @Test(arguments: [
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4, "data_offsets"),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8, "hole"),
        (
            #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
            8, "overlap"
        ),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 8, "8"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4, "4"),
        (#"{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,8]}}"#, 8, "data_offsets"),
        (#"{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,4]}}"#, 4, "data_offsets"),
        (#"{"a":{"dtype":"F4","shape":[4],"data_offsets":[0,4]}}"#, 4, "data_offsets"),
        (#"{"a":{"dtype":"NEW","shape":[4],"data_offsets":[0,8]}}"#, 4, "4"),
        (#"{"a":{"dtype":"F32","shape":[0,9223372036854775807,9],"data_offsets":[0,0]}}"#, 0, "shape"),
        (#"{"a":{"dtype":"F32","shape":[9223372036854775807,9,0],"data_offsets":[0,0]}}"#, 0, "shape"),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4, "data_offsets"),
        (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4, "else"),
        (#"{"a":{"dtype":"F32","shape":[9223372036854775807,9],"data_offsets":[0,4]}}"#, 4, "shape"),
        (#"{"a":{"dtype":"F32","shape":[1]}}"#, 4, "fields"),
        (
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
            8, "else"
        ),
        (#"{"__metadata__":{"a":[1]}}"#, 0, "value"), (#"{"__metadata__":"a"}"#, 0, "value"),
        (#"{"a":1}"#, 0, "else"), (#"[1]"#, 0, "else"), (#"{"a"}"#, 0, "else"), (#"{} x"#, 0, "else"),
        (#"{"a":{"b":{"c":{"d":{"e":{}}}}}}"#, 0, "else"), (#"{"\ud800":1}"#, 0, "else"),
    ])
    func badHeadersAreErrors(header: String, body: Int, got: String) throws {
        try fill(header, body: body)
        let error = #expect(throws: DataError.self) { try SafeTensors(path: file.path) }
        #expect(error?.got.contains(got) == true, "\(String(describing: error))")
    }

    /// One tensor of each type beside one that is read.
    @Test func typesAreJudgedWhereTensorsAreRead() throws {
        let foreign = [("I64", 8), ("BF16", 2), ("F16", 2), ("BOOL", 1), ("U8", 1), ("F8_E4M3", 1), ("C64", 8)]
        for (kind, bytes) in foreign {
            try fill(
                #"{"step":{"dtype":"\#(kind)","shape":[2],"data_offsets":[4,\#(4 + 2 * bytes)]},"#
                    + #""w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, body: 4 + 2 * bytes)
            let read = try SafeTensors(path: file.path)
            #expect(try read.matrix("w", as: Float.self).values == [0])
            let error = #expect(throws: DataError.self) { try read.matrix("step", as: Float.self) }
            #expect(error?.expected == "step to be F32 or F64" && error?.got == kind)
            #expect(error?.hint?.contains("tensor.float()") == true)
        }
        // Four bits an element; and a type of the future, of any size.
        for (kind, bytes) in [("F4", 1), ("F5", 7)] {
            try fill(#"{"t":{"dtype":"\#(kind)","shape":[2],"data_offsets":[0,\#(bytes)]}}"#, body: bytes)
            #expect(try SafeTensors(path: file.path).tensors.map(\.kind) == [kind])
        }
    }

    @Test(arguments: [[2_147_483_648, 0], [3, 0], [2_147_483_647, 2, 0], [0]]) func rowsOfNothingAreNotRead(
        shape: [Int]
    ) throws {
        try fill(#"{"t":{"dtype":"F32","shape":\#(shape),"data_offsets":[0,0]}}"#, body: 0)
        let error = #expect(throws: DataError.self) { try SafeTensors(path: file.path).matrix("t", as: Float.self) }
        #expect(error?.got.contains("t of shape") == true)
    }

    @Test func noRowsAreRead() throws {
        try fill(#"{"t":{"dtype":"F32","shape":[0,5],"data_offsets":[0,0]}}"#, body: 0)
        let matrix = try SafeTensors(path: file.path).matrix("t", as: Float.self)
        #expect(matrix.rows == 0 && matrix.columns == 5)
    }

    @Test func numbersThatFloatCannotHoldAreNamed() throws {
        try SafeTensors.write([.init("w", Matrix<Double>(rows: 1, columns: 2, values: [1, -1e40]))], to: file.path)
        let error = #expect(throws: DataError.self) { try SafeTensors(path: file.path).matrix("w", as: Float.self) }
        #expect(error?.expected == "numbers that fit into float32" && error?.got == "-1e+40")
        #expect(try SafeTensors(path: file.path).matrix("w", as: Double.self).values == [1, -1e40])
    }

    @Test func equalNamesAreNamed() throws {
        try fill(#"{"a":{},"a":{}}"#, body: 0)
        let error = #expect(throws: DataError.self) { try SafeTensors(path: file.path) }
        #expect(error?.hint == "the name a stands twice")
    }

    @Test func everyTruncationIsAnError() throws {
        try SafeTensors.write([.init("a", Matrix<Float>(rows: 1, columns: 2))], to: file.path)
        let whole = try file.bytes
        for count in 0..<whole.count {
            try file.fill(Array(whole[..<count]))
            #expect(throws: DataError.self) { try SafeTensors(path: file.path) }
        }
        try file.fill([UInt8](repeating: 255, count: 8) + whole)
        #expect(throws: DataError.self) { try SafeTensors(path: file.path) }
    }
}
