import Foundation

/// A file or folder could not be made, written, read or moved. The command line maps it to status 74 (EX_IOERR).
public struct FileError: Error, Equatable, CustomStringConvertible, LocalizedError, Sendable {
    /// What was tried: "write", "make the folder".
    public let action: String
    /// The path it was tried on.
    public let path: String
    /// The system's error number; 0 where the trouble is with a file's content.
    public let number: Int32
    /// The system's words, or what is wrong with the content.
    public let reason: String

    /// A system call's failure; `number` is errno unless given.
    public init(_ action: String, _ path: String, number: Int32 = errno) {
        self.action = action
        self.path = path
        self.number = number
        reason = String(cString: strerror(number))
    }

    /// Trouble with a file's content.
    public init(_ action: String, _ path: String, reason: String) {
        self.action = action
        self.path = path
        self.reason = reason
        number = 0
    }

    /// What to do about it; empty where nothing helpful is known.
    public var hint: String {
        switch number {
        case ENOSPC, EDQUOT: return "Free some space, or choose another output folder; finished stages are kept."
        case EACCES, EPERM, EROFS: return "Choose an output folder that you may write in."
        case ENOTDIR: return "A part of this path is a file, not a folder."
        case ENOLCK, EOPNOTSUPP: return "This file system has no locks; choose an output folder on a local disk."
        case EIO: return "The disk could not do it: look at its state; the same command goes on once it can."
        case ENOENT where FileSystem.currentFolder == nil:
            return "The folder that the program was started in has been removed; change to one that exists."
        case EMFILE, ENFILE: return "Too many files are open; raise the limit with `ulimit -n`."
        default: return ""
        }
    }

    /// Whether an error number of opening or looking at a file says that the path is wrong or not ours to read: a mistake
    /// of people. Any other one is the machine's: a broken or full disk, no memory, too many open files.
    static func isMistake(_ number: Int32) -> Bool {
        [ENOENT, ENOTDIR, EISDIR, EACCES, EPERM, ELOOP, ENAMETOOLONG, EINVAL, ENXIO].contains(number)
    }

    /// For people: "cannot write a/b.csv: No space left on device. Free some space, …"; control characters are escaped.
    public var description: String {
        PrintableText.line("cannot \(action) \(path): \(reason)." + (hint.isEmpty ? "" : " " + hint), limit: .max)
    }

    /// The same as `description`.
    public var errorDescription: String? { description }

    /// `error` as a file error, where it says that the disk is full, read-only or broken; nil for any other error.
    /// So a stage that writes through Foundation is understood, too.
    public static func storageTrouble(in error: any Error) -> FileError? {
        if let error = error as? FileError { return error }
        let error = error as NSError
        let path = error.userInfo[NSFilePathErrorKey] as? String ?? "a file"
        if error.domain == NSPOSIXErrorDomain, [ENOSPC, EDQUOT, EROFS, EIO].contains(Int32(error.code)) {
            return FileError("write", path, number: Int32(error.code))
        }
        if error.domain == NSCocoaErrorDomain, error.code == CocoaError.Code.fileWriteOutOfSpace.rawValue {
            return FileError("write", path, number: ENOSPC)
        }
        if let inner = error.userInfo[NSUnderlyingErrorKey] as? any Error {
            return storageTrouble(in: inner)
        }
        return nil
    }
}

/// A file whose content cannot be used: which one, what was expected, what was found, and what to do about it.
///
/// The command line ends with code 65 on it.
public struct DataError: Error, Equatable, CustomStringConvertible, LocalizedError, Sendable {
    /// The file or folder.
    public let file: String
    /// What a good file has there.
    public let expected: String
    /// What this one has.
    public let got: String
    /// What to do, or nil where nothing helpful is known.
    public let hint: String?

    /// An error about `file`.
    public init(file: String, expected: String, got: String, hint: String? = nil) {
        self.file = file
        self.expected = expected
        self.got = got
        self.hint = hint
    }

    /// One line: file, expected, got and the hint; control characters are escaped.
    public var description: String {
        PrintableText.line("\(file): expected \(expected), got \(got)" + (hint.map { " (\($0))" } ?? ""), limit: .max)
    }

    /// The same as `description`.
    public var errorDescription: String? { description }
}
