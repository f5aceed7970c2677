/* Preloaded into the program: writes down what it asks the file system for below POWER_ROOT, in order, into POWER_LOG.
 *
 * From that log each state can be made that a cut of power could leave. With POWER_FAIL=N:COUNT:ERRNO, calls that write
 * fail with that error, from the N-th on, so many times: a disk that is full, broken or read-only for a while.
 * Only what Python and SQLite use. Memory-mapped files are left out: SQLite maps the index of its log only, which it makes anew.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CREATE = 1, WRITE, TRUNCATE, SYNC, UNLINK, RENAME, DIRSYNC, MKDIR };
#define MOST 65536
static uint64_t known[MOST]; /* the inode behind a descriptor, 0: not ours */
static char appends[MOST];
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static char root[4096];
static size_t root_len;
static long fail_from = -1, fail_count, fail_errno, writes;

#define REAL(ret, name, ...) \
    static ret (*real)(__VA_ARGS__); \
    if (!real) real = (ret(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

__attribute__((constructor)) static void begin(void) {
    const char *where = getenv("POWER_ROOT"), *log = getenv("POWER_LOG"), *fail = getenv("POWER_FAIL");
    if (!where || !log) return;
    strncpy(root, where, sizeof root - 1);
    root_len = strlen(root);
    if (fail) sscanf(fail, "%ld:%ld:%ld", &fail_from, &fail_count, &fail_errno);
    log_fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int ours(const char *path) {
    return log_fd >= 0 && path && strncmp(path, root, root_len) == 0 && path[root_len] == '/';
}

static void raw(const void *data, size_t size) {
    const char *at = data;
    while (size) {
        long done = syscall(SYS_write, log_fd, at, size);
        if (done < 0) _exit(99);
        at += done;
        size -= (size_t)done;
    }
}

static void tell(uint32_t kind, uint64_t inode, uint64_t offset, const void *a, uint32_t a_len, const void *b, uint32_t b_len) {
    struct { uint32_t kind, a_len, b_len, zero; uint64_t inode, offset; } head = {kind, a_len, b_len, 0, inode, offset};
    raw(&head, sizeof head);
    raw(a, a_len);
    raw(b, b_len);
}

static void tell_path(uint32_t kind, uint64_t inode, const char *a, const char *b) {
    tell(kind, inode, 0, a, (uint32_t)strlen(a), b ? b : "", b ? (uint32_t)strlen(b) : 0);
}

static int refused(const char *path) {
    /* Marks and what belongs to others go on: only the program's own disk is in trouble. */
    if (fail_from < 0 || (path && !strstr(path, "/workspace"))) return 0;
    long at = writes++;
    if (at < fail_from || at >= fail_from + fail_count) return 0;
    errno = (int)fail_errno;
    return 1;
}

static uint64_t inode_of(int fd) {
    struct stat found;
    return fstat(fd, &found) == 0 && S_ISREG(found.st_mode) ? (uint64_t)found.st_ino : 0;
}

static const char *name_of(int fd, char *buffer, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t len = readlink(link, buffer, size - 1);
    buffer[len > 0 ? len : 0] = 0;
    return buffer;
}

static int opened(int dir, const char *path, int flags, mode_t mode) {
    if (!ours(path)) return (int)syscall(SYS_openat, dir, path, flags, mode);
    pthread_mutex_lock(&order);
    int there = access(path, F_OK) == 0, fd = -1;
    if (!(!there && (flags & O_CREAT) && refused(path))) fd = (int)syscall(SYS_openat, dir, path, flags, mode);
    if (fd >= 0 && fd < MOST) {
        known[fd] = inode_of(fd);
        appends[fd] = (flags & O_APPEND) != 0;
        if (known[fd] && !there) tell_path(CREATE, known[fd], path, NULL);
        else if (known[fd] && (flags & O_TRUNC)) tell(TRUNCATE, known[fd], 0, "", 0, "", 0);
    }
    int kept = errno;
    pthread_mutex_unlock(&order);
    errno = kept;
    return fd;
}

#define MODE(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }
int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int dir, const char *path, int flags, ...) { MODE(flags) return opened(dir, path, flags, mode); }
int openat64(int dir, const char *path, int flags, ...) { MODE(flags) return opened(dir, path, flags | O_LARGEFILE, mode); }

int close(int fd) {
    REAL(int, "close", int);
    if (fd >= 0 && fd < MOST) known[fd] = 0;
    return real(fd);
}

static ssize_t written(int fd, const void *data, size_t size, off_t offset) {
    char name[4096];
    if (fd < 0 || fd >= MOST || !known[fd])
        return offset < 0 ? syscall(SYS_write, fd, data, size) : syscall(SYS_pwrite64, fd, data, size, offset);
    pthread_mutex_lock(&order);
    ssize_t done = -1;
    if (!refused(name_of(fd, name, sizeof name)))
        done = offset < 0 ? syscall(SYS_write, fd, data, size) : syscall(SYS_pwrite64, fd, data, size, offset);
    if (done > 0) {
        uint64_t at = offset < 0 ? (uint64_t)(lseek(fd, 0, SEEK_CUR) - done) : (uint64_t)offset;
        tell(WRITE, known[fd], at, data, (uint32_t)done, "", 0);
    }
    int kept = errno;
    pthread_mutex_unlock(&order);
    errno = kept;
    return done;
}
ssize_t write(int fd, const void *data, size_t size) { return written(fd, data, size, -1); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return written(fd, data, size, offset); }
ssize_t pwrite64(int fd, const void *data, size_t size, off_t offset) { return written(fd, data, size, offset); }

int ftruncate(int fd, off_t size) {
    REAL(int, "ftruncate", int, off_t);
    char name[4096];
    if (fd < 0 || fd >= MOST || !known[fd]) return real(fd, size);
    pthread_mutex_lock(&order);
    int done = refused(name_of(fd, name, sizeof name)) ? -1 : real(fd, size);
    if (done == 0) tell(TRUNCATE, known[fd], (uint64_t)size, "", 0, "", 0);
    int kept = errno;
    pthread_mutex_unlock(&order);
    errno = kept;
    return done;
}
int ftruncate64(int fd, off_t size) { return ftruncate(fd, size); }

static int synced(int fd, long call) {
    char name[4096];
    struct stat found;
    if (log_fd < 0) return (int)syscall(call, fd);
    pthread_mutex_lock(&order);
    int done = (int)syscall(call, fd);
    if (done == 0 && fd >= 0 && fd < MOST && known[fd]) tell(SYNC, known[fd], 0, "", 0, "", 0);
    else if (done == 0 && fstat(fd, &found) == 0 && S_ISDIR(found.st_mode)) {
        name_of(fd, name, sizeof name);
        if (strncmp(name, root, root_len) == 0) tell_path(DIRSYNC, 0, name, NULL);
    }
    int kept = errno;
    pthread_mutex_unlock(&order);
    errno = kept;
    return done;
}
int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    if (!ours(path)) return real(path);
    pthread_mutex_lock(&order);
    int done = real(path);
    if (done == 0) tell_path(UNLINK, 0, path, NULL);
    int kept = errno;
    pthread_mutex_unlock(&order);
    errno = kept;
    return done;
}

int rename(const char *old, const char *new) {
    REAL(int, "rename", const char *, const char *);
    if (!ours(new)) return real(old, new);
    pthread_mutex_lock(&order);
    int done = refused(new) ? -1 : real(old, new);
    if (done == 0) tell_path(RENAME, 0, old, new);
    int kept = errno;
    pthread_mutex_unlock(&order);
    errno = kept;
    return done;
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    if (!ours(path)) return real(path, mode);
    pthread_mutex_lock(&order);
    int done = refused(path) ? -1 : real(path, mode);
    if (done == 0) tell_path(MKDIR, 0, path, NULL);
    int kept = errno;
    pthread_mutex_unlock(&order);
    errno = kept;
    return done;
}
