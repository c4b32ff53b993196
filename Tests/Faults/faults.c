// A disk that fails on demand, for LD_PRELOAD: the n-th call of a kind on a path under a folder ends with an error.
//
//   FAULT_UNDER   the folder, as an absolute path without links
//   FAULT_CALL    write, rename, fsync, read, open, mkdir, close, remove or lock; empty: nothing fails
//   FAULT_NUMBER  which call of that kind fails, from 1
//   FAULT_ERRNO   with what: ENOSPC, EIO, EROFS, EDQUOT
//   FAULT_STAYS   1: all later calls of the kind fail, too
//   FAULT_LOG     a file outside of the folder, to which every call is appended: "write 12 /folder/file", and "failed" after
//                 one that was made to fail
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CALLS = 9 };
static const char *const names[CALLS] = {"write", "rename", "fsync", "read", "open", "mkdir", "close", "remove", "lock"};
enum call { WRITE, RENAME, FSYNC, READ, OPEN, MKDIR, CLOSE, REMOVE, LOCK };
static atomic_int counts[CALLS];

static int under(const char *path) {
  const char *folder = getenv("FAULT_UNDER");
  size_t length = folder ? strlen(folder) : 0;
  return length && path && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

// The path of what is open; an empty text where it is none.
static const char *path_of(int descriptor, char *buffer) {
  char link[40];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, buffer, PATH_MAX - 1);
  buffer[length < 0 ? 0 : length] = 0;
  return buffer;
}

static int number_of(const char *name) {
  static const struct { const char *name; int number; } known[] = {
      {"ENOSPC", ENOSPC}, {"EIO", EIO}, {"EROFS", EROFS}, {"EDQUOT", EDQUOT}};
  for (size_t i = 0; name && i < sizeof known / sizeof *known; i++)
    if (!strcmp(name, known[i].name)) return known[i].number;
  return EIO;
}

// Counts a call; 1, with errno, where it is to fail.
static int fails(enum call call, const char *path) {
  int before = errno;
  if (!under(path)) return 0;
  const char *kind = getenv("FAULT_CALL"), *number = getenv("FAULT_NUMBER"), *stays = getenv("FAULT_STAYS");
  int count = atomic_fetch_add(&counts[call], 1) + 1, wanted = number ? atoi(number) : 0;
  int failed = kind && !strcmp(kind, names[call]) && wanted > 0 &&
               (count == wanted || (count > wanted && stays && *stays == '1'));
  const char *log = getenv("FAULT_LOG");
  int file = log ? (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666) : -1;
  if (file >= 0) {
    char line[PATH_MAX + 64];
    int length = snprintf(line, sizeof line, "%s %d %s%s\n", names[call], count, path, failed ? " failed" : "");
    syscall(SYS_write, file, line, (size_t)length);
    syscall(SYS_close, file);
  }
  errno = failed ? number_of(getenv("FAULT_ERRNO")) : before;
  return failed;
}

// A path relative to a folder that is open is seen as it stands; the program uses whole ones.
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define BY_DESCRIPTOR(call, fd) char buffer[PATH_MAX]; if (fails(call, path_of(fd, buffer))) return -1

#define OPENING(name, head, arguments)                                        \
  int name head {                                                             \
    mode_t mode = 0;                                                          \
    if (flags & (O_CREAT | O_TMPFILE)) {                                      \
      va_list list;                                                           \
      va_start(list, flags);                                                  \
      mode = va_arg(list, mode_t);                                            \
      va_end(list);                                                           \
    }                                                                         \
    return fails(OPEN, path) ? -1 : REAL(name) arguments;                     \
  }
OPENING(open, (const char *path, int flags, ...), (path, flags, mode))
OPENING(open64, (const char *path, int flags, ...), (path, flags, mode))
OPENING(openat, (int at, const char *path, int flags, ...), (at, path, flags, mode))
OPENING(openat64, (int at, const char *path, int flags, ...), (at, path, flags, mode))

FILE *fopen(const char *path, const char *mode) { return fails(OPEN, path) ? NULL : REAL(fopen)(path, mode); }
FILE *fopen64(const char *path, const char *mode) { return fails(OPEN, path) ? NULL : REAL(fopen64)(path, mode); }
DIR *opendir(const char *path) { return fails(OPEN, path) ? NULL : REAL(opendir)(path); }

ssize_t read(int fd, void *bytes, size_t count) { BY_DESCRIPTOR(READ, fd); return REAL(read)(fd, bytes, count); }
ssize_t pread(int fd, void *bytes, size_t count, off_t at) {
  BY_DESCRIPTOR(READ, fd);
  return REAL(pread)(fd, bytes, count, at);
}
ssize_t pread64(int fd, void *bytes, size_t count, off64_t at) {
  BY_DESCRIPTOR(READ, fd);
  return REAL(pread64)(fd, bytes, count, at);
}
struct dirent *readdir(DIR *folder) {
  char buffer[PATH_MAX];
  return fails(READ, path_of(dirfd(folder), buffer)) ? NULL : REAL(readdir)(folder);
}
struct dirent64 *readdir64(DIR *folder) {
  char buffer[PATH_MAX];
  return fails(READ, path_of(dirfd(folder), buffer)) ? NULL : REAL(readdir64)(folder);
}
ssize_t write(int fd, const void *bytes, size_t count) { BY_DESCRIPTOR(WRITE, fd); return REAL(write)(fd, bytes, count); }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
  BY_DESCRIPTOR(WRITE, fd);
  return REAL(pwrite)(fd, bytes, count, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
  BY_DESCRIPTOR(WRITE, fd);
  return REAL(pwrite64)(fd, bytes, count, at);
}
int ftruncate(int fd, off_t size) { BY_DESCRIPTOR(WRITE, fd); return REAL(ftruncate)(fd, size); }
int ftruncate64(int fd, off64_t size) { BY_DESCRIPTOR(WRITE, fd); return REAL(ftruncate64)(fd, size); }
int fsync(int fd) { BY_DESCRIPTOR(FSYNC, fd); return REAL(fsync)(fd); }
int fdatasync(int fd) { BY_DESCRIPTOR(FSYNC, fd); return REAL(fdatasync)(fd); }
int flock(int fd, int operation) { BY_DESCRIPTOR(LOCK, fd); return REAL(flock)(fd, operation); }
// What a failing close was to close is closed.
int close(int fd) {
  char buffer[PATH_MAX];
  // Only of what was written: nothing is lost where a reader cannot close.
  int isWriter = (fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY;
  int failed = isWriter && fails(CLOSE, path_of(fd, buffer)), number = errno, result = REAL(close)(fd);
  if (failed) errno = number;
  return failed ? -1 : result;
}
int rename(const char *from, const char *to) { return fails(RENAME, to) ? -1 : REAL(rename)(from, to); }
int mkdir(const char *path, mode_t mode) { return fails(MKDIR, path) ? -1 : REAL(mkdir)(path, mode); }
int unlink(const char *path) { return fails(REMOVE, path) ? -1 : REAL(unlink)(path); }
int rmdir(const char *path) { return fails(REMOVE, path) ? -1 : REAL(rmdir)(path); }
