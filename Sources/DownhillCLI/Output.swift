import Support

/// Takes the place of Swift's `print` in this module, which does not say where a text could not be written.
func print(_ text: String) { StandardStreams.printOutput(text + "\n") }

/// Says what was done on standard output, or beside it where the result itself goes there.
func tell(_ text: String, besides output: String) {
    if AtomicFile.isStandardOutput(output) { StandardStreams.printError(text + "\n") } else { print(text) }
}

/// A command whose work is in files: what it prints besides may be lost. Others, and help, are run for what they print, and
/// have failed where that is lost.
protocol WorkingCommand {
    var isForItsText: Bool { get }
}

extension WorkingCommand {
    var isForItsText: Bool { false }
}

extension ReportCommand: WorkingCommand { var isForItsText: Bool { printConfig } }
extension RenderCommand: WorkingCommand {}
extension CleanCommand: WorkingCommand { var isForItsText: Bool { dryRun } }
extension RunStageCommand: WorkingCommand {}
extension WorkCommand: WorkingCommand {}
extension SolveCommand: WorkingCommand {}
extension ApplyCommand: WorkingCommand {}
