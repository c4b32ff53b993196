import Foundation
import Support
import Testing

@Suite struct DamagedJSONTests {
    private struct Run: Decodable {
        enum State: String, Decodable { case done, failed }
        struct Stage: Decodable {
            var state: State
            var seconds: Double
            var seeds: [Int]
        }
        var name: String
        var isWhole: Bool
        var stages: [Stage]
    }

    private static let good =
        #"{"name": "a", "isWhole": true, "stages": [{"state": "done", "seconds": 1, "seeds": [7]}]}"#

    @Test(arguments: [
        ("\"done\"", "\"burnt\"", "stages[0].state: got “burnt”, which it cannot be"),
        (": 1,", ": \"soon\",", "stages[0].seconds: expected a number, got “soon”"),
        ("7", "null", "stages[0].seeds[0]: expected a whole number, got null"),
        ("[7]", "{}", "stages[0].seeds: expected a list, got an object"),
        ("\"name\": \"a\", ", "", "name is missing"), (", \"seeds\": [7]", "", "stages[0].seeds is missing"),
        ("true", "1", "isWhole: expected true or false, got 1"), ("\"a\"", "[]", "name: expected a text, got a list"),
        ("\"a\"", "{\"x\": 1}", "name: expected a text, got an object"), ("}]}", "", "it is no JSON"),
        ("\"done\"", "\"\\u001b[1m\"", "stages[0].state: got “\\u{1B}[1m”, which it cannot be"),
        (good, "[]", "the file: expected an object, got a list"), (good, "", "it is empty"),
        (good, "null", "the file: expected an object, got null"),
    ]) func isSaidWithItsPlace(part: String, other: String, words: String) throws {
        let data = Data(Self.good.replacing(part, with: other).utf8)
        let error = #expect(throws: (any Error).self) { try JSONDecoder().decode(Run.self, from: data) }
        #expect(DamagedJSON.words(for: try #require(error), in: data) == words)
    }
}
