import Support

/// Takes the place of Swift's `print` in this module, which does not say where a text could not be written.
func print(_ text: String) { StandardStreams.printOutput(text + "\n") }

/// A command that may be run for what it prints alone: where that is lost it has failed. What others print besides their work
/// may be lost.
protocol PrintingCommand {
    var isForItsText: Bool { get }
}

extension PlanCommand: PrintingCommand { var isForItsText: Bool { true } }
extension InfoCommand: PrintingCommand { var isForItsText: Bool { true } }
extension ReportCommand: PrintingCommand { var isForItsText: Bool { printConfig } }
