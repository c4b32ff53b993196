import Foundation
import Synchronization

/// The process group that is waited for, 0 for none: a signal handler that ends this process ends it, too.
let runningGroup = Atomic<Int32>(0)

/// A program that is asked for a few lines, and that may be missing, fail, say too much or never end.
enum ChildProcess {
    /// What `command` prints, where it ends well in time and prints no more than `limit` bytes; otherwise it is killed, with
    /// what it has started, and nil returned. Its standard input is empty, and its complaints are not heard.
    static func output(
        of command: [String], environment: [String: String], seconds: Double, limit: Int = 1 << 20
    ) -> String? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let child = start(command, environment: environment, output: ends[1])
        close(ends[1])
        defer { close(ends[0]) }
        guard let child else { return nil }
        runningGroup.store(child, ordering: .releasing)
        defer { runningGroup.store(0, ordering: .releasing) }
        let deadline = ContinuousClock.now + .seconds(seconds)
        let data = read(ends[0], until: deadline, limit: limit)
        while data != nil, ContinuousClock.now < deadline {
            var status: Int32 = 0
            let ended = waitpid(child, &status, WNOHANG)
            if ended == child { return status == 0 ? data.map { String(decoding: $0, as: UTF8.self) } : nil }
            if ended < 0, errno != EINTR { return nil }
            usleep(1000)
        }
        kill(-child, SIGKILL)
        // One that hangs inside of the system does not even take that: it is not waited for.
        for _ in 0..<100 where waitpid(child, nil, WNOHANG) == 0 { usleep(1000) }
        return nil
    }

    /// Kills what is waited for. For a signal handler, after this has been called once outside of any.
    static func killRunning() {
        let group = runningGroup.load(ordering: .acquiring)
        if group > 0 { kill(-group, SIGKILL) }
    }

    /// Starts a process in a group of its own, with its complaints in `errors`, or unheard. Nil where it cannot be started.
    static func start(
        _ command: [String], environment: [String: String], output: Int32, errors: Int32? = nil
    ) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
        defer { posix_spawn_file_actions_destroy(&actions) }
        guard posix_spawnattr_init(&attributes) == 0 else { return nil }
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        if let errors {
            posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        // Signals as any program expects them, whatever this one does with them.
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
        var arguments = command.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var child = pid_t()
        let result = posix_spawnp(&child, command[0], &actions, &attributes, &arguments, &variables)
        return result == 0 ? child : nil
    }

    /// All that comes until the other end is closed; nil where that takes too long, or it is too much.
    private static func read(_ descriptor: Int32, until deadline: ContinuousClock.Instant, limit: Int) -> [UInt8]? {
        var data: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while data.count <= limit {
            let left = (deadline - ContinuousClock.now) / .milliseconds(1)
            var end = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard left > 0, poll(&end, 1, Int32(left) + 1) != 0 else { return nil }
            let count = Foundation.read(descriptor, &block, block.count)
            if count == 0 { return data }
            if count > 0 { data += block[..<count] } else if errno != EINTR { return nil }
        }
        return nil
    }
}
