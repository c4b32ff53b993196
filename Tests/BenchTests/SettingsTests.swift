import Experiments
import Stages
import Testing

@Suite struct SettingsTests {
    private func settings(_ values: (String, SettingValue)..., place: String = "test") throws -> RunSettings {
        try RunSettings(
            profile: "test",
            sources: values.map { .init(place: place, values: [(name: $0.0, value: $0.1)]) })
    }

    @Test func defaultsAreAllowedAndNamesDiffer() throws {
        let all = Setting.all.map { (name: $0.name, value: $0.fallback) }
        let settings = try RunSettings(profile: "test", sources: [.init(place: "test", values: all)])
        #expect(Set(all.map(\.name)).count == all.count)
        for setting in Setting.all {
            #expect(settings.stageSettings[setting.name] == setting.fallback)
            #expect(!setting.help.isEmpty)
        }
    }

    @Test(arguments: [
        ("sparse.training.steps", SettingValue.int(1), "1"), ("sparse.training.steps", .double(20), "20"),
        ("sparse.problem.alpha", .int(2), "2"), ("sparse.training.rates", .double(0.5), "[0.5]"),
        ("sparse.training.rates", .list([.int(1), .double(0.25)]), "[1,0.25]"),
        ("sparse.training.clip", .int(0), "0"), ("sparse.noise.form", .string("literal"), "literal"),
        ("sparse.data.directory", .string("~/a b"), "~/a b"), ("sparse.data.directory", .int(7), "7"),
    ])
    func allowed(name: String, value: SettingValue, text: String) throws {
        #expect(try settings((name, value)).stageSettings[name]?.description == text)
    }

    @Test(arguments: [
        ("sparse.training.steps", SettingValue.int(0)), ("sparse.training.steps", .double(1.5)),
        ("sparse.training.steps", .string("3")), ("sparse.training.steps", .bool(true)),
        ("sparse.training.steps", .list([.int(3)])), ("sparse.training.steps", .double(1e30)),
        ("sparse.problem.alpha", .int(0)), ("sparse.problem.alpha", .double(.nan)),
        ("sparse.problem.alpha", .double(.infinity)), ("sparse.problem.atoms", .int(1)),
        ("sparse.training.rates", .list([])), ("sparse.training.rates", .list([.double(0.1), .double(-0.1)])),
        ("sparse.training.rates", .list([.string("fast")])), ("sparse.noise.form", .string("Literal")),
        ("run.seed", .int(-1)), ("run.seeds", .int(101)), ("toy.layers", .int(3)), ("sparse.data.side", .int(1)),
        ("sparse.constraint.epsilon", .int(1)),
    ])
    func notAllowed(name: String, value: SettingValue) throws {
        let error = #expect(throws: SettingsError.self) { try settings((name, value), place: "mine.yml") }
        #expect(error?.description.contains(name) == true && error?.description.contains("expected") == true)
    }

    @Test func unknownNamesComeWithTheNearest() throws {
        let error = #expect(throws: SettingsError.self) { try settings(("toy.step", .int(3)), place: "mine.yml") }
        #expect(error?.description == "mine.yml: there is no setting toy.step; did you mean toy.steps?")
        let far = #expect(throws: SettingsError.self) { try settings(("colour", .int(3))) }
        #expect(far?.description.contains("--print-config") == true)
    }

    @Test func laterSourcesWin() throws {
        let settings = try settings(("toy.steps", .int(5)), ("toy.rate", .double(0.5)), ("toy.steps", .int(7)))
        #expect(settings.int("toy.steps") == 7)
        #expect(settings.double("toy.rate") == 0.5)
        #expect(settings.int("toy.layers") == 10)
        #expect(settings.double("toy.layers") == 10)
        #expect(settings.doubles("sparse.training.rates") == [1.5e-3, 3e-3, 6e-3])
        #expect(settings.string("sparse.noise.form") == "relative")
    }

    @Test(arguments: [
        ("sparse.training.batch", "sparse.data.train"), ("sparse.evaluation.samples", "sparse.data.test"),
        ("sparse.training.validation-samples", "sparse.data.validation"), ("toy.batch", "toy.samples"),
    ])
    func sizesMustFit(small: String, large: String) throws {
        let error = #expect(throws: SettingsError.self) { try settings((small, .int(50)), (large, .int(49))) }
        #expect(error?.description == "\(small) is 50, more than \(large), 49")
        #expect(try settings((small, .int(49)), (large, .int(49))).int(small) == 49)
    }

    @Test func aStageReadsItsPrefixesAlone() throws {
        let names = try settings().stageSettings("toy.", "run.seeds").names
        #expect(names.contains("run.seeds") && names.contains("toy.steps"))
        #expect(names.allSatisfy { $0 == "run.seeds" || $0.hasPrefix("toy.") })
    }
}
