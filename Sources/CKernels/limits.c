#define _GNU_SOURCE
#include "ckernels.h"
#include "sanitized.h"
#if defined(__GLIBC__)
#include <malloc.h>
#endif
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

// OpenBLAS maps a buffer for each thread that is in a product, and tries again for ever where it cannot. So what it
// will map is asked for here first, and never begun where it would not be had.

extern void *blas_memory_alloc(int) __attribute__((weak));
extern void blas_memory_free(void *) __attribute__((weak));

// BUFFER_SIZE of OpenBLAS on x86-64, which it tells nobody; on other processors it is less.
static const size_t blas_buffer = (size_t)128 << 20;
// What the rest of a start takes: the Swift runtime, Foundation, a little heap.
static const size_t start = (size_t)48 << 20;
static const size_t thread_stack = (size_t)8 << 20;

size_t dh_blas_buffer(void) { return blas_buffer; }

int dh_processors(void) {
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

int dh_can_map(size_t bytes) {
    void *block = mmap(0, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return block != MAP_FAILED && munmap(block, bytes) == 0;
}

int dh_blas_reserve(int buffers) {
    if (!blas_memory_alloc || !blas_memory_free) return buffers;
    void **held = calloc(buffers, sizeof *held);
    int count = 0;
    // The first one is there since OpenBLAS was loaded.
    while (held && count < buffers && (count == 0 || dh_can_map(blas_buffer + start))) held[count++] = blas_memory_alloc(0);
    for (int i = 0; i < count; i++) blas_memory_free(held[i]);
    free(held);
#ifdef M_ARENA_MAX
    // glibc gives each thread an arena of its own, which takes twice this for a moment; where there is none, it looks for
    // one again in each malloc, and that takes thirty times as long.
    const size_t arena = (size_t)64 << 20;
    if (!dh_can_map((buffers + 1) * 2 * arena + start)) mallopt(M_ARENA_MAX, 1);
#endif
    return count;
}

static void *wait_for(void *gate) {
    while (sem_wait(gate)) {}
    return 0;
}

int dh_startable_threads(int wanted) {
    pthread_t *threads = calloc(wanted, sizeof *threads);
    pthread_attr_t attributes;
    sem_t gate;
    if (!threads || pthread_attr_init(&attributes)) return 0;
    pthread_attr_setstacksize(&attributes, thread_stack);
    sem_init(&gate, 0, 0);
    int count = 0;
    while (count < wanted && pthread_create(&threads[count], &attributes, wait_for, &gate) == 0) count++;
    for (int i = 0; i < count; i++) sem_post(&gate);
    for (int i = 0; i < count; i++) pthread_join(threads[i], 0);
    sem_destroy(&gate);
    pthread_attr_destroy(&attributes);
    free(threads);
    return count;
}

// Sanitizers have not begun their own work so early.
#if defined(__linux__) && defined(__GLIBC__) && !defined(DH_SANITIZED)

static const char one_thread[] = "OPENBLAS_NUM_THREADS=1";

static void write_limit(char *text, size_t size, const char *name, int resource) {
    struct rlimit limit;
    if (getrlimit(resource, &limit) || limit.rlim_cur == RLIM_INFINITY) return;
    size_t length = strlen(text);
    snprintf(text + length, size - length, "; the limit (%s) is %llu MB", name, (unsigned long long)limit.rlim_cur >> 20);
}

static int is_below(int resource, rlim_t value) {
    struct rlimit limit;
    return !getrlimit(resource, &limit) && limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < value;
}

// Runs before the constructors of all libraries, of which OpenBLAS's is one that may never end. Where there is little
// room, the program is begun anew and OpenBLAS told to have one thread: Downhill wants no more, but can only say so when
// OpenBLAS has been loaded and has started one for each processor.
static void check_room_for_blas(int argc, char **argv, char **environment) {
    (void)argc;
    if (!blas_memory_alloc) return;
    size_t processors = dh_processors(), variables = 0;
    int is_one = 0;
    for (; environment[variables]; variables++) is_one |= !strcmp(environment[variables], one_thread);
    if (is_one) processors = 1;
    // Idle threads of OpenBLAS keep their buffers; and where it cannot start them, it ends the process.
    int is_tight = is_below(RLIMIT_AS, RLIM_INFINITY) || is_below(RLIMIT_DATA, RLIM_INFINITY) || is_below(RLIMIT_NPROC, 1024);
    int has_room = dh_can_map(processors * blas_buffer + (processors - 1) * thread_stack + start);
    if (has_room && (is_one || !is_tight)) return;
    if (!is_one) {
        const char *changed[variables + 2];
        changed[0] = one_thread;
        size_t kept = 1;
        for (size_t i = 0; i < variables; i++)
            if (strncmp(environment[i], one_thread, sizeof one_thread - 2)) changed[kept++] = environment[i];
        changed[kept] = 0;
        execve("/proc/self/exe", argv, (char **)changed);
        if (has_room) return;
    }
    char text[300];
    snprintf(text, sizeof text, "%s: not enough memory to start: %zu MB of address space are needed on top of the program",
             argv[0] ? argv[0] : "downhill", (blas_buffer + start) >> 20);
    write_limit(text, sizeof text, "ulimit -v", RLIMIT_AS);
    write_limit(text, sizeof text, "ulimit -d", RLIMIT_DATA);
    strncat(text, ".\n", sizeof text - strlen(text) - 1);
    if (write(STDERR_FILENO, text, strlen(text)) < 0) {}
    _exit(1);
}

__attribute__((section(".preinit_array"), used)) static void (*const before_all)(int, char **, char **) =
    check_room_for_blas;

#endif
