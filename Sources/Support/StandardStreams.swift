import Foundation
import Synchronization

/// The system's number of what went wrong first with standard output; 0 as long as nothing has.
private let firstOutputError = Atomic<Int32>(0)

/// Whether nobody made room for a text on standard error in time: later ones are then not waited for.
private let isErrorStuck = Atomic<Bool>(false)

/// Standard input, output and error, whatever became of them: closed, full, or a terminal that is gone.
public enum StandardStreams {
    /// Makes the streams safe to use; call it before anything is opened or printed.
    ///
    /// A closed stream gets a number of its own again, so that no file gets it and is sent messages; what is then printed
    /// fails. Writing to a pipe that nobody reads, or beyond a limit on the size of files, becomes an error of the call.
    public static func prepare() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            // The wrong way round on purpose: to read nothing, or to write into nothing, would look like success.
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Prints to standard error as far as it takes it. Text that cannot be written is lost, and nothing else happens.
    public static func printError(_ text: String) {
        var text = text
        let patience: Int32 = isErrorStuck.load(ordering: .relaxed) ? 0 : 1000
        let number = text.withUTF8 {
            write(UnsafeRawBufferPointer($0), to: STDERR_FILENO, milliseconds: patience)
        }
        if number == EAGAIN { isErrorStuck.store(true, ordering: .relaxed) }
    }

    /// Prints to standard output, as Swift's `print` does, but keeps in mind why text was lost, and waits for a pipe that
    /// is full for now. After the first trouble nothing more is written: a text with a hole in it is worse than its beginning.
    public static func printOutput(_ text: String) {
        guard firstOutputError.load(ordering: .acquiring) == 0 else { return }
        var text = text
        let number = text.withUTF8 { write(UnsafeRawBufferPointer($0), to: STDOUT_FILENO, milliseconds: -1) }
        if number != 0 { firstOutputError.store(number, ordering: .releasing) }
    }

    /// The first trouble that standard output had; nil where all was written, or where the reader went away, as `head`
    /// does once it has enough.
    public static var outputError: FileError? {
        let number = firstOutputError.load(ordering: .acquiring)
        if number == 0 || number == EPIPE { return nil }
        return FileError("write", "standard output", reason: String(cString: strerror(number)))
    }

    /// Writes all bytes, and returns 0 or the system's error number. Where a descriptor that does not block is full,
    /// waits so long (−1: as long as it takes).
    private static func write(
        _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, milliseconds: Int32
    ) -> Int32 {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count > 0 { rest = rest.dropFirst(count) }
            guard count <= 0 else { continue }
            let number = count == 0 ? EIO : errno
            switch number {
            case EINTR: continue
            case EAGAIN:
                var place = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                if poll(&place, 1, milliseconds) == 0 { return number }
            default: return number
            }
        }
        return 0
    }
}
