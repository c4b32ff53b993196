import Bench
import Stages
import Testing
import ToyExperiment

/// Where settings come from, and how a study reads them.
@Suite struct SettingsTests {
    @Test func defaultsAreAllowedAndNamesDiffer() throws {
        let all = Studies.schema.all
        let settings = try Studies.settings(all.map { ($0.name, $0.fallbackValue) })
        #expect(Set(all.map(\.name)).count == all.count)
        for setting in all { #expect(settings.stageSettings[setting.name] == setting.fallbackValue) }
        #expect(settings.stageSettings == (try Studies.settings([])).stageSettings)
    }

    @Test func unknownNamesComeWithTheNearest() throws {
        let error = #expect(throws: SettingsError.self) {
            try Studies.settings([("toy.step", 3)], place: "mine.yml")
        }
        #expect(error?.description == "mine.yml: there is no setting toy.step; did you mean toy.steps?")
        let far = #expect(throws: SettingsError.self) { try Studies.settings([("colour", 3)]) }
        #expect(far?.description.contains("--print-config") == true)
    }

    @Test func laterSourcesWin() throws {
        let settings = try Studies.settings([("toy.steps", 5), ("toy.epsilon", 0.5), ("toy.steps", "7")])
        #expect(settings["toy.steps"] == 7 && settings["toy.epsilon"] == 0.5 && settings["toy.layers"] == 10)
        #expect(settings["sparse.constraint.sweep"] == [0.01, 0.1, 0.4])
        #expect(settings["toy.step"] == nil)
    }

    /// Of two values in one place none is more right than the other.
    @Test(arguments: [("5", "7"), ("5", "5")]) func twiceInOnePlace(first: String, second: String) {
        let values = [("toy.rate", "1"), ("toy.steps", first), ("toy.steps", second)].map {
            (name: $0.0, value: SettingValue.string($0.1))
        }
        let error = #expect(throws: SettingsError.self) {
            try RunSettings(profile: "test", schema: Studies.schema, sources: [.init(place: "--set", values: values)])
        }
        #expect(error?.description == "--set: toy.steps is given twice, as \(first) and as \(second)")
    }

    @Test(arguments: [
        ("sparse.training.batch", "sparse.data.train"), ("sparse.evaluation.samples", "sparse.data.test"),
        ("sparse.training.validation-samples", "sparse.data.validation"), ("toy.batch", "toy.samples"),
    ])
    func sizesMustFit(small: String, large: String) throws {
        let error = #expect(throws: SettingsError.self) {
            try StudyGraph.check(Studies.settings([(small, 50), (large, 49)]), Studies.all)
        }
        #expect(
            error?.description.hasPrefix("\(small) is 50, more than \(large), 49. Hint: add --set \(small)=49 ") == true
        )
        try StudyGraph.check(Studies.settings([(small, 49), (large, 49)]), Studies.all)
    }

    @Test func controlCharactersOfValuesAreEscaped() {
        let error = #expect(throws: SettingsError.self) { try Studies.settings([("toy.steps", .string("\u{1b}[31m"))]) }
        #expect(error?.description.contains("toy.steps is \\u{1B}[31m; expected") == true)
    }

    /// Settings of somebody's own study, one group within another.
    struct Garden: SettingsGroup {
        let paths = Setting.count("garden.paths", 4, unit: "paths", "how many ways there are")
        let pond = Pond()
        let isOpen = Setting.flag("garden.open", true, "whether one may enter")

        struct Pond: SettingsGroup {
            let depths = Setting.reals("garden.pond.depths", [0.5], 0...9, unit: "metres", "at each shore")
            let shores = Setting.whole("garden.pond.shores", 2, 1...5, "how many shores there are")
        }
    }

    private func garden(_ values: [(name: String, value: SettingValue)]) throws -> Settings<Garden> {
        try RunSettings(
            profile: "test", schema: SettingsSchema([RunDeclarations(), Garden()]),
            sources: [.init(place: "test", values: values)]
        ).view(Garden())
    }

    @Test func valuesAreReadInTheirTypes() throws {
        let garden = try garden([("garden.paths", "6"), ("garden.pond.depths", ["1", 2.5]), ("garden.open", "no")])
        #expect(garden.paths == 6 && garden.isOpen == false)
        #expect(garden.pond.depths == [1, 2.5] && garden.pond.shores == 2)
        #expect(garden.common.trainingSeeds == [1] && garden.common.masterSeed == 1)
        #expect(garden.pond.name(\.depths) == "garden.pond.depths")
        let other = try garden.changing(["garden.pond.shores": 3], place: "a recipe")
        #expect(other.pond.shores == 3 && other.paths == 6 && garden.pond.shores == 2)
        #expect(throws: SettingsError.self) { try garden.changing(["garden.pond.shores": 9], place: "a recipe") }
    }

    /// A group's settings are those of its groups, too, and a stage's key holds what it asks for alone.
    @Test func aStageReadsItsGroupsAlone() throws {
        let garden = try garden([])
        #expect(
            Garden().declarations.map(\.name) == [
                "garden.paths", "garden.pond.depths", "garden.pond.shores", "garden.open",
            ])
        #expect(garden.pond.stageSettings == ["garden.pond.depths": [0.5], "garden.pond.shores": 2])
        #expect(garden.only(\.paths, \.pond) == garden.pond.stageSettings + ["garden.paths": 4])
        #expect(garden.common.only(\.seed).names == ["run.seed"])
        #expect(garden.run.view(Garden()).stageSettings.names.count == 4)
        try garden.pond.require(\.shores, atMost: \.shores)
    }
}
