import Foundation
import Stages
extension StageSettings {
    public init(flattening value: some Encodable, prefix: String) throws {
        let data = try JSONEncoder().encode(value)
        self.init([prefix: .string(String(decoding: data, as: UTF8.self))])
    }
}
extension Stage {
    init(
        name: String, settings: StageSettings, inputs: [String], codeVersion: Int, work: Double, mayDiverge: Bool,
        numerics: String, run: @escaping (StageContext) throws -> Void
    ) {
        self.init(
            name: name, settings: settings, inputs: inputs, codeVersion: codeVersion, work: work,
            mayDiverge: mayDiverge, run: run)
    }
}
enum CanonicalJSON {
    static func fileData(_ v: some Encodable) throws -> Data {
        let e = JSONEncoder(); e.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes];
        return try e.encode(v)
    }
}
