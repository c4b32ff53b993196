import Stages

/// A count that another one bounds: a batch is no larger than the set that it is drawn from.
public struct SizeBound: Sendable {
    /// One of the two settings.
    struct Side: Sendable {
        let name: String
        let value: Int
        /// The least that the setting takes.
        let least: Int
    }

    /// `--set name=value`.
    struct Option: Sendable {
        let name: String
        let value: Int
        var text: String { "--set \(name)=\(value)" }
    }

    let small: Side
    let large: Side

    /// Throws `SettingsError` where bounds are broken, with all of them and settings that keep them.
    static func check(_ bounds: [SizeBound]) throws {
        let broken = bounds.filter { $0.small.value > $0.large.value }
        guard !broken.isEmpty else { return }
        let words = broken.map {
            "\($0.small.name) is \($0.small.value), more than \($0.large.name), \($0.large.value)"
        }
        let options = options(keeping: bounds, sizes: [:])
        throw SettingsError(
            "\(words.joined(separator: "; ")). Hint: add \(options.map(\.text).joined(separator: " ")) to the command "
                + "in place of other values.")
    }

    /// `--set` options by which all bounds are kept: the large settings take given sizes, or their own, but at least what
    /// the small ones need; small ones are made smaller where they must be. Those that stay as they are are left out.
    ///
    /// - Parameter sizes: new values of large settings, by their names.
    static func options(keeping bounds: [SizeBound], sizes: [String: Int]) -> [Option] {
        var (values, order) = (sizes, [String]())
        for bound in bounds {
            let large = bound.large
            values[large.name] = max(values[large.name] ?? large.value, bound.small.least)
        }
        var changes: [String: Int] = [:]
        func change(_ side: Side, to value: Int) {
            guard value != side.value else { return }
            if changes.updateValue(value, forKey: side.name) == nil { order.append(side.name) }
        }
        for bound in bounds { change(bound.large, to: values[bound.large.name] ?? bound.large.value) }
        for bound in bounds {
            let most = values[bound.large.name] ?? bound.large.value
            if bound.small.value > most { change(bound.small, to: most) }
        }
        return order.map { Option(name: $0, value: changes[$0] ?? 0) }
    }
}

extension Settings {
    /// One number that another bounds.
    public func bound(
        _ small: KeyPath<Group, Setting<Int>>, atMost large: KeyPath<Group, Setting<Int>>
    ) -> SizeBound {
        SizeBound(small: side(small), large: side(large))
    }

    private func side(_ member: KeyPath<Group, Setting<Int>>) -> SizeBound.Side {
        let setting = group[keyPath: member]
        // Counts begin at one, two or three.
        let least = (0...16).first { setting.accept(.int($0)) != nil } ?? 1
        return SizeBound.Side(name: setting.name, value: self[dynamicMember: member], least: max(1, least))
    }

    /// Throws `SettingsError` where one number is larger than another that bounds it.
    public func require(
        _ small: KeyPath<Group, Setting<Int>>, atMost large: KeyPath<Group, Setting<Int>>
    ) throws {
        try SizeBound.check([bound(small, atMost: large)])
    }
}
