import Plotting

extension Panel {
    /// Curves of a study's methods against a key, on a logarithmic axis where their means span more than a decade. With `prominent` only those
    /// have bars, and the others are thin.
    public static func curves(
        _ title: String, x: Axis, _ label: String, _ curves: [(id: String, curve: SeedCurve)], of study: StudyReader,
        prominent: [String]? = nil, others: [Mark] = []
    ) -> Panel {
        let means = curves.flatMap(\.curve.mean).filter { $0.isFinite && $0 > 0 }
        let isWide = (means.max() ?? 1) > 10 * (means.min() ?? 1)
        let marks = curves.flatMap { id, curve -> [Mark] in
            let isProminent = prominent?.contains(id) ?? true
            let style = study.style(of: id)
            return curve.marks(
                series: id, style: isProminent ? style : style.variant(weight: .thin), bars: isProminent,
                logarithmic: isWide)
        }
        return Panel(
            title, x: x, y: Axis(label, scale: isWide ? .logarithmic : .linear, includesZero: true),
            marks: marks + others)
    }
}

extension MethodStyle {
    /// Thin and grey, for a level such as zero that measures are compared with and that is no method.
    public static func reference(name: String) -> MethodStyle {
        MethodStyle(name: name, colour: Colour(0x555555), dash: .dotted, weight: .thin)
    }
}
