import Bench
import Stages
import Testing

/// What a setting may be, and how the texts of profiles and `--set` are read by its type.
@Suite struct SettingValueTests {
    private static let accepted: [(String, SettingValue, String)] = [
        ("sparse.training.steps", 1, "1"), ("sparse.training.steps", 20.0, "20"),
        ("sparse.training.steps", "3", "3"), ("sparse.training.steps", "0100", "100"),
        ("sparse.training.steps", "1e3", "1000"), ("sparse.training.steps", "20.0", "20"),
        ("run.seed", "9223372036854775807", "9223372036854775807"),
        ("sparse.problem.alpha", 2, "2"), ("sparse.problem.alpha", "2", "2"), ("sparse.problem.alpha", "0100", "100"),
        ("sparse.problem.alpha", "1e-3", "0.001"), ("sparse.problem.alpha", ".5", "0.5"),
        ("sparse.training.clip", 0, "0"), ("sparse.evaluation.shifts", 0.5, "[0.5]"),
        ("sparse.evaluation.shifts", "5e-1", "[0.5]"), ("sparse.evaluation.shifts", ["1", 0.25], "[1,0.25]"),
        ("inpainting.training.flips", "no", "false"), ("inpainting.training.flips", "Off", "false"),
        ("inpainting.training.flips", "yes", "true"), ("inpainting.training.flips", "TRUE", "true"),
        ("inpainting.training.flips", false, "false"), ("sparse.noise.form", "literal", "literal"),
        ("sparse.data.directory", "no", "no"), ("sparse.data.directory", "0100", "0100"),
        ("sparse.data.directory", "~/a b", "~/a b"), ("sparse.data.directory", 7, "7"),
    ]

    @Test(arguments: accepted) func allowed(name: String, value: SettingValue, text: String) throws {
        let kept = try #require(Studies.settings([(name, value)]).stageSettings[name])
        #expect(kept.description == text)
        let setting = try #require(Studies.schema[name])
        #expect(setting.accept(kept) == kept, "what was accepted is accepted again")
    }

    private static let refused: [(String, SettingValue)] = [
        ("sparse.training.steps", 0), ("sparse.training.steps", 1.5), ("sparse.training.steps", true),
        ("sparse.training.steps", [3]), ("sparse.training.steps", .double(1e30)), ("sparse.training.steps", "1e-1"),
        ("run.seed", "9007199254740993e0"),
        ("run.seed", "9223372036854775808"), ("run.seed", -1), ("sparse.problem.alpha", .double(.nan)),
        ("sparse.problem.alpha", .double(.infinity)), ("sparse.problem.alpha", [0.5]), ("sparse.problem.alpha", false),
        ("sparse.evaluation.shifts", []), ("sparse.evaluation.shifts", [0.1, -0.1]),
        ("sparse.evaluation.shifts", ["fast"]),
        ("sparse.evaluation.shifts", [[0.1]]), ("sparse.noise.form", "Literal"), ("sparse.noise.form", 1),
        ("inpainting.training.flips", 1), ("inpainting.training.flips", "1"), ("inpainting.training.flips", ""),
        ("sparse.data.directory", ["a"]),
    ]

    @Test(arguments: refused) func notAllowed(name: String, value: SettingValue) throws {
        let error = #expect(throws: SettingsError.self) { try Studies.settings([(name, value)], place: "mine.yml") }
        let setting = try #require(Studies.schema[name])
        #expect(
            error?.description
                == "mine.yml: \(name) is \(value.description.isEmpty ? "blank" : value.description); expected \(setting.expectation) (\(setting.help))"
        )
    }

    /// What other programs read as numbers, and people do not.
    @Test(arguments: [
        "0x10", "0x1p3", "1e400", "-1e400", "nan", "inf", "infinity", "1_000", " 5", "5 ", "", "1,5", "--3", "+-3",
        "1e", "e3", "1e-400", "-0.1e-999", "٣", "0b1", "0o7", "1:30", "true", "five",
    ])
    func noNumbers(text: String) throws {
        for name in ["sparse.training.steps", "sparse.training.clip", "sparse.evaluation.shifts", "steps.layers"] {
            let setting = try #require(Studies.schema[name])
            #expect(setting.accept(.string(text)) == nil, "\(name)")
            #expect(setting.accept(.string("5")) != nil)
        }
    }

    /// The bounds of a setting's range, from what it says of itself.
    private func bounds(_ setting: any SettingDeclaration) -> [Substring]? {
        let match = setting.expectation.wholeMatch(
            of: #/(?:a whole number|a number|a list of (?:whole )?numbers) from (.+) to (.+?)(?:, in brackets)?/#)
        return match.map { [$0.1, $0.2] }
    }

    @Test(arguments: Studies.schema.all.map(\.name)) func rangesAreAsTheySay(name: String) throws {
        let setting = try #require(Studies.schema[name])
        #expect(!setting.help.isEmpty && !setting.expectation.isEmpty)
        guard let bounds = bounds(setting) else {
            let isWord = setting.expectation.hasPrefix("one of ")
            return #expect(isWord || ["a text", "true or false"].contains(setting.expectation))
        }
        for bound in bounds { #expect(setting.accept(.string(String(bound))) != nil, "\(bound)") }
        if setting.expectation.hasPrefix("a whole"), let (low, high) = whole(bounds) {
            #expect(setting.accept(.int(low - 1)) == nil && (high == .max || setting.accept(.int(high + 1)) == nil))
        } else {
            let (low, high) = (try #require(Double(bounds[0])), try #require(Double(bounds[1])))
            #expect(setting.accept(.double(low.nextDown)) == nil && setting.accept(.double(high.nextUp)) == nil)
        }
    }

    private func whole(_ bounds: [Substring]) -> (low: Int, high: Int)? {
        guard let low = Int(bounds[0]), let high = Int(bounds[1]) else { return nil }
        return (low, high)
    }

    @Test func numbersThatHaveAUnitSayIt() {
        for setting in Studies.schema.all where bounds(setting)?.last == "\(largestCount)" {
            #expect(!setting.unit.isEmpty, "\(setting.name) counts something")
        }
        let units = [
            "run.checkpoint-every": "seconds", "sparse.data.side": "pixels", "inpainting.data.hole": "pixels",
            "sparse.problem.atoms": "atoms", "sparse.training.batch": "samples", "sparse.data.train": "images",
            "sparse.training.steps": "updates", "toy.hidden": "units", "run.seeds": "",
            "inpainting.noise.strength": "grey levels of 0…1", "inpainting.evaluation.shifts": "grey levels of 0…1",
        ]
        for (name, unit) in units { #expect(Studies.schema[name]?.unit == unit, "\(name)") }
    }
}
