#define _GNU_SOURCE
#include "ckernels.h"
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));
extern char *openblas_get_corename(void) __attribute__((weak));

int dh_vector_bits(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq"))
        return 512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return 256;
#endif
    return 128;
}

const char *dh_blas_select_kernels(void) {
    static const char *const old[] = {"Prescott", "Nehalem", "Core2", "Unknown", "Penryn", "Dunnington", "Opteron", "Barcelona"};
    if (!openblas_get_corename) return "unknown";
    const char *core = openblas_get_corename();
    int bits = dh_vector_bits();
    // OpenBLAS 0.3.21 takes recent Zen cores for Zen (AVX2); their AVX-512 is wider, and measured faster.
    int slow = bits == 512 && (!strcmp(core, "Zen") || !strcmp(core, "Haswell"));
    for (size_t i = 0; i < sizeof old / sizeof *old; i++) slow |= bits > 128 && !strcmp(core, old[i]);
    if (!slow || !gotoblas_dynamic_init || !gotoblas_dynamic_quit || getenv("OPENBLAS_CORETYPE")) return core;
    setenv("OPENBLAS_CORETYPE", bits == 512 ? "SkylakeX" : "Haswell", 1);
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
    return openblas_get_corename();
}

void *dh_allocate(size_t bytes) {
    const size_t huge = 2u << 20;
    void *block = 0;
    if (bytes == 0) bytes = 64;
    size_t alignment = bytes >= 2 * huge ? huge : 64;
    if (posix_memalign(&block, alignment, (bytes + alignment - 1) / alignment * alignment)) return 0;
#ifdef MADV_HUGEPAGE
    if (alignment == huge) madvise(block, bytes, MADV_HUGEPAGE);
#endif
    memset(block, 0, bytes);
    return block;
}

long dh_next(long *counter) { return __atomic_fetch_add(counter, 1, __ATOMIC_RELAXED); }
void dh_store(long *flag, long value) { __atomic_store_n(flag, value, __ATOMIC_SEQ_CST); }
long dh_load(const long *flag) { return __atomic_load_n(flag, __ATOMIC_SEQ_CST); }
